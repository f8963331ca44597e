/** Lines of files, and lines as they arrive. */
import { FileError } from '../base/failure.js';
import { Input } from './input.js';

/** Bytes to search for a zero: text has none. */
const SAMPLE_BYTES = 1 << 16;
const LINE_FEED = 10;
const RETURN = 13;

/** Error for binary data. */
export const NOT_TEXT = 'contains null bytes, so it is not text';

/** Whether it begins as text does. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, SAMPLE_BYTES).includes(0);
}

/** The lines, without their ends, which may be those of Windows. A last line without one counts. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(LINE_FEED, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(trimmed(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

/**
 * The lines of a file, or of standard input for `-`, each as soon as it arrives: the writer may never end.
 * @throws {FileError} when it begins as no text does.
 */
export async function* streamLines(file: string): AsyncGenerator<Uint8Array, void> {
  const input = file === '-' ? undefined : await Input.open(file);
  try {
    let begun: Uint8Array[] = [];
    let isFirst = true;
    for await (const chunk of input === undefined ? process.stdin : input.chunks()) {
      if (isFirst && !isText(chunk)) throw new FileError(NOT_TEXT);
      isFirst = false;
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
