/** Names of models, checked before any file is read. */
import { LEVELS, type Level, modelOf } from 'surprisal';
import { messageOf, UsageError } from '../base/failure.js';
import type { Settings } from '../command/settings.js';

/** The model chosen by name or by level. @param otherwise the level if neither is given. */
export function modelNameOf({ model, level }: Settings, otherwise: Level = 'default'): string {
  return model ?? LEVELS[level ?? otherwise];
}

/** @param others other valid names, listed in the error. @throws {UsageError} for an unknown model. */
export function checkModel(name: string, others: readonly string[] = []): void {
  try {
    modelOf(name);
  } catch (error) {
    throw new UsageError([messageOf(error), ...others].join(', '));
  }
}
