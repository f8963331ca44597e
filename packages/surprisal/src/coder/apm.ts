import { checkInteger } from '../base/checks.js';
import { logistic } from './logistic.js';
import { probability } from './probability.js';
import { LIMIT_MAX, moved } from './state-map.js';

const f32 = Math.fround;

/** Buckets over the stretched probability: −7.5 … 7.5 nats in steps of 1. */
const BUCKETS = 16;
const MIDDLE = 7.5;
const RANGE = f32(7.4999);
const INITIAL = Int32Array.from(
  { length: BUCKETS },
  (_, b) => Math.floor(f32(logistic(b - MIDDLE) * (2 ** 22 - 1))) << 10,
);

/**
 * Adaptive probability map (secondary symbol estimation): what was right, in this context, where such a probability was
 * given before? 16 probabilities for each context, over the stretched one given, between the nearest two of which it
 * interpolates; the nearer one learns. Often averaged with the probability that went in.
 * Source: APM of M. Mahoney's lpaq1 (2007); equal to kernel/mixing/apm.ts.
 */
export class Apm {
  readonly #entries: Int32Array; // as of a StateMap: shape (contexts, 16)
  readonly #contexts: number;
  readonly #limit: number;
  #near = 0;

  /** @param contexts 1 to 2^22, at 64 bytes each. @param limit 1 to 1023, as of a StateMap. Throws as that. */
  constructor(contexts: number, limit = LIMIT_MAX) {
    checkInteger('contexts', contexts, 1, 2 ** 22);
    checkInteger('limit', limit, 1, LIMIT_MAX);
    this.#entries = new Int32Array(contexts * BUCKETS);
    for (let i = 0; i < contexts; i++) this.#entries.set(INITIAL, i * BUCKETS);
    this.#contexts = contexts;
    this.#limit = limit;
  }

  /**
   * The corrected probability.
   * @param x stretched P(bit = 1), in nats. @param context 0 to below the contexts. @returns P(bit = 1), scaled by 2^32.
   * @throws {RangeError} when there is no such context, or x is no number.
   */
  refine(x: number, context: number): number {
    if (!(context >= 0 && context < this.#contexts)) {
      throw new RangeError(`there is no context ${context} of ${this.#contexts}`);
    }
    const inside = x > RANGE ? RANGE : x < -RANGE ? -RANGE : x;
    const at = f32(inside + MIDDLE);
    const low = at | 0;
    const weight = f32(at - low);
    const entry = context * BUCKETS + low;
    this.#near = weight < 0.5 ? entry : entry + 1;
    const a = this.#entries[entry]! >>> 10;
    const b = this.#entries[entry + 1]! >>> 10;
    return probability(f32(a + f32((b - a) * weight)) / 2 ** 22);
  }

  /** Moves what the last `refine` was nearest to toward `bit`, 0 or 1. */
  learn(bit: number): void {
    this.#entries[this.#near] = moved(this.#entries[this.#near]!, bit, this.#limit);
  }
}
