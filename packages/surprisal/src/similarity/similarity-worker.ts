/** A worker that computes costs, all of them by the model of the first. */
import { serve } from '../parallel/serve.js';
import { type Cost, modelCost } from './cost.js';
import type { CostsJob } from './costs.js';
import { costsOf } from './texts.js';

let cost: Promise<Cost> | undefined;

await serve({
  costs: async ({ model, size, ...texts }: CostsJob, step) => {
    cost ??= modelCost(model, size);
    const result = await costsOf(await cost, texts, step);
    return { result, transfer: [result.buffer] };
  },
});
