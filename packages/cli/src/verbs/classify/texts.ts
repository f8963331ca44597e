/** Texts to classify: whole files, or their lines as they arrive. */

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

/**
 * @param classify called with each text and its name: the file, or the line itself. Empty lines are skipped.
 * @returns the exit code.
 */
export async function forEachText(
  run: Run<Job>,
  lines: boolean,
  classify: (text: Uint8Array, name: string, bar: ProgressBar) => Promise<void>,
): Promise<number> {
  const decoder = new TextDecoder();
  return run.each(async ({ file, name, bar }) => {
    if (!lines) return classify(await readWhole(file), name, bar);
    for await (const line of streamLines(file)) if (line.length > 0) await classify(line, decoder.decode(line), bar);
  });
}
