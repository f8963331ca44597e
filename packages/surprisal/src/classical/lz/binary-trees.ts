/**
 * Binary trees of suffixes: find all matches at a place with few comparisons.
 *
 * For each hash of four bytes there is a tree of the places with this hash. The key of a place is the content from there
 * on. Smaller keys lie to the left, larger keys to the right, and a later place always lies above an earlier one. Inserting
 * a place makes it the root: the search descends the old tree, and attaches the places that it visits to the left or the
 * right of the new root. The visited places are also the matches, the nearest first. Each side keeps the number of bytes in
 * which its last place agreed. All places below agree in at least the smaller number, so a comparison starts there.
 *
 * Places that agree in `enough` bytes count as equal: the nearer one replaces the other. So the tree is ordered only by
 * the first `enough` bytes, and the code below relies on no more. This bounds the cost of a place in long repetitions.
 *
 * Where a hash chain has to be followed through all its places, a tree finds the longest match in about the logarithm of
 * their number. Source: I. Pavlov, LZMA (match finder BT4).
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
  /** The last place with each hash of three bytes, and with each hash of four: the root. */
  readonly #head3: Int32Array;
  readonly #head4: Int32Array;
  /** The two children of each place in the window: the roots of the smaller and of the larger places. */
  readonly #children: Int32Array;

  /** @param windowSize the largest distance, a power of 2. @param enough 4 or more. */
  constructor(bytes: Uint8Array, windowSize: number, enough: number) {
    this.#bytes = bytes;
    this.#windowSize = windowSize;
    this.#enough = enough;
    const bits = Math.max(8, 32 - Math.clz32(bytes.length));
    // The search may visit a place one window back while a place is inserted: two windows have a slot for both.
    const size = Math.min(2 * windowSize, exp2(bits));
    this.#mask = size - 1;
    this.#children = new Int32Array(2 * size);
    const hashBits = Math.min(bits, HASH_BITS_MAX);
    this.#shift = 32 - hashBits;
    this.#head3 = new Int32Array(1 << hashBits).fill(NONE);
    this.#head4 = new Int32Array(1 << hashBits).fill(NONE);
  }

  /**
   * Inserts the place `at`, and finds the matches there that are longer than any nearer match. Every place must be
   * inserted, in order.
   *
   * @param most maximum length of a match. @param tries maximum number of places to visit.
   * @param into receives length + 2^9 · distance, the shortest first, from index `from` on; room for `most` of them.
   *   Undefined: only inserts. @returns the number of matches.
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
    // Where to attach the next smaller and the next larger place, and in how many bytes the last ones agreed.
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

  /** How many bytes agree at both places, up to `most`; the first `length` are known to agree. */
  #extended(place: number, at: number, length: number, most: number): number {
    const bytes = this.#bytes;
    const end = Math.min(most, bytes.length - at);
    let n = length;
    while (n < end && bytes[place + n] === bytes[at + n]) n++;
    return n;
  }
}
