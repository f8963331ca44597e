/**
 * The worker of the library: the one script that does every task, for whatever is imported on the other side.
 *
 * The tasks are imported statically and nothing here awaits at the top level: Vite makes a classic script of a worker
 * unless it is configured otherwise, and a classic script has neither chunks nor top-level await
 * (docs/decisions/workers.md).
 */
import { type DecodeJob, decodeFrame } from '../frames/decode.js';
import { type EncodeJob, encodeFrame } from '../frames/encode.js';
import { type CostsJob, costsByModel } from '../similarity/cost.js';
import { serve } from './serve.js';

const costsOf = costsByModel();

serve({
  encode: async (job: EncodeJob, step) => {
    const result = await encodeFrame(job, step);
    return { result, transfer: [result.code.buffer] };
  },
  decode: async (job: DecodeJob, step) => {
    const result = await decodeFrame(job, step);
    return { result, transfer: [result.buffer] };
  },
  costs: async (job: CostsJob, step) => {
    const result = await costsOf(job, step);
    return { result, transfer: [result.buffer] };
  },
});
