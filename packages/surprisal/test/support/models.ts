import { MODEL_NAMES } from '../../src/registry/models.js';

/** The models that `npm test` tries: one that counts, one that looks far back, two that mix, a network. */
const QUICK: readonly string[] = ['order-2', 'ppm', 'cm-fast', 'cm', 'trace'];
/** `npm run test:slow` tries the others. */
const OTHERS = MODEL_NAMES.filter((name) => !QUICK.includes(name));

/** The models by name. Others, for a look: `SURPRISAL_MODELS=order-2,cm npm test`. */
export const NAMES: readonly string[] =
  process.env['SURPRISAL_MODELS']?.split(',') ?? (process.env['SURPRISAL_TESTS'] === 'slow' ? OTHERS : QUICK);

/** Networks that obey the same laws in a fifth of the time. */
const SMALLER: Readonly<Record<string, string>> = {
  lstm: 'lstm-32x2',
  transformer: 'transformer-32x1',
  trace: 'trace-32',
};

/** The models that every law is tried on. */
export const MODELS: readonly string[] = NAMES.map((name) => SMALLER[name] ?? name);

/** The mixers, which have views of the kinds of content. */
export const MIXERS: readonly string[] = NAMES.filter((name) => name.startsWith('cm'));

/** How often a property is tried: less for models that take longer. */
export function runs(model: string, most = 8): { numRuns: number } {
  const share = /^(cm-strong|cm-max|lstm|transformer)/.test(model) ? 0.2 : model.startsWith('order') ? 1 : 0.5;
  return { numRuns: Math.max(2, Math.round(most * share)) };
}
