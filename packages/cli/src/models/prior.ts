/** The prior that --prior names. */
import { Prior, type PriorOption } from 'surprisal';
import { FileError, messageOf } from '../base/failure.js';
import type { Settings } from '../command/settings.js';
import { readWholeNamingFile } from '../files/read-whole.js';

type Given = Pick<Settings, 'prior'>;

/** @throws {FileError} when the file cannot be read, or is not a prior. */
export async function priorOf({ prior }: Given): Promise<PriorOption> {
  if (prior === 'none' || prior === 'default') return prior;
  const bytes = await readWholeNamingFile(prior);
  try {
    return Prior.load(bytes);
  } catch (error) {
    throw new FileError(`${prior}: ${messageOf(error)}`, { cause: error });
  }
}

/** The file that is read for it, if any. */
export function priorFiles({ prior }: Given): readonly string[] {
  return prior === 'none' || prior === 'default' ? [] : [prior];
}
