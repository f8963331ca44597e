import { checkInteger } from '../base/checks.js';
import { HISTORY_ENTRIES } from './bit-history.js';
import { stretch } from './logistic.js';
import { PROBABILITY_MIN } from './probability.js';

/** Most entries of a map: 256 MiB of them. */
const CONTEXTS_MAX = 2 ** 26;
/** Most updates that an entry counts. */
export const LIMIT_MAX = 1023;
/** An entry at one half, never updated. */
const HALF = -(2 ** 31);

/** What an update multiplies the error by: 2^13 / (n + 1.5) after n updates. */
const RATES = Int32Array.from({ length: LIMIT_MAX + 1 }, (_, n) => Math.floor(2 ** 14 / (2 * n + 3)));

/**
 * Adaptive probabilities: for each context P(bit = 1) in 22 bits and the number of its updates, both in one 32-bit number.
 * After each bit p moves toward it by 1 / (n + 1.5), so it is the mean of what was seen until n reaches `limit`; from then
 * on what is older fades. A low limit follows what changes, a high one is exact about what does not.
 * Source: StateMap of M. Mahoney's lpaq1 (2007); equal to kernel/mixing/state-map.ts.
 */
export class StateMap {
  readonly #entries: Int32Array;
  readonly #limit: number;

  /**
   * @param contexts 1 to 2^26, at 4 bytes each. @param limit 1 to 1023: updates that are counted, at most.
   * @param initial entries to repeat, each P(bit = 1) in 22 bits above a count in 10; if left out, all are 1/2, not counted.
   * @throws {TypeError | RangeError} when one is out of range.
   */
  constructor(contexts: number, limit = LIMIT_MAX, initial: ArrayLike<number> = [HALF]) {
    checkInteger('contexts', contexts, 1, CONTEXTS_MAX);
    checkInteger('limit', limit, 1, LIMIT_MAX);
    this.#entries = new Int32Array(contexts);
    for (let i = 0; i < contexts; i++) this.#entries[i] = initial[i % initial.length]!;
    this.#limit = limit;
  }

  /** For bit histories as contexts: starts with what they say by themselves. @param maps of 256 states each. */
  static ofHistories(maps = 1, limit = LIMIT_MAX): StateMap {
    return new StateMap(maps * 256, limit, HISTORY_ENTRIES);
  }

  /**
   * P(bit = 1) in a context, scaled by 2^32, as the coder takes it.
   * @param context 0 to below the contexts. @throws {RangeError} when there is no such context.
   */
  p(context: number): number {
    const entry = this.#entries[context];
    if (entry === undefined) throw new RangeError(`there is no context ${context} of ${this.#entries.length}`);
    const p = (entry & ~LIMIT_MAX) >>> 0;
    return p < PROBABILITY_MIN ? PROBABILITY_MIN : p;
  }

  /** The same, stretched: an input of a mixer. In nats, f32. */
  stretched(context: number): number {
    return stretch(this.p(context));
  }

  /** Moves the probability of a context toward `bit`, 0 or 1. */
  learn(context: number, bit: number): void {
    this.#entries[context] = moved(this.#entries[context]!, bit, this.#limit);
  }
}

/** An entry after one more bit. */
export function moved(entry: number, bit: number, limit: number): number {
  const n = entry & LIMIT_MAX;
  const error = ((bit << 22) - (entry >>> 10)) >> 3;
  const step = Math.imul(error, RATES[n]!) & ~LIMIT_MAX; // scaled by 2^32
  return ((entry & ~LIMIT_MAX) + step + (n < limit ? n + 1 : n)) | 0;
}
