import { checkInteger } from '../../base/checks.js';
import type { Tick } from '../../base/progress.js';
import { CODECS } from '../../classical/index.js';
import { Predictor } from '../../predictor/predictor.js';
import { type Cost, costsOf, type Texts } from './texts.js';

export type { Cost };

/**
 * The cost under a model of surprisal, or by a classical coder, in bits. Each measurement starts from an empty state.
 * @param model a name of registry/models.ts, a level, or a codec of surprisal/classical.
 * @param size approximate number of bytes measured at once. It determines the size of the tables, which are cleared
 *   before every measurement. Default 64 KiB.
 * @throws {TypeError | RangeError} for bad arguments.
 */
export async function modelCost(model: string, size = 1 << 16): Promise<Cost> {
  checkInteger('size', size, 0, 2 ** 32 - 1);
  const codec = Object.hasOwn(CODECS, model) ? CODECS[model] : undefined;
  if (codec !== undefined) return (bytes) => 8 * codec.encode(bytes).length;
  const predictor = await Predictor.create(model, { size });
  const start = predictor.snapshot();
  return (bytes) => predictor.restore(start).bits(bytes);
}

/** Texts to measure with a named model. */
export interface CostsJob extends Texts {
  readonly model: string;
  /** Determines the size of the tables; see modelCost. */
  readonly size: number;
}

/** Runs jobs that all use one model: it is created for the first job and kept for the others. */
export function costsByModel(): (job: CostsJob, tick: Tick) => Promise<Float64Array<ArrayBuffer>> {
  let cost: Promise<Cost> | undefined;
  return async ({ model, size, ...texts }, tick) => {
    cost ??= modelCost(model, size);
    return costsOf(await cost, texts, tick);
  };
}
