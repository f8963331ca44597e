import { MODEL_NAMES } from '../../src/models.js';
import { Predictor } from '../../src/predictor.js';

/** Whether the kernel has the model. To be removed once it has them all. */
async function available(model: string): Promise<boolean> {
  return Predictor.create(model, { size: 1 }).then(
    () => true,
    () => false,
  );
}

/** Fewer, for a quick look: `SURPRISAL_MODELS=order-2,cm npm test`. */
const asked = process.env['SURPRISAL_MODELS']?.split(',') ?? MODEL_NAMES;

/** The models that the kernel has: every law holds for each of them. */
export const MODELS: readonly string[] = (
  await Promise.all(asked.map(async (model) => ((await available(model)) ? [model] : [])))
).flat();

/** How often a property is tried: less for models that take longer. */
export function runs(model: string, most = 8): { numRuns: number } {
  const share = model === 'cm-strong' ? 0.2 : model.startsWith('order') ? 1 : 0.5;
  return { numRuns: Math.max(2, Math.round(most * share)) };
}
