/**
 * A tar of small files: half of it or more is headers and zeros between them, and what those look like says nothing of the
 * files. In 3,000 of 1 KB, with pax headers between them, statistics saw the rows of a grey picture.
 */
import { latin1 } from '../../../base/latin1.js';
import { ContentKind, type ContentType } from '../../../registry/kinds.js';

export const HEADER_BYTES = 512;
const CHECKSUM_AT = 148;
const SIZE_AT = 124;

/** What a tar holds of its size, less than which it is a table of headers: measured on text of 60 to 700 bytes a file. */
const TABLE_SHARE = 1 / 5;
/** What it holds, of which more says itself what it is. */
const FILES_SHARE = 9 / 10;
/** Bytes of files to look at. */
const SAMPLE_BYTES = 2 ** 20;

/**
 * What a tar of small files holds: a table, or what `analyse` finds in the files.
 * @returns undefined for what does not begin with the header of a member, and for large files.
 */
export function readTar(bytes: Uint8Array, analyse: (files: Uint8Array) => ContentType): ContentType | undefined {
  const files: Uint8Array[] = [];
  let held = 0;
  let end = 0;
  for (let size = sizeAt(bytes, 0); size !== undefined; size = sizeAt(bytes, end)) {
    const content = bytes.subarray(end + HEADER_BYTES, end + HEADER_BYTES + size);
    files.push(content);
    held += content.length;
    end += HEADER_BYTES + Math.ceil(size / HEADER_BYTES) * HEADER_BYTES;
  }
  // The zeros that GNU tar has at the end may be more than all the rest.
  const whole = Math.min(end, bytes.length);
  if (whole === 0 || held > FILES_SHARE * whole) return undefined;
  if (held < TABLE_SHARE * whole) return { kind: ContentKind.RECORDS, stride: HEADER_BYTES };
  const every = Math.ceil(held / SAMPLE_BYTES);
  return analyse(joined(files.filter((_, i) => i % every === 0)));
}

function joined(files: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(files.reduce((size, file) => size + file.length, 0));
  let at = 0;
  for (const file of files) {
    all.set(file, at);
    at += file.length;
  }
  return all;
}

function sizeAt(bytes: Uint8Array, at: number): number | undefined {
  return at + HEADER_BYTES <= bytes.length ? memberSize(bytes.subarray(at, at + HEADER_BYTES)) : undefined;
}

/** Bytes of the content of the member whose header this is; undefined when it is not one. */
export function memberSize(header: Uint8Array): number | undefined {
  let sum = 8 * 32; // the checksum's own bytes count as blanks
  for (let i = 0; i < HEADER_BYTES; i++) if (i < CHECKSUM_AT || i >= CHECKSUM_AT + 8) sum += header[i] as number;
  if (sum === 8 * 32 || octal(header.subarray(CHECKSUM_AT, CHECKSUM_AT + 8)) !== sum) return undefined;
  const field = header.subarray(SIZE_AT, SIZE_AT + 12);
  if (((field[0] as number) & 0x80) === 0) return octal(field);
  return field.subarray(5).reduce((n, byte) => n * 256 + byte, 0); // GNU: a number in base 256, of 53 bits at most
}

/** Digits, after blanks, up to a blank or NUL. */
function octal(field: Uint8Array): number | undefined {
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(latin1(field))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
