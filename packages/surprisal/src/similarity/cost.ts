import { CODECS } from '../classical/index.js';
import { checkInteger } from '../options.js';
import { Predictor } from '../predictor.js';

/**
 * What it costs to describe some bytes, in any unit: a predictor's bits, or the size of what a compressor makes of
 * them. The same bytes must cost the same each time.
 */
export type Cost = (bytes: Uint8Array) => number;

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
