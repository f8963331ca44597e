/** The prior that --prior names. */
import { Prior, type PriorOption } from 'surprisal';
import type { Settings } from '../command/settings.js';
import { loadNamingFile } from '../files/read-whole.js';

type Given = Pick<Settings, 'prior'>;

/** @throws {FileError} when the file cannot be read, or is not a prior. */
export async function priorOf({ prior }: Given): Promise<PriorOption> {
  if (prior === 'none' || prior === 'default') return prior;
  return loadNamingFile(prior, Prior.load);
}

/** The file that is read for it, if any. */
export function priorFiles({ prior }: Given): readonly string[] {
  return prior === 'none' || prior === 'default' ? [] : [prior];
}
