/**
 * Binary trees of suffixes: all the matches at a place, in few comparisons.
 *
 * For each hash of four bytes there is a tree of the places that have it. A place's key is the content from there on: smaller
 * ones lie left of it, larger ones right; and the later place always lies above the earlier one. To insert a place is to
 * make it the root: the old tree is followed down toward it, and what is passed is hung to its left or right. What is passed
 * are also the matches, the nearest first. Below a place that agrees in l bytes on either side all others agree in the
 * smaller l, so that each comparison begins where it could first differ.
 *
 * Places that agree in `enough` bytes count as equal: the nearer one takes the other's place. So the tree is in order by
 * the first `enough` bytes only, and nothing below relies on more; this bounds what a place costs in long repetitions.
 *
 * So where a chain has to be followed for as long as there are places, a tree finds the longest match in about the
 * logarithm of their number. Source: I. Pavlov, LZMA (match finder BT4).
 */
import { exp2 } from '../../base/elementary.js';

const HASH_BITS_MAX = 16;
const NONE = -1;
const MULTIPLIER = 0x9e3779b1;

export class BinaryTrees {
  readonly #bytes: Uint8Array;
  readonly #windowSize: number;
  readonly #enough: number;
  readonly #mask: number;
  readonly #shift: number;
  /** The last place with each hash of three bytes, and of four: the root. */
  readonly #head3: Int32Array;
  readonly #head4: Int32Array;
  /** For each place of the window its two children: the roots of what is smaller, and of what is larger. */
  readonly #children: Int32Array;

  /** @param windowSize the largest distance, a power of 2. @param enough 4 or more. */
  constructor(bytes: Uint8Array, windowSize: number, enough: number) {
    this.#bytes = bytes;
    this.#windowSize = windowSize;
    this.#enough = enough;
    const bits = Math.max(8, 32 - Math.clz32(bytes.length));
    // A place may be met that is a window back, besides the one that is inserted: twice the window has a slot for both.
    const size = Math.min(2 * windowSize, exp2(bits));
    this.#mask = size - 1;
    this.#children = new Int32Array(2 * size);
    const hashBits = Math.min(bits, HASH_BITS_MAX);
    this.#shift = 32 - hashBits;
    this.#head3 = new Int32Array(1 << hashBits).fill(NONE);
    this.#head4 = new Int32Array(1 << hashBits).fill(NONE);
  }

  /**
   * Inserts the place `at`, and finds the matches there that are longer than any nearer one. Every place must be inserted,
   * in order.
   *
   * @param most length of a match, at most. @param tries places to pass, at most.
   * @param into receives length + 2^9 · distance, the shortest first, from place `from` on; room for `most` of them.
   *   Undefined: only inserts. @returns how many there are.
   */
  insert(at: number, most: number, tries: number, into: Uint32Array | undefined, from: number): number {
    const bytes = this.#bytes;
    const children = this.#children;
    const mask = this.#mask;
    const enough = Math.min(this.#enough, bytes.length - at);
    if (enough < 4) return 0;
    const oldest = Math.max(0, at - this.#windowSize);
    let found = from;
    const three = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    const hash3 = Math.imul(three << 8, MULTIPLIER) >>> this.#shift;
    const near = this.#head3[hash3]!;
    this.#head3[hash3] = at;
    let best = into === undefined ? enough : 2;
    if (
      into !== undefined &&
      near >= oldest &&
      (bytes[near]! | (bytes[near + 1]! << 8) | (bytes[near + 2]! << 16)) === three
    ) {
      into[found++] = 3 + ((at - near) << 9);
      best = 3;
    }
    const hash4 = Math.imul(three | (bytes[at + 3]! << 24), MULTIPLIER) >>> this.#shift;
    let place = this.#head4[hash4]!;
    this.#head4[hash4] = at;
    // Where the next smaller place is to be hung, and the next larger one; and how many bytes the last ones agreed in.
    let left = 2 * (at & mask);
    let right = left + 1;
    let leftLength = 0;
    let rightLength = 0;
    for (; place >= oldest && tries > 0; tries--) {
      const pair = 2 * (place & mask);
      let length = leftLength < rightLength ? leftLength : rightLength;
      while (length < enough && bytes[place + length] === bytes[at + length]) length++;
      if (length > best) {
        best = length;
        if (length === enough) length = this.#extended(place, at, length, most);
        into![found++] = length + ((at - place) << 9);
      }
      if (length >= enough) {
        children[left] = children[pair]!;
        children[right] = children[pair + 1]!;
        return found - from;
      }
      if (bytes[place + length]! < bytes[at + length]!) {
        children[left] = place;
        left = pair + 1;
        leftLength = length;
        place = children[left]!;
      } else {
        children[right] = place;
        right = pair;
        rightLength = length;
        place = children[right]!;
      }
    }
    children[left] = NONE;
    children[right] = NONE;
    return found - from;
  }

  /** How many bytes agree at both places, `most` at most; `length` of them are known to. */
  #extended(place: number, at: number, length: number, most: number): number {
    const bytes = this.#bytes;
    const end = Math.min(most, bytes.length - at);
    let n = length;
    while (n < end && bytes[place + n] === bytes[at + n]) n++;
    return n;
  }
}
