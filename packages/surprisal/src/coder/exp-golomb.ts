import { checkInteger } from '../base/checks.js';
import type { BitCoder } from './probability.js';
import { LIMIT_MAX, StateMap } from './state-map.js';

/** Probabilities of a context: a sign, 31 of the length, and of each of 32 lengths 3 nodes of its first two bits. */
const SIGN = 0;
const LENGTH = 1;
const BITS = 32;
const ENTRIES = 160;
const HALF = 2 ** 31;
const MAX = 2 ** 32 - 2;
const SIGNED_MAX = 2 ** 31 - 1;

/**
 * Integers of any size, small ones cheapest, with adaptive bits: Exp-Golomb codes whose bits learn. n + 1 has k bits after its
 * first: k in unary, each of those bits with a probability of its own, then the k bits, of which the first two have
 * probabilities given k, and the rest, which is close to noise, has one half.
 * What coefficients, residuals, run lengths and counts are coded with.
 * Source: J. Teuhola (1978); adaptive as in H.264's CABAC (UEG) and FLIF.
 */
export class ExpGolomb {
  readonly #map: StateMap; // shape (contexts, ENTRIES)
  readonly #contexts: number;

  /**
   * @param contexts how many there are, 1 to 2^16; 640 bytes each. @param limit as of a StateMap.
   * @throws {TypeError | RangeError} when one is out of range.
   */
  constructor(contexts = 1, limit = LIMIT_MAX) {
    checkInteger('contexts', contexts, 1, 2 ** 16);
    this.#contexts = contexts;
    this.#map = new StateMap(contexts * ENTRIES, limit);
  }

  /**
   * Codes an integer of 0 or more, and learns it.
   * @param n 0 to 2^32 − 2; a decoder does not look at it. @param context 0 to below the contexts. @returns n.
   * @throws {RangeError} when one is out of range. Throws as `coder.code`.
   */
  code(coder: BitCoder, n: number, context = 0): number {
    if (n >>> 0 !== n || n > MAX) throw new RangeError(`an integer from 0 to 2^32 - 2 is expected, not ${n}`);
    const base = this.#base(context);
    const k = 31 - Math.clz32(n + 1);
    let length = 0;
    while (length < 31 && this.#adaptive(coder, k > length ? 1 : 0, base + LENGTH + length)) length++;
    let value = 1;
    for (let i = length - 1; i >= 0; i--) {
      const bit = ((n + 1) >>> i) & 1;
      const node = value >>> 0;
      value =
        node * 2 + (node < 4 ? this.#adaptive(coder, bit, base + BITS + 4 * length + node) : coder.code(bit, HALF));
    }
    return value - 1;
  }

  /** The same for integers of either sign, −(2^31 − 1) to 2^31 − 1: how large, and whether it is negative if it is not 0. */
  codeSigned(coder: BitCoder, n: number, context = 0): number {
    if (!Number.isInteger(n) || Math.abs(n) > SIGNED_MAX)
      throw new RangeError(`an integer of less than 2^31 is expected, not ${n}`);
    const size = this.code(coder, Math.abs(n), context);
    if (size === 0) return 0;
    return this.#adaptive(coder, n < 0 ? 1 : 0, this.#base(context) + SIGN) ? -size : size;
  }

  /** Codes a bit with the probability of an entry, which learns it. */
  #adaptive(coder: BitCoder, bit: number, entry: number): number {
    const coded = coder.code(bit, this.#map.p(entry));
    this.#map.learn(entry, coded);
    return coded;
  }

  #base(context: number): number {
    if (!(context >= 0 && context < this.#contexts)) {
      throw new RangeError(`there is no context ${context} of ${this.#contexts}`);
    }
    return context * ENTRIES;
  }
}
