import { BLOCK_BITS, type Frequencies, Probabilities } from './distribution.js';
import {
  type BitCoder,
  checkInterval,
  type EndOptions,
  multiplyHigh,
  PROBABILITY_MAX,
  PROBABILITY_MIN,
  proportion,
  RANGE_MIN,
  refuseBit,
  TOTAL_MAX,
  TRIMMED_MAX,
} from './probability.js';

const ROOM_MIN = 256;
const FINISHED = 'the code is finished; start another with a new Encoder';

/**
 * Arithmetic encoder: makes code of decisions and their probabilities. The same as the kernel's, bit for bit.
 *
 * The code is a number in the interval [low, low + range). Each decision takes its part of the interval; what it costs is
 * −log2 of that part: −log2 p, and at most 2^-24 / (ln 2 · p) bits for rounding. Whenever range falls below 2^24, the
 * highest byte of low joins the code; a carry may still reach it, until a byte below 0xff follows. The end costs a byte.
 * Source: G. N. N. Martin, "Range encoding" (1979); J. Rissanen and G. Langdon (1979).
 */
export class Encoder implements BitCoder {
  // Two's complement of unsigned numbers of 32 bits: what engines keep in registers.
  #low = 0;
  #range = -1;
  #bytes = new Uint8Array(ROOM_MIN);
  #size = 0;
  #taken = 0;
  #finished = false;

  /** Bytes of code so far, those taken among them. */
  get size(): number {
    return this.#taken + this.#size;
  }

  /**
   * Encodes a decision between two.
   * @param bit 0 or 1. @param p P(bit = 1), scaled by 2^32, from 2^10 to 2^32 − 2^10; a fraction is cut off.
   * @throws {RangeError} when one is out of range.
   */
  bit(bit: number, p: number): void {
    if (!(p >= PROBABILITY_MIN && p <= PROBABILITY_MAX) || (bit !== 0 && bit !== 1)) refuseBit(bit, p);
    const split = multiplyHigh(this.#range, p);
    if (bit) this.#cut(0, split);
    else this.#cut(split, (this.#range - split) | 0);
  }

  /** Encodes `bit` and returns it: what makes a model for a BitCoder an encoder. Otherwise as `bit`. */
  code(bit: number, p: number): number {
    this.bit(bit, p);
    return bit;
  }

  /**
   * Encodes one of several outcomes that lie on a line: this one from `low` to before `low + frequency`, all of them from 0
   * to before `total`.
   * @param total 1 to 2^24; the others fit below it, and `frequency` is at least 1. All are integers.
   * @throws {RangeError} when one is out of range.
   */
  interval(low: number, frequency: number, total: number): void {
    checkInterval(low, frequency, total);
    const range = this.#range >>> 0;
    const start = proportion(range, low, total);
    this.#cut(start | 0, (proportion(range, low + frequency, total) - start) | 0);
  }

  /**
   * Encodes a symbol of any alphabet.
   * @param symbol 0 to below the symbols of the distribution. @param distribution what the decoder will be given as well.
   * @throws {RangeError} when there is no such symbol, or when it cannot occur: its frequency or probability is 0.
   */
  symbol(symbol: number, distribution: Frequencies | Probabilities): void {
    if (distribution instanceof Probabilities) {
      const block = symbol >>> BLOCK_BITS;
      this.#one(block, distribution.blocks, symbol);
      this.#one(symbol - (block << BLOCK_BITS), distribution.within(block), symbol);
    } else {
      this.#one(symbol, distribution, symbol);
    }
  }

  /**
   * Encodes a number whose values are all equally likely: raw bits, with n = 2^bits.
   * @param value an integer from 0 to below `n`. @param n how many values there are, 1 to 2^32. Costs log2 n bits where
   * n ≤ 2^24 or a power of two, and 0.006 bits more at most elsewhere.
   */
  uniform(value: number, n: number): void {
    if (n <= TOTAL_MAX) {
      this.interval(value, 1, n);
      return;
    }
    if (!(n <= 2 ** 32 && value >= 0 && value < n) || n !== Math.floor(n)) {
      throw new RangeError(`a value from 0 to below n, an integer up to 2^32, is expected, not ${value} of ${n}`);
    }
    const upper = Math.floor(value / 2 ** 16);
    this.interval(upper, 1, Math.ceil(n / 2 ** 16));
    this.interval(value - upper * 2 ** 16, 1, Math.min(n - upper * 2 ** 16, 2 ** 16));
  }

  /**
   * The code bytes that are final and were not taken yet; may be empty. What all calls return, followed by what `finish`
   * returns, is the code, however often this is called.
   */
  take(): Uint8Array<ArrayBuffer> {
    // A carry may reach the last byte that is not 0xff. `finish` adds one byte and leaves out up to four zeros at the end.
    let end = this.#size - 1;
    while (end >= 0 && this.#bytes[end] === 0xff) end--;
    return this.#release(Math.max(end + 2 - TRIMMED_MAX, 0));
  }

  /**
   * Ends the code.
   * @param trim whether to leave out trailing zero bytes, up to four, as the decoder reads zeros past the end. With `false`,
   * here and there, a decoder notices a single byte that is missing.
   * @returns what was not taken yet: all of the code, if nothing was. @throws {Error} when the code was finished before.
   */
  finish({ trim = true }: EndOptions = {}): Uint8Array<ArrayBuffer> {
    if (this.#finished) throw new Error(FINISHED);
    // A multiple of 2^24 is always inside: the interval is at least that wide.
    this.#raise(((this.#low + (RANGE_MIN - 1)) & -RANGE_MIN) | 0);
    this.#push();
    for (let left = trim ? TRIMMED_MAX : 0; left > 0 && this.#size > 0 && this.#bytes[this.#size - 1] === 0; left--) {
      this.#size--;
    }
    const rest = this.#release(this.#size);
    // Whatever comes now has to push a byte, has no room for it, and is refused there.
    this.#finished = true;
    this.#range = 0;
    this.#bytes = new Uint8Array(0);
    return rest;
  }

  /** @param symbol the one meant, for the error. */
  #one(index: number, frequencies: Frequencies, symbol: number): void {
    const { cumulative, total } = frequencies;
    const low = cumulative[index];
    const high = cumulative[index + 1];
    if (low === undefined || high === undefined) throw new RangeError(`there is no symbol ${symbol}`);
    if (low === high) throw new RangeError(`symbol ${symbol} has probability 0: it cannot be encoded`);
    this.interval(low, high - low, total);
  }

  /** Goes on with the part of the interval that begins `start` above low, `range` wide. */
  #cut(start: number, range: number): void {
    if (start !== 0) this.#raise((this.#low + start) | 0);
    let width = range;
    while (width >>> 24 === 0) {
      this.#push();
      width <<= 8;
    }
    this.#range = width;
  }

  /** Moves low up, modulo 2^32: where it wraps, a carry goes into the bytes before. */
  #raise(low: number): void {
    if (low >>> 0 < this.#low >>> 0) {
      let i = this.#size - 1;
      while (this.#bytes[i] === 0xff) this.#bytes[i--] = 0;
      this.#bytes[i]!++;
    }
    this.#low = low;
  }

  /** Moves the highest byte of low into the code. */
  #push(): void {
    if (this.#size === this.#bytes.length) this.#grow();
    this.#bytes[this.#size++] = this.#low >>> 24;
    this.#low <<= 8;
  }

  #grow(): void {
    if (this.#finished) throw new Error(FINISHED);
    const grown = new Uint8Array(2 * this.#size);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }

  #release(n: number): Uint8Array<ArrayBuffer> {
    const released = this.#bytes.slice(0, n);
    this.#bytes.copyWithin(0, n, this.#size);
    this.#size -= n;
    this.#taken += n;
    return released;
  }
}
