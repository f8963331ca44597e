/** Items to compare: lines, records or files. */
import { FileError } from '../../base/failure.js';
import { escaped } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { checkJobs } from '../../files/checks.js';
import { isText, NOT_TEXT, splitLines } from '../../files/lines.js';
import { readWholeNamingFile } from '../../files/read-whole.js';

/** Lines, files, or records of this many bytes. */
export type Unit = 'lines' | 'files' | number;

export interface Item {
  readonly bytes: Uint8Array;
  /** The file it is of. */
  readonly input: string;
  /** Its number in the file, from 1; undefined for a file. */
  readonly number: number | undefined;
}

/** The items of all files. @throws {FileError} for binary data where lines are wanted, or for fewer than two items. */
export async function readItems({ files, force }: Settings, unit: Unit): Promise<Item[]> {
  checkJobs([{ reads: files }], force);
  const items: Item[] = [];
  for (const file of files) {
    const input = file === '-' ? 'standard input' : file;
    const bytes = await readWholeNamingFile(file);
    if (unit === 'lines' && !isText(bytes)) {
      throw new FileError(`${input}: ${NOT_TEXT}; use --records SIZE`);
    }
    const parts = unit === 'files' ? [bytes] : unit === 'lines' ? splitLines(bytes) : recordsOf(bytes, unit);
    for (const [i, part] of parts.entries()) {
      items.push({ bytes: part, input, number: unit === 'files' ? undefined : i + 1 });
    }
  }
  const name = typeof unit === 'number' ? 'records' : unit;
  if (items.length < 2) throw new FileError(`${files.join(', ')}: there must be at least two ${name} to compare`);
  return items;
}

function recordsOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** Where an item is: the file, if there are several, and the number. */
export function locationOf({ input, number }: Item, { files }: Settings): string {
  const at = number === undefined ? [] : [String(number)];
  return [...(files.length > 1 || at.length === 0 ? [escaped(input)] : []), ...at].join(':');
}

/** An item for people: a line as text, a record in hexadecimal, nothing for a file. */
export function itemText({ bytes }: Item, unit: Unit): string {
  if (unit === 'files') return '';
  return unit === 'lines' ? escaped(new TextDecoder().decode(bytes)) : Buffer.from(bytes).toString('hex');
}

/** An item for programs. */
export function itemJson(item: Item, unit: Unit): object {
  const { input, number, bytes } = item;
  if (unit === 'files') return { input };
  if (unit === 'lines') return { input, line: number, text: new TextDecoder().decode(bytes) };
  return { input, record: number, hex: Buffer.from(bytes).toString('hex') };
}
