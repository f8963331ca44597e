import { checkInteger } from '../../base/checks.js';
import type { Tick } from '../../base/progress.js';
import { CODECS } from '../../classical/index.js';
import { Predictor } from '../../predictor/predictor.js';
import { type Cost, costsOf, type Texts } from './texts.js';

export type { Cost };

/**
 * The cost under a model of surprisal, or by a classical coder: bits, each time from nothing.
 * @param model a name of registry/models.ts, a level, or a codec of surprisal/classical. @param size bytes that are measured at once,
 *   about: sizes the tables, which every measurement starts by clearing. Default 64 KiB.
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

/** Texts to be measured by a named model. */
export interface CostsJob extends Texts {
  readonly model: string;
  /** Of the tables (modelCost). */
  readonly size: number;
}

/** Does jobs that are all of one model: it is made for the first and kept for the others. */
export function costsByModel(): (job: CostsJob, tick: Tick) => Promise<Float64Array<ArrayBuffer>> {
  let cost: Promise<Cost> | undefined;
  return async ({ model, size, ...texts }, tick) => {
    cost ??= modelCost(model, size);
    return costsOf(await cost, texts, tick);
  };
}
