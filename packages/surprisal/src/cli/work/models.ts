/** Names of models, checked before any file is read, and what things cost by them. */
import { modelOf } from 'surprisal';
import { CODECS } from 'surprisal/classical';
import { type Cost, modelCost } from 'surprisal/similarity';
import { describe, UsageError } from '../failure.js';

/** @param others names that are meant besides, to be told with those there are. @throws {UsageError} when it is none. */
export function checkModel(name: string, others: readonly string[] = []): void {
  try {
    modelOf(name);
  } catch (error) {
    throw new UsageError([describe(error), ...others].join(', '));
  }
}

/**
 * The cost of bytes by a model, in bits, or by a classical coder, in bytes of its code.
 * @param size of what is measured at once, at most. @throws {UsageError} when there is none of that name.
 */
export async function costOf(name: string, size: number): Promise<Cost> {
  const codec = Object.hasOwn(CODECS, name) ? CODECS[name] : undefined;
  if (codec !== undefined) return (bytes) => codec.encode(bytes).length;
  checkModel(name, Object.keys(CODECS));
  return modelCost(name, size);
}
