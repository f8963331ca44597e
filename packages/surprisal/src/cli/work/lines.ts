/** Lines of files, and lines as they come. */
import { Input } from '../files/input.js';

const LINE_FEED = 10;
const RETURN = 13;

/** The lines, without their ends, which may be those of Windows. A last line without one counts. */
export function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(LINE_FEED, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(trimmed(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

/** The lines of a file, or of standard input for `-`, each as soon as it is there: whoever writes them may never end. */
export async function* linesAsTheyCome(file: string): AsyncGenerator<Uint8Array, void> {
  const input = file === '-' ? undefined : await Input.open(file);
  try {
    let begun: Uint8Array[] = [];
    for await (const chunk of input === undefined ? process.stdin : input.chunks()) {
      let start = 0;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, start)) {
        yield trimmed(Buffer.concat([...begun, chunk.subarray(start, at)]));
        begun = [];
        start = at + 1;
      }
      if (start < chunk.length) begun.push(chunk.subarray(start));
    }
    if (begun.length > 0) yield trimmed(Buffer.concat(begun));
  } finally {
    await input?.close();
  }
}

function trimmed(line: Uint8Array): Uint8Array {
  return line.at(-1) === RETURN ? line.subarray(0, -1) : line;
}
