import { Tables } from './tables';

/** Scale of (p - 1/2) 2^24 as an input: ±2 at certainty. */
const CONFIDENCE: f32 = 4.0 / 16777216.0;

/** (p - 1/2) scaled, of a state map's entry. */
@inline
export function confidence(entry: u32): f32 {
  return (<f32>(entry >>> 8) - 8388608) * CONFIDENCE;
}

/** A vector of the f32 at four addresses. */
@inline
export function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  const v = v128.load_lane<f32>(b, v128.load32_splat(a), 1);
  return v128.load_lane<f32>(d, v128.load_lane<f32>(c, v, 2), 3);
}

/**
 * Writes what a bit history says as four inputs at x: stretch(p), (p - 1/2) scaled, and both again or 0
 * (BitHistories.masks). @param entry of the state map, for `history`.
 */
@inline
export function writeInputs(x: usize, entry: u32, history: u32, tables: Tables): void {
  const s = v128.load32_splat(tables.stretch + ((entry >>> 20) << 2));
  const c = f32x4.splat(confidence(entry));
  const mask = v128.load(tables.histories.masks + (history << 4));
  // One store of 16 bytes: the mixer's vector loads could not be served from narrower ones in flight.
  v128.store(x, f32x4.mul(v128.shuffle<f32>(s, c, 0, 4, 0, 4), mask));
}
