import { f32 } from '../numbers.js';
import type { Vector } from './arithmetic.js';

/** A linear congruential generator. Specification of kernel/neural/random.ts. */
export class Uniform {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** Fills `w` with numbers in [-limit, limit). */
  fill(w: Vector, limit: number): void {
    const unit = f32(f32(limit) / 2 ** 23);
    for (let i = 0; i < w.length; i++) {
      this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
      w[i] = ((this.state >>> 8) - 2 ** 23) * unit;
    }
  }
}
