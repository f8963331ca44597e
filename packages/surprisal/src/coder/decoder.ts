import { type Bytes, bytesOf } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { StreamError } from '../base/errors.js';
import { BLOCK_BITS, type Frequencies, Probabilities } from './distribution.js';
import {
  type BitCoder,
  checkInterval,
  type EndOptions,
  multiplyHigh,
  PROBABILITY_MAX,
  PROBABILITY_MIN,
  proportion,
  refuseBit,
  STEP_BYTES,
  TOTAL_MAX,
  TRIMMED_MAX,
} from './probability.js';

/** Bytes of the code that the decoder looks at beyond those that decide what it has decoded. */
const AHEAD = 3;
/** Zeros that it may read past the end of a code: those it is ahead by, and those that the encoder has left out. */
const PAST_MAX = AHEAD + TRIMMED_MAX;

/**
 * Arithmetic decoder: the mirror of Encoder. Each call must be that of the encoder: the same method, with the same
 * probabilities; nothing in the code says what was coded.
 *
 * All of the code at once: `new Decoder(code)`. In chunks as they come: `new Decoder()`, then `push` each, decode while it
 * is `ready`, and `end` after the last.
 *
 * Damaged code decodes to other symbols, still in range, or throws a StreamError: keep a checksum of what must be right.
 * Every call ends, whatever the code is, and reads at most 7 zeros past its end.
 */
export class Decoder implements BitCoder {
  // Two's complement of unsigned numbers of 32 bits.
  #range = 0;
  #value = 0; //           how far above the interval's low end the code is
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0; //              the next byte to read
  #end = 0; //             of what has come, in `#bytes`
  #dropped = 0; //         bytes of the code before `#bytes`
  #past = 0; //            zeros read past the end
  #ended = false;

  /**
   * @param code all of it; if left out, it comes by `push`. It is not copied: do not change it before all is decoded.
   * @param offset where in `code` it begins; errors count from the start of `code`.
   * @throws {TypeError | RangeError} when one is out of range. @throws {StreamError} `damaged`, where no encoder writes such a code.
   */
  constructor(code?: Bytes, offset = 0) {
    if (code === undefined) return;
    const bytes = bytesOf(code);
    checkInteger('offset', offset, 0, bytes.length);
    this.#bytes = bytes;
    this.#at = offset;
    this.#end = bytes.length;
    this.end();
  }

  /**
   * Takes the next bytes of the code, copied. @throws {TypeError} when it is not bytes.
   * @throws {StreamError} as the constructor. @throws {Error} after `end`.
   */
  push(input: Bytes): void {
    const chunk = bytesOf(input);
    if (this.#ended) throw new Error('the code has ended: nothing can be pushed');
    const left = this.#end - this.#at;
    if (this.#end + chunk.length > this.#bytes.length) {
      const room = left + chunk.length;
      const bytes = room > this.#bytes.length ? new Uint8Array(2 * room) : this.#bytes;
      bytes.set(this.#bytes.subarray(this.#at, this.#end));
      this.#dropped += this.#at;
      this.#bytes = bytes;
      this.#at = 0;
      this.#end = left;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
    if (this.#range === 0 && left + chunk.length >= 4) this.#start();
  }

  /** Says that no more code comes. @throws {StreamError} as the constructor. */
  end(): void {
    this.#ended = true;
    if (this.#range === 0) this.#start();
  }

  /**
   * Whether the code received is enough for `steps` more steps, whatever they decode; always after `end`.
   * @param steps 1 for each `bit`, `interval`, `uniform` or `symbol`, 2 for `uniform` above 2^24 and for a `symbol` of
   * Probabilities.
   */
  ready(steps = 1): boolean {
    return this.#ended || (this.#range !== 0 && this.#end - this.#at >= steps * STEP_BYTES);
  }

  /**
   * Decodes a decision between two.
   * @param p P(bit = 1), as it was given to the encoder. @returns 0 or 1.
   * @throws {RangeError} when p is out of range. @throws {StreamError} `damaged`, when the code is too short for
   * what is decoded. @throws {Error} when more code must be pushed first.
   */
  bit(p: number): number {
    if (!(p >= PROBABILITY_MIN && p <= PROBABILITY_MAX)) refuseBit(0, p);
    const split = multiplyHigh(this.#range, p);
    if (this.#value >>> 0 < split >>> 0) {
      this.#cut(0, split);
      return 1;
    }
    this.#cut(split, (this.#range - split) | 0);
    return 0;
  }

  /** Decodes a bit, whatever is given as one: what makes a model for a BitCoder a decoder. Otherwise as `bit`. */
  code(_bit: number, p: number): number {
    return this.bit(p);
  }

  /**
   * Where on the line from 0 to before `total` the outcome lies that comes next. It is one of those that the encoder's
   * `low` and `frequency` span: find whose it is, then call `interval` with them.
   */
  position(total: number): number {
    if (!(total >= 1 && total <= TOTAL_MAX) || total !== (total | 0)) {
      throw new RangeError(`total must be an integer from 1 to 2^24, not ${total}`);
    }
    const range = this.#range >>> 0;
    const value = this.#value >>> 0;
    // The last place that begins at or before value; the quotient misses it by two at most.
    let place = Math.min(Math.floor((value / range) * total), total - 1);
    while (place > 0 && proportion(range, place, total) > value) place--;
    while (place + 1 < total && proportion(range, place + 1, total) <= value) place++;
    return place;
  }

  /** Takes the outcome that `position` has shown. The arguments are those of the encoder's `interval`. */
  interval(low: number, frequency: number, total: number): void {
    checkInterval(low, frequency, total);
    const range = this.#range >>> 0;
    const start = proportion(range, low, total);
    this.#cut(start | 0, (proportion(range, low + frequency, total) - start) | 0);
  }

  /** Decodes a symbol of any alphabet. @param distribution equal to the one that the encoder had. Throws as `bit`. */
  symbol(distribution: Frequencies | Probabilities): number {
    if (!(distribution instanceof Probabilities)) return this.#one(distribution);
    const block = this.#one(distribution.blocks);
    return (block << BLOCK_BITS) + this.#one(distribution.within(block));
  }

  /** Decodes a number whose values are all equally likely. @param n how many there are, as for the encoder. Throws as `bit`. */
  uniform(n: number): number {
    if (n <= TOTAL_MAX) return this.#alike(n);
    const upper = this.#alike(Math.ceil(n / 2 ** 16));
    return upper * 2 ** 16 + this.#alike(Math.min(n - upper * 2 ** 16, 2 ** 16));
  }

  /**
   * Says that all is decoded. @param trim as for the encoder.
   * @throws {StreamError} `trailing-data`, when bytes follow that the encoder did not write; `truncated`, when bytes are
   * missing that it did not trim. @throws {Error} before `end`.
   */
  finish({ trim = true }: EndOptions = {}): void {
    if (!this.#ended) throw new Error('the code has not ended: call end() after the last chunk');
    const end = this.#dropped + this.#end;
    const excess = this.#end - this.#at + AHEAD - this.#past;
    if (excess > 0) throw new StreamError('trailing-data', 'bytes follow the end of the code', end - excess);
    if (excess < 0 && !trim) throw new StreamError('truncated', `the code lacks its last ${-excess} bytes`, end);
  }

  #one(frequencies: Frequencies): number {
    const { cumulative, total } = frequencies;
    const index = frequencies.at(this.position(total));
    const low = cumulative[index]!;
    this.interval(low, cumulative[index + 1]! - low, total);
    return index;
  }

  #alike(n: number): number {
    const value = this.position(n);
    this.interval(value, 1, n);
    return value;
  }

  /** Goes on with the part of the interval that begins at `start`, `range` wide. */
  #cut(start: number, range: number): void {
    let value = (this.#value - start) | 0;
    let width = range;
    while (width >>> 24 === 0) {
      value = (value << 8) | this.#read();
      width <<= 8;
    }
    this.#value = value;
    this.#range = width;
  }

  #read(): number {
    if (this.#at < this.#end) return this.#bytes[this.#at++]!;
    if (!this.#ended) throw new Error('more code is needed: push it, or end it (`ready` tells when)');
    if (this.#past === PAST_MAX) {
      throw new StreamError('damaged', 'the code is too short for what is decoded', this.#dropped + this.#end);
    }
    this.#past++;
    return 0;
  }

  #start(): void {
    for (let i = 0; i < 4; i++) this.#value = (this.#value << 8) | this.#read();
    // The interval is [0, 2^32 - 1): the encoder never goes beyond, and the decoder relies on it.
    if (this.#value === -1) throw new StreamError('damaged', 'no code begins with ff ff ff ff', this.#dropped);
    this.#range = -1;
  }
}
