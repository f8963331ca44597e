import { f32, squash } from '../numbers.js';
import { StateMap } from './state-map.js';

/** Buckets over the stretched probability: -7.5 ... 7.5 in steps of 1. */
const BUCKETS = 16;
const MIDDLE = 7.5;
const RANGE = f32(7.4999);

/**
 * Adaptive probability map: what probability was right where this one was given in this context?
 * Specification of kernel/mixing/apm.ts.
 */
export class Apm {
  private readonly map: StateMap; // [contexts][BUCKETS]
  private readonly contexts: number;
  private readonly limit: number;
  private row = 0;
  private near = 0;

  /** @param bits log2 of the contexts. @param limit of adaptation. */
  constructor(bits: number, limit = 1023) {
    const initial = Array.from({ length: BUCKETS }, (_, b) => {
      const p = f32(squash(b - MIDDLE) * (2 ** 22 - 1));
      return Math.floor(p) * 2 ** 10;
    });
    this.contexts = 2 ** bits;
    this.map = new StateMap(this.contexts * BUCKETS, initial);
    this.limit = limit;
  }

  /** @param context of the next bit, taken modulo the contexts there are. */
  select(context: number): void {
    this.row = (context % this.contexts) * BUCKETS;
  }

  /** @param x stretched probability of a 1. @returns the refined probability. */
  refine(x: number): number {
    const at = f32(Math.max(Math.min(x, RANGE), -RANGE) + MIDDLE);
    const low = Math.floor(at);
    const weight = f32(at - low);
    const entry = this.row + low;
    this.near = weight < 0.5 ? entry : entry + 1;
    const a = this.map.p(entry);
    const b = this.map.p(entry + 1);
    return f32(a + f32((b - a) * weight)) / 2 ** 22;
  }

  learn(bit: number): void {
    this.map.learn(this.near, bit, this.limit);
  }
}
