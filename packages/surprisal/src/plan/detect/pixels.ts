import { ContentKind, type ContentType } from '../../registry/kinds.js';
import { largest, profileAt, quantile, type SampleBytes, sampleAt, sampleCount, telling } from './profile.js';
import { positions } from './sample.js';

/** |difference| of neighbouring pixels, and of rows, to that at any distance, at most. Code, tables: above 0.8. */
const SMOOTH = 0.6;
/** How much better a distance must be to stand out among others. */
const BETTER = 0.9;
/** A row is at least this many pixels, and at most this many deep ones. */
const ROW_MIN = 16;
const ROW_MAX = 4096;
/** Deep pixels or audio that differ from the one before, of all, at least; in sparse tables few do. */
const CHANGING = 0.2;
/** Content is judged in this many parts, and most of them must be smooth: somewhat less so than the whole. */
const PARTS = 4;
const PARTS_SMOOTH = 3 / 4;
const SMOOTH_PART = 0.75;
/** The commonest low byte of deep pixels or audio that change, at most, of all. Letters: 0.1. */
const LOW_BYTE_SHARE = 1 / 16;
/** Content shorter than this is not taken for pixels or audio: there are more likely tables in it. */
export const PIXELS_BYTES_MIN = 8192;
const ROUGH_PLACES = 256;
const CANDIDATES = 12;
/** |mean| of audio to the mean size of its samples, at most; pixels have no negative values, and 1. */
const CENTRED = 0.3;
const PLACES = 2048;
/** To distinguish a row from one a pixel shorter, which in smooth pictures is nearly as close. */
const ROW_PLACES = 8192;
const PLACES_MIN = 48;
/** A |difference| is capped at this many times the mean one when row lengths are compared. */
const OUTLIER = 4;

/**
 * 8-bit grey or 24-bit colour pixels: close to the pixel before and to the one a row before.
 * @param close distances at which bytes are closest, found roughly. @param usual mean |difference| at any distance.
 */
export function findPixels(bytes: Uint8Array, close: readonly number[], usual: number): ContentType | undefined {
  const around = withAround(close, 3, bytes.length);
  const at = meanDistance(bytes, 1, around);
  const colour = at(3) < BETTER * Math.min(at(1), at(2));
  const pixel = colour ? 3 : 1;
  if (!(at(pixel) <= SMOOTH * usual)) return undefined;
  const row = bestRow(bytes, 1, around, pixel, at);
  if (row === 0 || at(row) > SMOOTH * usual || !isEverywhere(bytes, 1, [pixel, row])) return undefined;
  return { kind: colour && row % 3 === 0 ? ContentKind.RGB24 : ContentKind.GREY8, stride: row };
}

/** 16-bit grey pixels or audio: numbers of two bytes, lowest first, that are close to those before. */
export function findDeepPixelsOrAudio(bytes: Uint8Array): ContentType | undefined {
  const count = sampleCount(bytes, 2);
  const far = [...positions(Math.min(64, count >> 3), Math.min(ROW_MAX, count >> 2), 63)];
  const near = meanDistance(bytes, 2, [1, 2, ...far]);
  const usual = quantile([0, ...far.map(near)], 0.5);
  // Bytes must be rough where numbers are smooth: pairs of 8-bit samples make smooth numbers too.
  const bytesAt = meanDistance(bytes, 1, [1, 2]);
  if (
    !(Math.min(near(1), near(2)) <= SMOOTH * usual) ||
    bytesAt(2) > BETTER * bytesAt(1) ||
    changing(bytes) < CHANGING
  ) {
    return undefined;
  }
  if (!lowBytesVary(bytes)) return undefined;
  const channels = near(2) < BETTER * near(1) ? 2 : 1;
  if (isCentred(bytes)) {
    return isEverywhere(bytes, 2, [channels]) ? { kind: ContentKind.PCM16, stride: 2 * channels } : undefined;
  }
  // The high byte shows where rows are, but it is only half of the bytes: look again, at whole numbers.
  const limit = Math.min(ROW_MAX, count >> 2);
  const rough = profileAt(bytes, 2, [...Array(limit + 1).keys()].slice(1), ROUGH_PLACES);
  const around = withAround(largest(rough.distance, ROW_MIN, CANDIDATES, 4, -1), 2, count);
  const at = meanDistance(bytes, 2, around);
  const row = bestRow(bytes, 2, around, 1, at);
  if (row === 0 || Math.max(at(1), at(row)) > SMOOTH * usual || !isEverywhere(bytes, 2, [1, row])) return undefined;
  return { kind: ContentKind.GREY16, stride: 2 * row };
}

/** Whether samples at these distances are close in most parts of the content that are not all alike. */
function isEverywhere(bytes: Uint8Array, width: SampleBytes, distances: readonly number[]): boolean {
  const length = Math.floor(bytes.length / PARTS / 2) * 2;
  let smooth = 0;
  let judged = 0;
  for (let part = 0; part < PARTS; part++) {
    const inside = bytes.subarray(part * length, (part + 1) * length);
    const count = sampleCount(inside, width);
    const far = [...positions(Math.min(64, count >> 3), count >> 1, 63)];
    const at = meanDistance(inside, width, [...distances.filter((d) => d < count), ...far]);
    const usual = quantile([0, ...far.map(at)], 0.5);
    if (Number.isNaN(usual)) continue;
    judged++;
    if (distances.every((d) => at(d) <= SMOOTH_PART * usual)) smooth++;
  }
  return smooth >= PARTS_SMOOTH * judged;
}

/** Whether the low bytes of 16-bit samples are spread as those of numbers are, and not as letters. */
function lowBytesVary(bytes: Uint8Array): boolean {
  const counts = new Uint32Array(256);
  const places = telling(bytes, 2, 1, PLACES);
  for (const i of places) counts[bytes[2 * i]!]!++;
  return Math.max(...counts) <= LOW_BYTE_SHARE * places.length;
}

/** The share of 16-bit samples that differ from the one before. */
function changing(bytes: Uint8Array): number {
  let changed = 0;
  for (const i of positions(1, sampleCount(bytes, 2), PLACES)) {
    if (sampleAt(bytes, 2, i) !== sampleAt(bytes, 2, i - 1)) changed++;
  }
  return changed / PLACES;
}

/** The mean |difference| of samples so far apart; not a number for a distance not asked for, or too few samples. */
function meanDistance(bytes: Uint8Array, width: SampleBytes, distances: readonly number[]): (d: number) => number {
  const profile = profileAt(bytes, width, distances, PLACES);
  return (d) => (profile.places >= PLACES_MIN ? profile.distance[d]! / profile.places : Number.NaN);
}

/** 1 to 3, the distances, what divides them, and those `reach` around them, each once. @param samples that there are. */
function withAround(distances: readonly number[], reach: number, samples: number): number[] {
  const all = new Set([1, 2, 3]);
  for (const d of distances) for (let i = -reach; i <= reach; i++) all.add(d + i);
  // The best may be two or three rows.
  for (const d of distances) for (const k of [2, 3]) for (let i = -1; i <= 1; i++) all.add(Math.round(d / k) + i);
  return [...all].filter((d) => d >= 1 && d * 2 < samples).sort((a, b) => a - b);
}

/**
 * The distance of a row in samples, the shortest of those about as good as the best; 0 if no distance qualifies.
 * @param pixel samples of a pixel. @param at mean |difference| at each of the distances.
 */
function bestRow(
  bytes: Uint8Array,
  width: SampleBytes,
  distances: readonly number[],
  pixel: number,
  at: (d: number) => number,
): number {
  const rows = distances.filter((d) => d >= ROW_MIN * pixel);
  const best = Math.min(...rows.map(at));
  const first = rows.find((d) => at(d) <= best / BETTER);
  if (first === undefined) return 0;
  const near = rows.filter((d) => d >= first && d < first + ROW_MIN * pixel);
  // A header's numbers differ from pixels by so much that a few of them would outweigh all pixels.
  const { distance } = profileAt(bytes, width, near, ROW_PLACES, Math.ceil(OUTLIER * at(first)));
  return near.reduce((a, d) => (distance[d]! < distance[a]! ? d : a), first);
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
