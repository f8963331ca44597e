/**
 * The coder's numbers. P(bit = 1) is an integer scaled by 2^32, from PROBABILITY_MIN to PROBABILITY_MAX: 2^-22 away from 0
 * and from 1. A bit that is certain then costs 2^-22 / ln 2 = 3.4e-7 bits. The same as in the kernel (kernel/predictor.ts).
 */
export const PROBABILITY_MIN = 2 ** 10;
export const PROBABILITY_MAX = 2 ** 32 - 2 ** 10;

/** The coder's interval is at least this wide between operations, so every part of it holds a number. */
export const RANGE_MIN = 2 ** 24;
/** The most that the frequencies of a distribution may add up to: each unit is then at least one number of the interval. */
export const TOTAL_MAX = 2 ** 24;
/** Code bytes that one cut of the interval takes or gives, at most. */
export const STEP_BYTES = 3;
/** Zero bytes at the end of a code that the encoder leaves out, at most (docs/format.md, "Code"). */
export const TRIMMED_MAX = 4;

/**
 * A probability as `bit` takes it.
 * @param p P(bit = 1), 0 to 1; what is closer to 0 or 1 than 2^-22 is moved to there. @throws {RangeError} for other numbers.
 */
export function probability(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability must be a number from 0 to 1, not ${p}`);
  return Math.min(Math.max(Math.floor(p * 2 ** 32), PROBABILITY_MIN), PROBABILITY_MAX);
}

/** Says why `bit` refuses a probability or a bit. @returns never. */
export function refuseBit(bit: number, p: number): never {
  if (bit !== 0 && bit !== 1) throw new RangeError(`a bit must be 0 or 1, not ${bit}`);
  throw new RangeError(
    `P(bit = 1) must be from 2^10 to 2^32 - 2^10, not ${p}: it is scaled by 2^32; probability(0.3) scales for you`,
  );
}

/** @throws {RangeError} unless `low` to `low + frequency` is a part of 0 to `total`, all integers, total at most 2^24. */
export function checkInterval(low: number, frequency: number, total: number): void {
  const high = low + frequency;
  const isPart = low >= 0 && frequency >= 1 && high <= total && total <= TOTAL_MAX;
  if (isPart && low === (low | 0) && high === (high | 0) && total === (total | 0)) return;
  throw new RangeError(
    `an interval must be integers inside 0 to total, at most 2^24, not ${low} to ${high} of ${total}`,
  );
}

/**
 * ⌊a b / 2^32⌋ of two unsigned 32-bit numbers, as a signed one: the products of their halves, with the carries among them.
 * In 32-bit integers throughout: twice as fast as in doubles, ten times as fast as in BigInts.
 */
export function multiplyHigh(a: number, b: number): number {
  const a1 = a >>> 16;
  const a0 = a & 0xffff;
  const b1 = b >>> 16;
  const b0 = b & 0xffff;
  const m = Math.imul(a1, b0);
  const n = Math.imul(a0, b1);
  const middle = (m & 0xffff) + (n & 0xffff) + (Math.imul(a0, b0) >>> 16);
  return (Math.imul(a1, b1) + (m >>> 16) + (n >>> 16) + (middle >>> 16)) | 0;
}

/**
 * ⌊range · part / total⌋, exactly: the product may have 56 bits, more than a double holds, so it is taken apart.
 * @param range below 2^32. @param part 0 to `total`. @param total at most 2^24.
 */
export function proportion(range: number, part: number, total: number): number {
  const unit = Math.floor(range / total);
  const rest = range - unit * total;
  return unit * part + Math.floor((rest * part) / total);
}

/** How a code ends: the same for its encoder and its decoder. */
export interface EndOptions {
  /** Trailing zero bytes are left out, up to four; `true` if left out. */
  readonly trim?: boolean;
}

/** Something that codes bits: an Encoder or a Decoder. A model that is written for it serves both. */
export interface BitCoder {
  /**
   * Codes one bit.
   * @param bit 0 or 1; a decoder does not look at it. @param p P(bit = 1), scaled by 2^32: see `probability`.
   * @returns the bit: the one given where it is encoded, the one read where it is decoded.
   */
  code(bit: number, p: number): number;
}
