import { type Content, ContentKind } from './kinds.js';
import { profileAt, quantile, type SampleBytes, sampleAt, sampleCount, telling } from './profile.js';
import { positions } from './sample.js';

/** |difference| of neighbouring pixels, and of rows, to that at any distance, at most. Code, tables: above 0.8. */
const SMOOTH = 0.6;
/** The same of samples of audio; hissing ones are not smooth. */
const SMOOTH_AUDIO = 0.7;
/** How much better a distance must be to stand out among others. */
const BETTER = 0.9;
/** A row is at least this many pixels. */
const ROW_MIN = 16;
/** |mean| of audio to the mean size of its samples, at most; pixels have no negative values, and 1. */
const CENTRED = 0.3;
const PLACES = 4096;
const PLACES_MIN = 48;

/**
 * 8-bit grey or 24-bit colour pixels: close to the pixel before and to the one a row before.
 * @param close distances at which bytes are closest, found roughly. @param usual mean |difference| at any distance.
 */
export function findPixels(bytes: Uint8Array, close: readonly number[], usual: number): Content | undefined {
  const at = meanDistance(bytes, 1, withAround(close, 3, bytes.length));
  const colour = at(3) < BETTER * Math.min(at(1), at(2));
  const pixel = colour ? 3 : 1;
  if (!(at(pixel) <= SMOOTH * usual)) return undefined;
  const row = bestRow(close, 3, pixel, at);
  if (row === 0 || at(row) > SMOOTH * usual) return undefined;
  return { kind: colour && row % 3 === 0 ? ContentKind.RGB24 : ContentKind.GREY8, stride: row };
}

/**
 * 16-bit grey pixels or audio: numbers of two bytes, lowest first, that are close to those before.
 * @param close distances at which bytes are closest, found roughly.
 */
export function findDeepPixelsOrAudio(bytes: Uint8Array, close: readonly number[]): Content | undefined {
  const count = sampleCount(bytes, 2);
  const halves = close.filter((d) => d % 2 === 0).map((d) => d / 2);
  const far = [...positions(Math.min(64, count >> 3), Math.min(4096, count >> 1), 63)];
  const at = meanDistance(bytes, 2, [...withAround(halves, 1, count), ...far]);
  const usual = quantile([0, ...far.map(at)], 0.5);
  const neighbour = Math.min(at(1), at(2));
  // Bytes must be rough where numbers are smooth: pairs of 8-bit samples make smooth numbers too.
  const bytesAt = meanDistance(bytes, 1, [1, 2]);
  if (!(neighbour <= SMOOTH_AUDIO * usual) || bytesAt(2) > BETTER * bytesAt(1)) return undefined;
  if (isCentred(bytes)) return { kind: ContentKind.PCM16, stride: at(2) < BETTER * at(1) ? 4 : 2 };
  const row = bestRow(halves, 1, 1, at);
  if (row === 0 || Math.max(at(1), at(row)) > SMOOTH * usual) return undefined;
  return { kind: ContentKind.GREY16, stride: 2 * row };
}

/** The mean |difference| of samples so far apart; not a number for a distance not asked for, or too few samples. */
function meanDistance(bytes: Uint8Array, width: SampleBytes, distances: readonly number[]): (d: number) => number {
  const profile = profileAt(bytes, width, distances, PLACES);
  return (d) => (profile.places >= PLACES_MIN ? profile.distance[d]! / profile.places : Number.NaN);
}

/** 1 to 3, the distances, and those around them, each once. @param around how far. @param samples that there are. */
function withAround(distances: readonly number[], around: number, samples: number): number[] {
  const all = new Set([1, 2, 3]);
  for (const d of distances) for (let i = -around; i <= around; i++) all.add(d + i);
  return [...all].filter((d) => d >= 1 && d * 2 < samples);
}

/** The distance of a row: the best one that is better than its neighbours a few pixels off; 0 if there is none. */
function bestRow(distances: readonly number[], around: number, pixel: number, at: (d: number) => number): number {
  let best = 0;
  for (const d of withAround(distances, around, Number.POSITIVE_INFINITY)) {
    if (d >= ROW_MIN * pixel && (best === 0 || at(d) < at(best))) best = d;
  }
  return best;
}

/** Whether samples, as signed numbers, lie about zero. */
function isCentred(bytes: Uint8Array): boolean {
  let sum = 0;
  let size = 0;
  for (const i of telling(bytes, 2, 1, PLACES)) {
    const sample = (sampleAt(bytes, 2, i) << 16) >> 16;
    sum += sample;
    size += Math.abs(sample);
  }
  return Math.abs(sum) <= CENTRED * size;
}
