/**
 * Hash chains: where the bytes at a place have stood before.
 *
 * A table has for each hash of four bytes the last place that has it; another, for each place, the place before with the same
 * hash. So following them one meets all earlier places with these four bytes (and some others), the nearest first; a
 * limit bounds how many are tried. For matches of three bytes only the last place is kept: farther ones seldom pay.
 *
 * Places are those of the content; what lies farther back than the window is met no more, as its slot is another's.
 */
import { exp2 } from '../../base/elementary.js';

/** Two buckets for each place of the window, but no tables above 4 MiB. */
const HASH_BITS_MAX = 20;
const NONE = -1;
const MULTIPLIER = 0x9e3779b1;

export class HashChains {
  /** Of the last match found. */
  distance = 0;
  readonly #bytes: Uint8Array;
  readonly #windowSize: number;
  readonly #mask: number;
  /** 32 less the bits of a hash: what the product is shifted by. */
  readonly #shift: number;
  /** The last place with each hash of three bytes, and of four. */
  readonly #head3: Int32Array;
  readonly #head4: Int32Array;
  /** The place before with the same hash of four bytes, for each place of the window. */
  readonly #before: Int32Array;

  /** @param windowSize the largest distance, a power of 2. */
  constructor(bytes: Uint8Array, windowSize: number) {
    this.#bytes = bytes;
    this.#windowSize = windowSize;
    const bits = Math.max(8, 32 - Math.clz32(bytes.length));
    const size = Math.min(windowSize, exp2(bits));
    this.#mask = size - 1;
    this.#before = new Int32Array(size);
    // Short content takes small tables: filling them would take longer than the search.
    const hashBits = Math.min(bits, 32 - Math.clz32(windowSize), HASH_BITS_MAX);
    this.#shift = 32 - hashBits;
    this.#head3 = new Int32Array(1 << hashBits).fill(NONE);
    this.#head4 = new Int32Array(1 << hashBits).fill(NONE);
  }

  /** Makes the bytes at `at` known to later searches. Every place must be inserted, in order. */
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
   * The longest match of the bytes at `at`, which must not have been inserted; of equally long ones the nearest.
   *
   * @param longerThan a match must be longer than this. @param most its length, at most; within the content.
   * @param enough stops at one that is so long. @param tries places to look at, at most.
   * @returns its length, or 0; sets `distance`.
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
      // Whether it can be longer shows at the byte that it would have to have more, first.
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
      // A slot taken over by a later place: the chain ends.
      if (next >= place) break;
      place = next;
    }
    return best > longerThan ? best : 0;
  }
}
