/**
 * The specification, as plain slow TypeScript to read and to test the kernel against: the coder, models of counts, networks,
 * and what context mixers are made of. The kernel gives the same bits. Nothing here is published. Objects are objects and not addresses; numbers are what the kernel's types say:
 * u32 as non-negative integers, f32 as numbers rounded by Math.fround after every operation.
 */

/** As in kernel/predictor.ts: P(bit = 1) is scaled by 2^32, and no nearer to 0 or 1 than 2^-22. */
export const PROBABILITY_MIN = 1 << 10;
export const PROBABILITY_MAX = 2 ** 32 - PROBABILITY_MIN;

/** A belief about the next bit, given every bit before it. `predict()`, then `update(bit)`, for each bit. */
export abstract class Predictor {
  /** When false, the past still moves forward but nothing adapts. */
  learning = true;

  /** P(next bit = 1 | history), in [PROBABILITY_MIN, PROBABILITY_MAX]. */
  abstract predict(): number;

  /** Reveals the bit just predicted. */
  update(bit: number): void {
    if (this.learning) this.learn(bit);
    this.perceive(bit);
  }

  /** Moves counts and weights toward `bit`, at the contexts used by the last `predict`. */
  protected abstract learn(bit: number): void;

  /** Appends `bit` to the history and selects the next contexts. */
  protected abstract perceive(bit: number): void;
}

/** A probability as the coder wants it. */
export function bounded(p: number): number {
  return Math.min(Math.max(p, PROBABILITY_MIN), PROBABILITY_MAX);
}
