/**
 * Hash chains: find earlier occurrences of the bytes at a place.
 *
 * One table holds the last place for each hash of four bytes. Another holds, for each place, the previous place with the
 * same hash. Following them visits all earlier places with these four bytes (and some others), the nearest first. A limit
 * bounds how many are tried. For matches of three bytes only the last place is kept: farther ones seldom pay.
 *
 * Places are positions in the content. A place farther back than the window is never visited, as its slot has been reused.
 */
import { exp2 } from '../../base/elementary.js';

/** Two buckets for each place of the window, but no tables above 4 MiB. */
const HASH_BITS_MAX = 20;
const NONE = -1;
const MULTIPLIER = 0x9e3779b1;

export class HashChains {
  /** Distance of the last match found. */
  distance = 0;
  readonly #bytes: Uint8Array;
  readonly #windowSize: number;
  readonly #mask: number;
  /** 32 minus the bits of a hash: the shift applied to the product. */
  readonly #shift: number;
  /** The last place with each hash of three bytes, and with each hash of four. */
  readonly #head3: Int32Array;
  readonly #head4: Int32Array;
  /** The previous place with the same hash of four bytes, for each place in the window. */
  readonly #before: Int32Array;

  /** @param windowSize the largest distance, a power of 2. */
  constructor(bytes: Uint8Array, windowSize: number) {
    this.#bytes = bytes;
    this.#windowSize = windowSize;
    const bits = Math.max(8, 32 - Math.clz32(bytes.length));
    const size = Math.min(windowSize, exp2(bits));
    this.#mask = size - 1;
    this.#before = new Int32Array(size);
    // Short content uses small tables: filling large ones would take longer than the search.
    const hashBits = Math.min(bits, 32 - Math.clz32(windowSize), HASH_BITS_MAX);
    this.#shift = 32 - hashBits;
    this.#head3 = new Int32Array(1 << hashBits).fill(NONE);
    this.#head4 = new Int32Array(1 << hashBits).fill(NONE);
  }

  /** Makes the bytes at `at` available to later searches. Every place must be inserted, in order. */
  insert(at: number): void {
    const bytes = this.#bytes;
    if (at + 4 > bytes.length) return;
    const three = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    const hash = Math.imul(three | (bytes[at + 3]! << 24), MULTIPLIER) >>> this.#shift;
    this.#before[at & this.#mask] = this.#head4[hash]!;
    this.#head4[hash] = at;
    this.#head3[Math.imul(three << 8, MULTIPLIER) >>> this.#shift] = at;
  }

  /**
   * The longest match of the bytes at `at`, which must not be inserted yet. Of equally long matches, the nearest.
   *
   * @param longerThan a match must be longer than this. @param most maximum length; must stay within the content.
   * @param enough stops at a match of this length. @param tries maximum number of places to try.
   * @returns the length of the match, or 0; sets `distance`.
   */
  longest(at: number, longerThan: number, most: number, enough: number, tries: number): number {
    const bytes = this.#bytes;
    if (most < 3 || most <= longerThan || at + 4 > bytes.length) return 0;
    const before = this.#before;
    const mask = this.#mask;
    const oldest = at - this.#windowSize;
    const three = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    const four = three | (bytes[at + 3]! << 24);
    let best = longerThan;
    if (best < 3) {
      const place = this.#head3[Math.imul(three << 8, MULTIPLIER) >>> this.#shift]!;
      if (
        place >= oldest &&
        place !== NONE &&
        (bytes[place]! | (bytes[place + 1]! << 8) | (bytes[place + 2]! << 16)) === three
      ) {
        best = 3;
        this.distance = at - place;
      }
    }
    let place = this.#head4[Math.imul(four, MULTIPLIER) >>> this.#shift]!;
    for (; tries > 0 && place !== NONE && place >= oldest; tries--) {
      // First check the byte that a longer match would have to contain.
      if (bytes[place + best] === bytes[at + best] && bytes[place] === bytes[at] && best < most) {
        let length = 1;
        while (length < most && bytes[place + length] === bytes[at + length]) length++;
        if (length > best) {
          best = length;
          this.distance = at - place;
          if (length >= enough) break;
        }
      }
      const next = before[place & mask]!;
      // The slot has been reused by a later place: the chain ends.
      if (next >= place) break;
      place = next;
    }
    return best > longerThan ? best : 0;
  }
}
