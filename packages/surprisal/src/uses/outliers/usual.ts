/**
 * What bytes usually cost where they stand.
 *
 * A number that nobody could know costs a lot each time, and says nothing when it does. So costs are compared with those of
 * bytes after the same bytes: e_k is the mean cost of all bytes that came after the last k, with the weight of one more
 * that cost e_(k-1), and digits taken for one another:
 *
 *   e_k = (Σ costs + W e_(k-1)) / (n + W),  e_(-1) = 0
 *   excess = Σ over the bytes of a thing of max(0, cost - e_ORDER - CHANCE)
 *   score = excess / (n + SHORT)^(3/4), n the bytes of the thing
 *
 * So a byte counts by how much less than 2^-CHANCE times as probable it was than bytes there usually are, and a thing that
 * is as things usually are has an excess of about 0, whatever numbers it has. What is left to chance grows with the
 * length: as its square root, if bytes were independent; they are not. A few bytes alone say little, however rare.
 */

// The best of 2 to 6, 1 to 4, 0 to 6, and of the powers from 0 to 1, on logs of 7,000 to 17,000 lines with planted ones, none
// of them those of the benchmark. With a power of a half or less long lines with rare words rank first; the rest matters little.
// CHANCE and SHORT together, of 1 to 4 and 0 to 100, on BGL, HealthApp, Proxifier and Thunderbird of loghub and four logs of
// package managers, a proxy and tests, alone and six in a row: of 80 planted lines in rows 73 came within 60 rather than 70.
/** Bytes before a byte by which its cost is expected. */
const ORDER = 4;
const W = 4;
const CHANCE = 3;
/** Bytes that every thing counts as having besides. */
const SHORT = 32;
/** Contexts are told apart by a hash of so many bits. */
const HASH_BITS = 20;

export class Usual {
  readonly #counts = new Uint32Array(1 << HASH_BITS);
  readonly #sums = new Float64Array(1 << HASH_BITS);
  readonly #places = new Uint32Array(ORDER + 1);

  /** Takes the costs of a thing for usual. @param bits of each byte. */
  add(line: Uint8Array, bits: Float32Array): void {
    this.#count(line, bits, 1);
  }

  /** Bits that a thing cost beyond what is usual: 0 or more. */
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

  /** The same for a thing that was added, as if it had not been. */
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

/** A digit is any digit. */
function alike(byte: number): number {
  return byte >= 48 && byte <= 57 ? 48 : byte;
}

/** The excess of a thing of `length` bytes as what things are ranked by. */
export function scoreOf(excess: number, length: number): number {
  const n = length + SHORT;
  return excess / Math.sqrt(n * Math.sqrt(n));
}
