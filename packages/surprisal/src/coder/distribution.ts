/**
 * Distributions over the symbols of an alphabet, 0 to n − 1, n ≤ 2^18, as integer frequencies.
 */
import { checkInteger } from '../base/checks.js';
import { TOTAL_MAX } from './probability.js';

export const SYMBOLS_MAX = 2 ** 18;
/** A large table of probabilities is coded in two steps: which block of 2^BLOCK_BITS symbols, and which symbol of it. */
export const BLOCK_BITS = 9;
const BLOCK = 1 << BLOCK_BITS;

/** Integer frequencies. To look one up takes no time, to find the symbol at a place log2 n steps. */
export class Frequencies {
  /** Sums of the frequencies of all smaller symbols: shape (symbols + 1). The last is the total. */
  readonly cumulative: Uint32Array;
  /** The sum of all frequencies, 1 to 2^24. */
  total = 0;

  /** @param frequencies of symbols 0, 1, …: integers of 0 or more, 0 where the symbol cannot occur. Throws as `set`. */
  constructor(frequencies: ArrayLike<number>) {
    checkInteger('the number of symbols', frequencies.length, 1, SYMBOLS_MAX);
    this.cumulative = new Uint32Array(frequencies.length + 1);
    this.set(frequencies);
  }

  /**
   * Takes other frequencies of the same symbols.
   * @throws {RangeError} when there are not as many, one is no integer of 0 or more, or the sum is 0 or above 2^24.
   */
  set(frequencies: ArrayLike<number>): void {
    const { cumulative } = this;
    const n = cumulative.length - 1;
    if (frequencies.length !== n) throw new RangeError(`${n} frequencies are expected, not ${frequencies.length}`);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const f = frequencies[i]!;
      if (!(f >= 0 && f <= TOTAL_MAX) || f !== (f | 0)) {
        throw new RangeError(`a frequency must be an integer from 0 to 2^24, not ${f}`);
      }
      sum += f;
      cumulative[i + 1] = sum;
    }
    if (!(sum >= 1 && sum <= TOTAL_MAX)) throw new RangeError(`the frequencies must add up to 1 to 2^24, not ${sum}`);
    this.total = sum;
  }

  /** The symbol at a place: the last whose cumulative frequency is not above it. @param place 0 to below `total`. */
  at(place: number): number {
    const { cumulative } = this;
    let low = 0;
    let high = cumulative.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! <= place) low = middle;
      else high = middle;
    }
    return low;
  }
}

/**
 * Probabilities, as a language model gives them, made integers by a rule that encoder and decoder share.
 *
 * With T = 2^24, m the symbols with p > 0 and S the sum of all p: a symbol with p > 0 has the frequency
 * 1 + ⌊p / S · (T − m)⌋, one with p = 0 has frequency 0 and cannot be coded, and what is then missing from T goes to the first of the most
 * probable ones. So the frequencies are in the order of the probabilities, and a symbol costs at most
 * log2 (T / (T − m)) bits more than −log2 (p / S).
 *
 * Up to 512 symbols that is all: a symbol loses 4.5e-5 bits at most. More are coded in two steps by the same rule, first
 * the block of 512, by the sums of its probabilities, then the symbol of the block: 9e-5 bits at most, where one step would
 * lose 0.02 bits with 2^18 symbols. Only what a symbol needs is made integers: one sum over all of p, then 512 or 1024 steps.
 *
 * The sums are in double precision, in the order of the symbols: the same everywhere, provided that the probabilities
 * are. Those of encoder and decoder must be equal to the last bit; Math.exp of two engines is not.
 */
export class Probabilities {
  /** Of the blocks of 512 symbols, the last of which may be shorter. */
  readonly blocks: Frequencies;
  readonly #symbols: number;
  #p: ArrayLike<number> = [];
  /** Sums of the probabilities of each block. */
  readonly #sums: Float64Array;
  /** The frequencies in the block that was asked for last, −1 before the first. */
  readonly #inside: Frequencies;
  #block = -1;

  /** @param p 0 or more each; they need not add up to 1. Not copied: as `set`, which throws the same. */
  constructor(p: ArrayLike<number>) {
    checkInteger('the number of symbols', p.length, 1, SYMBOLS_MAX);
    this.#symbols = p.length;
    this.#sums = new Float64Array(Math.ceil(p.length / BLOCK));
    this.blocks = new Frequencies(new Uint32Array(this.#sums.length).fill(1));
    this.#inside = new Frequencies(new Uint32Array(Math.min(p.length, BLOCK)).fill(1));
    this.set(p);
  }

  /**
   * Takes other probabilities of the same symbols.
   * @param p shape (symbols), preferably a Float32Array or a Float64Array. Not copied: do not change them before the
   * symbol is coded. @throws {RangeError} when there are not as many, one is negative or no number, or the sum is 0 or infinite.
   */
  set(p: ArrayLike<number>): void {
    if (p.length !== this.#symbols) {
      throw new RangeError(`${this.#symbols} probabilities are expected, not ${p.length}`);
    }
    for (let block = 0; block < this.#sums.length; block++) {
      let sum = 0;
      const end = Math.min((block + 1) << BLOCK_BITS, p.length);
      for (let i = block << BLOCK_BITS; i < end; i++) {
        const weight = p[i]!;
        if (!(weight >= 0)) throw new RangeError(`a probability must be a number of 0 or more, not ${weight}`);
        sum += weight;
      }
      this.#sums[block] = sum;
    }
    this.#p = p;
    this.#block = -1;
    this.blocks.set(quantised(this.#sums, 0, this.#sums.length));
  }

  /** The frequencies of the symbols of a block; valid until those of another one are asked for. */
  within(block: number): Frequencies {
    if (block !== this.#block) {
      this.#inside.set(quantised(this.#p, block << BLOCK_BITS, this.#inside.cumulative.length - 1));
      this.#block = block;
    }
    return this.#inside;
  }
}

/** Frequencies by the rule of Probabilities, of `n` weights from `start` on; those past the end are 0. */
function quantised(weights: ArrayLike<number>, start: number, n: number): Uint32Array {
  const end = Math.min(start + n, weights.length);
  let sum = 0;
  let possible = 0;
  let most = start;
  for (let i = start; i < end; i++) {
    const weight = weights[i]!;
    sum += weight;
    if (weight > 0) possible++;
    if (weight > weights[most]!) most = i;
  }
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the probabilities must have a finite sum above 0, not ${sum}`);
  }
  const frequencies = new Uint32Array(n);
  let rest = TOTAL_MAX;
  for (let i = start; i < end; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const frequency = 1 + Math.floor((weight / sum) * (TOTAL_MAX - possible));
    frequencies[i - start] = frequency;
    rest -= frequency;
  }
  // Not negative: what the sum rounds away is below one unit of 2^24.
  frequencies[most - start]! += rest;
  return frequencies;
}
