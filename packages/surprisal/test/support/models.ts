import { MODEL_NAMES } from '../../src/models.js';

/** The models that every law is tried on. Fewer, for a quick look: `SURPRISAL_MODELS=order-2,cm npm test`. */
export const MODELS: readonly string[] = process.env['SURPRISAL_MODELS']?.split(',') ?? MODEL_NAMES;

/** How often a property is tried: less for models that take longer. */
export function runs(model: string, most = 8): { numRuns: number } {
  const share = model === 'cm-strong' ? 0.2 : model.startsWith('order') ? 1 : 0.5;
  return { numRuns: Math.max(2, Math.round(most * share)) };
}
