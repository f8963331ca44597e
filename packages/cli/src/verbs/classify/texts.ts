/** Texts, one after another: files, or each line of theirs as it comes. */

import type { Settings } from '../../command/settings.js';
import type { Job } from '../../files/job.js';
import { streamLines } from '../../files/lines.js';
import { readWhole } from '../../files/read-whole.js';
import { Run } from '../../files/run.js';
import type { ProgressBar } from '../../report/progress-bar.js';

/** Files of texts. @param also what else is read and written. */
export function planTexts(settings: Settings, also: readonly Job[]): Promise<Run<Job>> {
  return Run.plan(settings, 'report', async (file) => ({ reads: [file] }), also);
}

/** @param tell is given a text and what to call it: the file, or the line itself. Empty lines are none. @returns the exit code. */
export async function forEachText(
  run: Run<Job>,
  lines: boolean,
  tell: (text: Uint8Array, name: string, bar: ProgressBar) => Promise<void>,
): Promise<number> {
  const decoder = new TextDecoder();
  return run.each(async ({ file, name, bar }) => {
    if (!lines) return tell(await readWhole(file), name, bar);
    for await (const line of streamLines(file)) if (line.length > 0) await tell(line, decoder.decode(line), bar);
  });
}
