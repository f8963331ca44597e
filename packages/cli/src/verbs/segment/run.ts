/** Prints the segments of files. */
import { segment } from 'surprisal/segment';
import { counted, grouped } from '../../base/numbers.js';
import { escaped } from '../../base/terminal.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { readWhole } from '../../files/read-whole.js';
import { forEachFile } from '../../files/run.js';

/** Characters that are shown of the start of a segment. */
const START = 40;

/** @returns the exit code. */
export async function segmentFiles(settings: Settings, places: number): Promise<number> {
  return forEachFile(settings, 'report', async ({ file, name, bar }) => {
    const bytes = await readWhole(file);
    const { segments, bits, whole } = await namingOptions({ places: '--places' }, () =>
      segment(bytes, { places, onProgress: bar.count }),
    );
    bar.clear();
    if (settings.json) {
      console.log(JSON.stringify({ task: 'segment', input: name, bytes: bytes.length, bits, whole, segments }));
      return;
    }
    const saved = whole > 0 ? `, ${(100 - (100 * bits) / whole).toFixed(1)} % smaller than as a single segment` : '';
    const count = counted(segments.length, 'segment');
    if (!settings.quiet) console.log(`${escaped(name)}, ${grouped(bytes.length)} bytes: ${count}${saved}`);
    for (const { start, end, bits: own } of segments) {
      const head = bytes.subarray(start, Math.min(start + START, end));
      const rate = (own / (end - start)).toFixed(3);
      console.log(`${grouped(start).padStart(13)} ${grouped(end).padStart(13)}  ${rate}  ${previewOf(head)}`);
    }
  });
}

/** Bytes as text; what is not UTF-8 as \xNN. */
function previewOf(bytes: Uint8Array): string {
  try {
    // A character that is cut in two at the end is no fault: with `stream` it waits.
    return escaped(new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }));
  } catch {
    return escaped(Buffer.from(bytes).toString('latin1'));
  }
}
