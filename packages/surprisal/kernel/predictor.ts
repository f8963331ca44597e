/**
 * P(bit = 1) is an unsigned 32-bit integer, scaled by 2^32, at least 2^-22 away from 0 and from 1.
 * A certain bit then costs 2^-22 / ln 2 bits: a billion zero bytes are a few hundred bytes of code.
 * The coder's interval is never narrower than 2^24, so both of its parts are never empty.
 */
export const PROBABILITY_MIN: u32 = 1 << 10;
export const PROBABILITY_MAX: u32 = u32.MAX_VALUE - PROBABILITY_MIN + 1;

/**
 * A sequential predictor: a belief about the next bit, given every bit before it.
 *
 * Protocol, once per bit and in this order: `predict()`, then `update(bit)`. Bits come in bytes,
 * the highest first. `predict` may cache what `update` needs; it must not change any later belief.
 *
 * What a predictor *learns* (tables, weights) lies in the arena (memory.ts); what it *perceives*
 * (history, the contexts selected now) lies in objects. With `learning` off the arena stays as it is.
 */
export abstract class Predictor {
  /** When false, the past still moves forward but nothing adapts (generation, scoring). */
  learning: bool = true;

  /** P(next bit = 1 | history), in [PROBABILITY_MIN, PROBABILITY_MAX]. */
  abstract predict(): u32;

  /** Reveals the bit just predicted. */
  update(bit: u32): void {
    if (this.learning) this.learn(bit);
    this.perceive(bit);
  }

  /** Moves counts and weights toward `bit`, at the contexts used by the last `predict`. */
  protected abstract learn(bit: u32): void;

  /** Appends `bit` to the history and selects the next contexts. */
  protected abstract perceive(bit: u32): void;
}
