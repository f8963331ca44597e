/** Lines, records or files: what is looked at one by one. */
import { FileError } from '../../base/failure.js';
import { shown } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { isText, linesOf, NO_LINES } from '../../files/lines.js';
import { checkRun } from '../../files/plan.js';
import { readNamed } from '../../files/whole.js';

/** Lines, records of so many bytes, or files. */
export type Unit = 'lines' | 'files' | number;

export interface Thing {
  readonly bytes: Uint8Array;
  /** The file it is of. */
  readonly input: string;
  /** Its number in the file, from 1; undefined for a file. */
  readonly number: number | undefined;
}

/** All things of the files. @throws {FileError} for what has no lines, or when there are fewer than two things. */
export async function thingsOf({ files, force }: Settings, unit: Unit): Promise<Thing[]> {
  checkRun([{ reads: files }], force);
  const things: Thing[] = [];
  for (const file of files) {
    const input = file === '-' ? 'standard input' : file;
    const bytes = await readNamed(file);
    if (unit === 'lines' && !isText(bytes)) {
      throw new FileError(`${input}: ${NO_LINES}; use --records SIZE`);
    }
    const parts = unit === 'files' ? [bytes] : unit === 'lines' ? linesOf(bytes) : recordsOf(bytes, unit);
    for (const [i, part] of parts.entries()) {
      things.push({ bytes: part, input, number: unit === 'files' ? undefined : i + 1 });
    }
  }
  const name = typeof unit === 'number' ? 'records' : unit;
  if (things.length < 2) throw new FileError(`${files.join(', ')}: there must be at least two ${name} to compare`);
  return things;
}

function recordsOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

/** Where it is: the file, where there are several, and the number. */
export function placeOf({ input, number }: Thing, { files }: Settings): string {
  const at = number === undefined ? [] : [String(number)];
  return [...(files.length > 1 || at.length === 0 ? [shown(input)] : []), ...at].join(':');
}

/** What it says, for people: of records the bytes in hexadecimal digits, of a file nothing. */
export function textOf({ bytes }: Thing, unit: Unit): string {
  if (unit === 'files') return '';
  return unit === 'lines' ? shown(new TextDecoder().decode(bytes)) : Buffer.from(bytes).toString('hex');
}

/** The same for programs. */
export function jsonOf(thing: Thing, unit: Unit): object {
  const { input, number, bytes } = thing;
  if (unit === 'files') return { input };
  if (unit === 'lines') return { input, line: number, text: new TextDecoder().decode(bytes) };
  return { input, record: number, hex: Buffer.from(bytes).toString('hex') };
}
