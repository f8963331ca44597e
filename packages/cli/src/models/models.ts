/** Names of models: what is asked for, and checked before any file is read. */
import { LEVELS, type Level, modelOf } from 'surprisal';
import { messageOf, UsageError } from '../base/failure.js';
import type { Settings } from '../command/settings.js';

/** The model that is asked for, by name or by level. @param otherwise the level where neither is given. */
export function modelNameOf({ model, level }: Settings, otherwise: Level = 'default'): string {
  return model ?? LEVELS[level ?? otherwise];
}

/** @param others names that are meant besides, to be told with those there are. @throws {UsageError} when it is none. */
export function checkModel(name: string, others: readonly string[] = []): void {
  try {
    modelOf(name);
  } catch (error) {
    throw new UsageError([messageOf(error), ...others].join(', '));
  }
}
