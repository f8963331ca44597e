import { positions } from './sample.js';

/** How alike samples are that lie d apart: shapes (limit + 1), entry d; [0], and what was not measured, is 0. */
export interface Profile {
  /** Places compared: the same for every d. */
  readonly places: number;
  /** Places whose sample equals the one d before. */
  readonly equal: Uint32Array;
  /** The sum of |sample - the one d before|. */
  readonly distance: Float64Array;
}

/** Bytes of a sample: 2 is an unsigned number with its lowest byte first, at an even place. */
export type SampleBytes = 1 | 2;

/** Tries for each place wanted, before a profile makes do with fewer. */
const TRIES = 6;

/** Samples in the content. */
export function sampleCount(bytes: Uint8Array, width: SampleBytes): number {
  return width === 1 ? bytes.length : bytes.length >> 1;
}

/** Sample `i`, 0 … sampleCount - 1. */
export function sampleAt(bytes: Uint8Array, width: SampleBytes, i: number): number {
  return width === 1 ? bytes[i]! : bytes[2 * i]! | (bytes[2 * i + 1]! << 8);
}

/** The profile of bytes for every d = 1 … limit. @param limit < bytes.length. @param count of places wanted. */
export function profileBytes(bytes: Uint8Array, limit: number, count: number): Profile {
  const equal = new Uint32Array(limit + 1);
  const sums = new Int32Array(limit + 1);
  const places = telling(bytes, 1, limit, count);
  for (const at of places) {
    const sample = bytes[at]!;
    for (let d = 1; d <= limit; d++) {
      const difference = sample - bytes[at - d]!;
      if (difference === 0) equal[d]!++;
      else sums[d]! += difference < 0 ? -difference : difference;
    }
  }
  return { places: places.length, equal, distance: Float64Array.from(sums) };
}

/** The profile for a few distances only, which can be had at more places. @param distances each < sampleCount. */
export function profileAt(bytes: Uint8Array, width: SampleBytes, distances: readonly number[], count: number): Profile {
  const limit = Math.max(1, ...distances);
  const equal = new Uint32Array(limit + 1);
  const distance = new Float64Array(limit + 1);
  const places = telling(bytes, width, limit, count);
  for (const at of places) {
    const sample = sampleAt(bytes, width, at);
    for (const d of distances) {
      const difference = Math.abs(sample - sampleAt(bytes, width, at - d));
      if (difference === 0) equal[d]!++;
      distance[d]! += difference;
    }
  }
  return { places: places.length, equal, distance };
}

/**
 * Places at or after `from` whose sample differs from the one just before: runs, which any distance
 * within them predicts, tell nothing.
 */
export function telling(bytes: Uint8Array, width: SampleBytes, from: number, count: number): number[] {
  const found: number[] = [];
  for (const at of positions(from, sampleCount(bytes, width), count * TRIES)) {
    if (sampleAt(bytes, width, at) === sampleAt(bytes, width, at - 1)) continue;
    found.push(at);
    if (found.length === count) break;
  }
  return found;
}

/** The value that `share` of the entries [1 …] are at or below. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).subarray(1).sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

/** Where the entries [first …] are largest, largest first, at most `count` of them. @param sign -1: smallest. */
export function largest(values: ArrayLike<number>, first: number, count: number, sign: 1 | -1 = 1): number[] {
  const found: number[] = [];
  for (let i = first; i < values.length; i++) {
    const value = sign * values[i]!;
    if (found.length === count && value <= sign * values[found[count - 1]!]!) continue;
    let at = Math.min(found.length, count - 1);
    for (; at > 0 && sign * values[found[at - 1]!]! < value; at--) found[at] = found[at - 1]!;
    found[at] = i;
  }
  return found;
}
