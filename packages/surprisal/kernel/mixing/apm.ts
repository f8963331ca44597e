import { allocate } from '../memory';
import { squash } from './logistic';
import { StateMap } from './state-map';

/** Buckets over the stretched probability: -7.5 … 7.5 nats in steps of 1. One cache line of u32. */
const BUCKETS: u32 = 16;
const RANGE: f32 = 7.4999;

/**
 * Adaptive probability map (secondary symbol estimation): given a context and a probability, what
 * probability was right there before? u32[contexts][16], entries as in StateMap, interpolated between
 * the two nearest buckets; the nearer one is trained.
 * A context is chosen by `select` well before `refine` needs its line: a miss then overlaps with the mixing.
 * Source: APM of M. Mahoney's lpaq1 (2007).
 */
export class Apm {
  private readonly table: usize;
  private readonly mask: u32;
  private row: usize;
  private near: usize;
  // biome-ignore lint/correctness/noUnusedPrivateClassMembers: a load of the row ahead of its use
  private touched: u32 = 0;

  /** @param bits log2 of the contexts. @param limit of adaptation, at most 1023. @param rates from `rateTable`. */
  constructor(
    bits: u32,
    private readonly limit: u32,
    private readonly rates: usize,
  ) {
    const contexts = (<u32>1) << bits;
    const table = allocate((contexts * BUCKETS) << 2);
    for (let b: u32 = 0; b < BUCKETS; b++) {
      store<u32>(table + (b << 2), (<u32>(squash(<f32>b - 7.5) * 4194303)) << 10);
    }
    for (let c: u32 = 1; c < contexts; c++) memory.copy(table + ((c * BUCKETS) << 2), table, BUCKETS << 2);
    this.mask = contexts - 1;
    this.table = table;
    this.row = table;
    this.near = table;
  }

  /** @param context of the next bit, taken modulo the contexts there are. */
  @inline
  select(context: u32): void {
    this.row = this.table + ((context & this.mask) << 6);
    this.touched = load<u32>(this.row);
  }

  /** @param x stretched probability of a 1. @returns the refined probability. */
  @inline
  refine(x: f32): f32 {
    const inside = x > RANGE ? RANGE : x < -RANGE ? -RANGE : x;
    const at = inside + 7.5;
    const low = <i32>at;
    const weight = at - <f32>low;
    const entry = this.row + (low << 2);
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
