/** Texts, one after another: files, or each line of theirs as it comes. */
import type { Bar } from '../bar.js';
import type { Settings } from '../settings.js';
import { forEach } from './each.js';
import { linesAsTheyCome } from './lines.js';
import { readWhole } from './whole.js';

/** @param tell is given a text and what to call it: the file, or the line itself. Empty lines are none. @returns the exit code. */
export async function forEachText(
  settings: Settings,
  lines: boolean,
  tell: (text: Uint8Array, name: string, bar: Bar) => Promise<void>,
): Promise<number> {
  const decoder = new TextDecoder();
  return forEach(settings, 'report', async ({ file, name, bar }) => {
    if (!lines) return tell(await readWhole(file), name, bar);
    for await (const line of linesAsTheyCome(file)) if (line.length > 0) await tell(line, decoder.decode(line), bar);
  });
}
