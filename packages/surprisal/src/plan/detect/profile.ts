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

/** More than there are distances. */
const KEY_INDICES = 65536;

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

/** The profile for a few distances only, which can be had at more places. @param distances each < sampleCount. @param most that a |difference| counts. */
export function profileAt(
  bytes: Uint8Array,
  width: SampleBytes,
  distances: readonly number[],
  count: number,
  most = Number.POSITIVE_INFINITY,
): Profile {
  const each = Uint32Array.from(distances);
  const equals = new Uint32Array(each.length);
  const sums = new Float64Array(each.length);
  const limit = each.reduce((a, b) => Math.max(a, b), 1);
  const places = telling(bytes, width, limit, count);
  for (const at of places) {
    const sample = sampleAt(bytes, width, at);
    for (let k = 0; k < each.length; k++) {
      const i = at - each[k]!;
      const difference = sample - (width === 1 ? bytes[i]! : bytes[2 * i]! | (bytes[2 * i + 1]! << 8));
      if (difference === 0) equals[k]!++;
      else sums[k]! += Math.min(most, difference < 0 ? -difference : difference);
    }
  }
  const equal = new Uint32Array(limit + 1);
  const distance = new Float64Array(limit + 1);
  for (let k = 0; k < each.length; k++) {
    equal[each[k]!] = equals[k]!;
    distance[each[k]!] = sums[k]!;
  }
  return { places: places.length, equal, distance };
}

/**
 * Places at or after `from` whose sample differs from the one just before: runs, which any distance
 * within them predicts, carry no information.
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

/**
 * Where the entries [first …] are largest, largest first, at most `count`: one of each neighbourhood.
 * @param apart how far from a larger one an entry must be. @param sign -1: smallest.
 */
export function largest(
  values: ArrayLike<number>,
  first: number,
  count: number,
  apart: number,
  sign: 1 | -1 = 1,
): number[] {
  // One number for value and index sorts many times faster than a comparison. Both are integers below 2^26.
  const keys = new Float64Array(Math.max(0, values.length - first));
  for (let i = 0; i < keys.length; i++) keys[i] = -sign * values[first + i]! * KEY_INDICES + i;
  const order = keys.sort().map((key) => first + (((key % KEY_INDICES) + KEY_INDICES) % KEY_INDICES));
  const found: number[] = [];
  for (const i of order) {
    if (found.length === count) break;
    if (found.every((other) => Math.abs(other - i) >= apart)) found.push(i);
  }
  return found;
}

/** The distances and what divides them, each once, in order: any of them may be a multiple of the true one. */
export function withDivisors(distances: readonly number[], least: number): number[] {
  const all = new Set(distances);
  for (const d of distances) {
    for (let k = 2; k * k <= d; k++) {
      if (d % k !== 0) continue;
      for (const divisor of [k, d / k]) if (divisor >= least) all.add(divisor);
    }
  }
  return [...all].sort((a, b) => a - b);
}
