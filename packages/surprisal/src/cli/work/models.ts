/** Names of models, checked before any file is read. */
import { modelOf } from 'surprisal';
import { describe, UsageError } from '../failure.js';

/** @param others names that are meant besides, to be told with those there are. @throws {UsageError} when it is none. */
export function checkModel(name: string, others: readonly string[] = []): void {
  try {
    modelOf(name);
  } catch (error) {
    throw new UsageError([describe(error), ...others].join(', '));
  }
}
