import { allocate } from '../memory';
import { squash } from './logistic';
import { StateMap } from './state-map';

/** Buckets over the stretched probability: -8 … 8 nats in steps of 1/2. */
const BUCKETS: u32 = 33;

/**
 * Adaptive probability map (secondary symbol estimation): given a context and a probability, what
 * probability was right there before? u32[contexts][33], entries as in StateMap, interpolated between
 * the two nearest buckets; the nearer one is trained.
 * Source: APM of M. Mahoney's lpaq1 (2007).
 */
export class Apm {
  private readonly table: usize;
  private near: usize = 0;

  /** @param limit of adaptation, at most 1023. @param rates from `rateTable`. */
  constructor(contexts: u32, private readonly limit: u32, private readonly rates: usize) {
    this.table = allocate((contexts * BUCKETS) << 2);
    for (let b: u32 = 0; b < BUCKETS; b++) {
      store<u32>(this.table + (b << 2), <u32>(squash((<f32>b - 16) / 2) * 4194303) << 10);
    }
    for (let c: u32 = 1; c < contexts; c++) memory.copy(this.table + ((c * BUCKETS) << 2), this.table, BUCKETS << 2);
    this.near = this.table;
  }

  /** @param x stretched probability of a 1. @returns the refined probability. */
  @inline
  refine(x: f32, context: u32): f32 {
    const at = max<f32>(min<f32>(x, 7.999), -7.999) * 2 + 16;
    const low = <u32>at;
    const weight = at - <f32>low;
    const entry = this.table + ((context * BUCKETS + low) << 2);
    this.near = weight < 0.5 ? entry : entry + 4;
    const a = <f32>(load<u32>(entry) >>> 10);
    const b = <f32>(load<u32>(entry, 4) >>> 10);
    return (a + (b - a) * weight) * (1.0 / 4194304.0);
  }

  @inline
  learn(bit: u32): void {
    StateMap.learn(this.near, bit, this.limit, this.rates);
  }
}
