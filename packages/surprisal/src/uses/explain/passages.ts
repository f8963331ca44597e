/** Parts of an explanation, and their share of the bits. */
import { type Bytes, bytesOf } from '../../base/bytes.js';

/** A part of the bytes. */
export interface Passage {
  /** The bytes from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** Total bits of these bytes. */
  readonly bits: number;
}

const sum = (bits: Float32Array, start: number, end: number): number => {
  let total = 0;
  for (let i = start; i < end; i++) total += bits[i] as number;
  return total;
};

/** The UTF-8 characters. A byte that is not part of a character counts as one. */
export function charactersOf(content: Bytes, bits: Float32Array): Passage[] {
  const bytes = bytesOf(content);
  const found: Passage[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + characterLength(bytes, start);
    found.push({ start, end, bits: sum(bits, start, end) });
    start = end;
  }
  return found;
}

/** Bytes of the character at `at`: 1 to 4 as its first byte states, if the rest follows. */
function characterLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const length = first < 0xc2 || first > 0xf4 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 1;
  return length;
}

/** The lines, each with its line end. */
export function linesOf(content: Bytes, bits: Float32Array): Passage[] {
  const bytes = bytesOf(content);
  const found: Passage[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    found.push({ start, end, bits: sum(bits, start, end) });
    start = end;
  }
  return found;
}

/** Bytes of a passage: about a line. */
const PASSAGE_BYTES = 80;

/**
 * The most expensive and the cheapest passages of about a line each, by bits per byte. They do not overlap.
 * @param count maximum number of each.
 */
export function passages(
  content: Bytes,
  bits: Float32Array,
  count: number,
): { dearest: Passage[]; cheapest: Passage[] } {
  const bytes = bytesOf(content);
  const all: Passage[] = [];
  for (let start = 0; start + PASSAGE_BYTES / 2 <= bytes.length; start += PASSAGE_BYTES) {
    const [from, to] = [boundary(bytes, start), boundary(bytes, Math.min(start + PASSAGE_BYTES, bytes.length))];
    if (from < to) all.push({ start: from, end: to, bits: sum(bits, from, to) });
  }
  const rate = (passage: Passage): number => passage.bits / (passage.end - passage.start);
  all.sort((a, b) => rate(b) - rate(a) || a.start - b.start);
  const half = Math.min(count, Math.ceil(all.length / 2));
  return { dearest: all.slice(0, half), cheapest: all.slice(half).slice(-count).reverse() };
}

/** The first position from `at` on that is not inside a character. */
function boundary(bytes: Uint8Array, at: number): number {
  let i = at;
  while (i < bytes.length && i < at + 3 && ((bytes[i] as number) & 0xc0) === 0x80) i++;
  return i;
}

/** Bits per byte of `points` equal parts, or of one part per byte if there are fewer bytes. */
export function curveOf(bits: Float32Array, points: number): Float64Array<ArrayBuffer> {
  const n = Math.min(points, bits.length);
  return Float64Array.from({ length: n }, (_, i) => {
    const [start, end] = [Math.floor((i * bits.length) / n), Math.floor(((i + 1) * bits.length) / n)];
    return sum(bits, start, end) / (end - start);
  });
}
