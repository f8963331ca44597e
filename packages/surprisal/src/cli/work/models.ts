/** Names of models, checked before any file is read. */
import { modelOf } from 'surprisal';
import { CODECS, type Codec } from 'surprisal/classical';
import { describe, UsageError } from '../failure.js';

/** @param others names that are meant besides, to be told with those there are. @throws {UsageError} when it is none. */
export function checkModel(name: string, others: readonly string[] = []): void {
  try {
    modelOf(name);
  } catch (error) {
    throw new UsageError([describe(error), ...others].join(', '));
  }
}

/** @throws {UsageError} when it is neither a model nor a classical coder. @returns the coder, if it is one. */
export function checkCoder(name: string): Codec | undefined {
  if (Object.hasOwn(CODECS, name)) return CODECS[name];
  checkModel(name, Object.keys(CODECS));
  return undefined;
}
