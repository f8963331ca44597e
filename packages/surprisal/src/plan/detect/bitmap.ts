import { ContentKind, type ContentType } from '../../registry/kinds.js';
import { profileAt, telling } from './profile.js';

/** Places looked at. */
const PLACES = 2048;
const PLACES_MIN = 48;
/** Least share, of the bytes unlike their left neighbour, that equal the byte one row before. */
const ROWS_ALIKE = 0.3;
/** A multiple of the row, which is about as alike, is not taken. */
const AS_GOOD = 0.9;
/** Of bytes that are neither all white nor all black: those with one or two edges inside, at least. Chance: 0.23. */
const FEW_EDGES = 0.6;
/** Of bytes with one edge: those with it on the rarer side, dark left or dark right, at least. Small numbers: 0. */
const BOTH_SIDES = 0.2;
/** Of all bytes: those all white or all black, at least. */
const PLAIN = 0.2;

/**
 * Pictures of one bit a pixel, such as scanned pages: most bytes are 00 or FF, the others have an edge or
 * two, and lines go on in the row below. @param alike distances at which bytes are often equal.
 */
export function findBitmap(bytes: Uint8Array, alike: readonly number[]): ContentType | undefined {
  const rows = profileAt(bytes, 1, alike, PLACES);
  if (rows.places < PLACES_MIN || !hasEdges(bytes)) return undefined;
  const best = Math.max(...alike.map((d) => rows.equal[d]!));
  if (best < ROWS_ALIKE * rows.places) return undefined;
  return { kind: ContentKind.BITMAP, stride: Math.min(...alike.filter((d) => rows.equal[d]! >= AS_GOOD * best)) };
}

/** Whether bytes look like eight pixels each of black and white areas. */
function hasEdges(bytes: Uint8Array): boolean {
  let plain = 0;
  let mixed = 0;
  let few = 0;
  let left = 0;
  let right = 0;
  for (const at of telling(bytes, 1, 1, PLACES)) {
    const byte = bytes[at]!;
    if (byte === 0x00 || byte === 0xff) {
      plain++;
      continue;
    }
    mixed++;
    const edges = bitCount((byte ^ (byte >> 1)) & 0x7f);
    if (edges <= 2) few++;
    if (edges === 1) byte & 0x80 ? left++ : right++;
  }
  return (
    plain >= PLAIN * (plain + mixed) &&
    few >= FEW_EDGES * mixed &&
    Math.min(left, right) >= Math.max(1, BOTH_SIDES * (left + right))
  );
}

function bitCount(byte: number): number {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
}
