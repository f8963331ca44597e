import { allocate } from '../memory';

/**
 * Rows of weights, as mixers select them by a context: f32[inputs] each, and before them a learning rate of
 * the row's own, which starts high and falls as the row is used: a row seldom selected still learns fast.
 */

/** Bytes before each row's weights: its learning rate, f32. */
export const HEADER_BYTES: u32 = 16;
/** What part of the difference to the mixer's rate a row's rate loses each time, if nothing else is said: best of 0.0005 … 0.005 on ten training slices. */
export const RATE_DECAY: f32 = 0.0015;

/** Rows whose weights are 0. @param bytes of a row, header and weights. @returns where the weights of row 0 are. */
export function allocateRows(rows: u32, bytes: u32, rateStart: f32): usize {
  const base = allocate(rows * bytes) + HEADER_BYTES;
  for (let r: u32 = 0; r < rows; r++) store<f32>(base + r * bytes - HEADER_BYTES, rateStart);
  return base;
}

/** Sets the first of each of `count` groups of `each` weights, in all rows. @param first where row 0 has the first one. */
export function startWeights(first: usize, rows: u32, bytes: u32, count: u32, each: u32, weight: f32): void {
  for (let r: u32 = 0; r < rows; r++) {
    for (let i: u32 = 0; i < count; i++) store<f32>(first + r * bytes + ((i * each) << 2), weight);
  }
}

/** The learning rate of a row, for one use. @param rate where it goes in the long run. @param decay how fast, as RATE_DECAY. */
@inline
export function takeRate(row: usize, rate: f32, decay: f32): f32 {
  const now = load<f32>(row - HEADER_BYTES);
  store<f32>(row - HEADER_BYTES, now + (rate - now) * decay);
  return now;
}
