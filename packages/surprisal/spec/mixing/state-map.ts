import { STRETCH } from '../numbers.js';

/**
 * Adaptive probabilities: each moves toward each bit by 1 / (updates + 1.5).
 * Specification of kernel/mixing/state-map.ts.
 */

/** P(bit = 1), scaled by 2^22, after one more bit. */
function moved(p: number, bit: number, updates: number): number {
  const rate = Math.floor(2 ** 14 / (2 * updates + 3)); // 2^13 / (updates + 1.5)
  const step = (((bit << 22) - p) >> 3) * rate; //          scaled by 2^32
  return p + Math.floor(step / 2 ** 10);
}

/** One of them: P(bit = 1) with 22 bits, and how often it was updated. */
export class AdaptiveProbability {
  /** Scaled by 2^22. */
  p = 2 ** 21;
  private updates = 0;

  /** @param limit of `updates`: after so many it averages over about that many, fading. */
  learn(bit: number, limit: number): void {
    this.p = moved(this.p, bit, this.updates);
    if (this.updates < limit) this.updates++;
  }
}

/** Many of them. An entry is one u32: P(bit = 1) in the upper 22 bits, the updates in the lower 10. */
export class StateMap {
  readonly entries: Uint32Array;

  /** @param initial the entries that are there again and again at first. */
  constructor(length: number, initial: ArrayLike<number> = [2 ** 31]) {
    this.entries = Uint32Array.from({ length }, (_, i) => initial[i % initial.length]!);
  }

  /** P(bit = 1) of entry `i`, scaled by 2^22. */
  p(i: number): number {
    return this.entries[i]! >>> 10;
  }

  /** @param limit of updates, at most 1023. */
  learn(i: number, bit: number, limit: number): void {
    const updates = this.entries[i]! & 1023;
    this.entries[i] = moved(this.p(i), bit, updates) * 2 ** 10 + Math.min(updates + 1, limit);
  }

  /** The stretched P(bit = 1) of entry `i`, by its upper 12 bits. */
  stretched(i: number): number {
    return STRETCH[this.entries[i]! >>> 20]!;
  }

  /** P(bit = 1) of entry `i` as an input that is flatter: -2 ... 2. By its upper 24 bits: two are of the updates. */
  confidence(i: number): number {
    return ((this.entries[i]! >>> 8) - 2 ** 23) / 2 ** 22;
  }
}
