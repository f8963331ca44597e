/**
 * What bytes usually cost in their contexts.
 *
 * An unpredictable number costs a lot every time, and this cost says nothing. So costs are compared with those of bytes
 * in the same context: e_k is the mean cost of all bytes that followed the same k bytes, smoothed toward e_(k-1) with
 * weight W. All digits count as equal:
 *
 *   e_k = (Σ costs + W e_(k-1)) / (n + W),  e_(-1) = 0
 *   excess = Σ over the bytes of an item of max(0, cost - e_ORDER - CHANCE)
 *   score = excess / (n + SHORT)^(3/4), n the bytes of the item
 *
 * So a byte counts only if it was less than 2^-CHANCE times as probable as bytes in its context usually are. A usual
 * item has an excess of about 0, whatever numbers it contains. The part left to chance grows with the length. It would
 * grow as the square root if bytes were independent, but they are not. A few bytes alone say little, however rare.
 */

// The best of 2 to 6, 1 to 4, 0 to 6, and of the powers from 0 to 1, on logs of 7,000 to 17,000 lines with planted lines.
// The benchmark's logs were not used. With a power of 1/2 or less, long lines with rare words rank first; the other values
// matter little. CHANCE and SHORT were chosen together, from 1 to 4 and 0 to 100, on BGL, HealthApp, Proxifier and
// Thunderbird of loghub and on four logs of package managers, a proxy and tests, with planted lines alone and six in a
// row: of 80 planted lines in rows, 73 instead of 70 ranked within 60.
/** Bytes of context that determine the expected cost of a byte. */
const ORDER = 4;
const W = 4;
const CHANCE = 3;
/** Bytes added to the length of every item. */
const SHORT = 32;
/** Bits of the hash that identifies a context. */
const HASH_BITS = 20;

export class Usual {
  readonly #counts = new Uint32Array(1 << HASH_BITS);
  readonly #sums = new Float64Array(1 << HASH_BITS);
  readonly #places = new Uint32Array(ORDER + 1);

  /** Counts the costs of an item as usual. @param bits of each byte. */
  add(line: Uint8Array, bits: Float32Array): void {
    this.#count(line, bits, 1);
  }

  /** Bits of an item's cost beyond the usual: 0 or more. */
  excess(line: Uint8Array, bits: Float32Array): number {
    let excess = 0;
    for (let i = 0; i < line.length; i++) {
      this.#find(line, i);
      let expected = 0;
      for (const place of this.#places) {
        expected = (this.#sums[place]! + W * expected) / (this.#counts[place]! + W);
      }
      excess += Math.max(0, bits[i]! - expected - CHANCE);
    }
    return excess;
  }

  /** The same for an item that was added, computed as if it had not been. */
  excessOfAdded(line: Uint8Array, bits: Float32Array): number {
    this.#count(line, bits, -1);
    const excess = this.excess(line, bits);
    this.#count(line, bits, 1);
    return excess;
  }

  #count(line: Uint8Array, bits: Float32Array, sign: 1 | -1): void {
    for (let i = 0; i < line.length; i++) {
      this.#find(line, i);
      for (const place of this.#places) {
        this.#counts[place]! += sign;
        this.#sums[place]! += sign * bits[i]!;
      }
    }
  }

  /** Where the contexts of 0 to ORDER bytes before byte `i` have their counts. */
  #find(line: Uint8Array, i: number): void {
    let hash = 0x2c1b3c6d;
    for (let k = 0; k <= ORDER; k++) {
      this.#places[k] = hash >>> (32 - HASH_BITS);
      hash = Math.imul(hash ^ (alike(line[i - 1 - k] ?? 10) + 1), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
  }
}

/** Maps all digits to the same digit. */
function alike(byte: number): number {
  return byte >= 48 && byte <= 57 ? 48 : byte;
}

/** The score by which items are ranked, from the excess of an item of `length` bytes. */
export function scoreOf(excess: number, length: number): number {
  const n = length + SHORT;
  return excess / Math.sqrt(n * Math.sqrt(n));
}
