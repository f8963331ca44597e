/**
 * Finds where the statistics of the content change.
 *
 * The content is cut into segments. A model of frequencies (frequencies.ts) describes each from an empty state:
 *
 *   cost = Σ bits(segment) + (segments - 1) log2(places)
 *
 * The code length of a model that learns as it reads includes the cost of learning (prequential: Dawid, "Statistical
 * Theory: The Prequential Approach", 1984; Rissanen's minimum description length). So a new start pays only where the
 * learned statistics mislead. No number of segments, threshold or penalty has to be chosen: naming one of the places
 * takes log2(places) bits.
 *
 * The least cost over all choices of borders among the places is found exactly, with F(0) = -log2(places):
 *
 *   F(j) = min over i < j of F(i) + log2(places) + bits(content from place i to place j)
 *
 * (Bellman 1961; Jackson et al., "An algorithm for optimal partitioning of data on an interval", 2005.) All bits from
 * place i come from one run to the end, so about places / 2 times the content is read. The places are evenly spread. If
 * there are enough lines, each place is at the start of a line. Then each border moves to the best of SPREAD places around
 * it, repeatedly with closer places, until these are adjacent bytes or lines. This can only lower the cost.
 */

import { type Content, contentOf } from '../../base/byte-streams.js';
import { checkInteger } from '../../base/checks.js';
import { log2 } from '../../base/elementary.js';
import { checkProgressOptions, throttled } from '../../base/progress.js';
import { Frequencies } from './frequencies.js';

/** How to look for borders. */
export interface SegmentOptions {
  /** Number of places where a border may be before it is moved: 1 to 4096. Time grows with it. Default 128. */
  readonly places?: number;
  /** Receives how much of the work is done, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** When aborted, the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The bytes from `start` to before `end`, and their cost on their own, in bits. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly bits: number;
}

/** The content cut into segments. */
export interface Segmentation {
  /** Consecutive segments without gaps; empty for empty content. */
  readonly segments: readonly Segment[];
  /** Bits of all segments and of their borders. */
  readonly bits: number;
  /** Bits of the content as one segment: at least `bits`. */
  readonly whole: number;
}

const PLACES_DEFAULT = 128;
const PLACES_MAX = 4096;
/** Number of places tried for a border in each round. */
const SPREAD = 16;

/**
 * Cuts the content where its statistics change.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function segment(input: Content, options: SegmentOptions = {}): Promise<Segmentation> {
  const { places = PLACES_DEFAULT, onProgress, signal } = options;
  checkInteger('places', places, 1, PLACES_MAX);
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  checkProgressOptions({ onProgress: undefined, signal });
  const bytes = await contentOf(input, signal);
  if (bytes.length === 0) return { segments: [], bits: 0, whole: 0 };
  const lines = hasLines(bytes, places);
  const grid = [0, ...placesOf(bytes, lines, 0, bytes.length, places), bytes.length];
  const total = (bytes.length * (grid.length + 1)) / 2;
  const tick = throttled((done) => {
    signal?.throwIfAborted();
    onProgress?.({ done: Math.min(done, total), total });
  });
  const border = log2(places);
  const { borders, whole } = await best(bytes, grid, border, tick);
  await refine(bytes, lines, borders, bytes.length / places, signal);
  const frequencies = new Frequencies();
  const segments = borders.slice(1).map((end, i) => {
    frequencies.clear();
    return { start: borders[i]!, end, bits: frequencies.read(bytes, borders[i]!, end) };
  });
  onProgress?.({ done: total, total });
  const bits = segments.reduce((sum, one) => sum + one.bits, 0) + (segments.length - 1) * border;
  return { segments, bits, whole };
}

/** Whether it has at least one line for each place. */
function hasLines(bytes: Uint8Array, places: number): boolean {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0 && count < places; at = bytes.indexOf(10, at + 1)) count++;
  return count >= places;
}

/** The places that divide `start` to `end` into about equal parts; with `lines`, only starts of lines. */
function placesOf(bytes: Uint8Array, lines: boolean, start: number, end: number, parts: number): number[] {
  const places = new Set<number>();
  for (let i = 1; i < parts; i++) {
    const at = start + Math.floor((i * (end - start)) / parts);
    const place = lines ? bytes.indexOf(10, Math.max(at - 1, 0)) + 1 : at;
    if (place > start && place < end) places.add(place);
  }
  return [...places];
}

/** The borders of least cost among the places. The first and the last place are always borders. */
async function best(
  bytes: Uint8Array,
  places: readonly number[],
  border: number,
  tick: (done: number, code: number) => Promise<void>,
): Promise<{ borders: number[]; whole: number }> {
  const last = places.length - 1;
  const least = new Float64Array(places.length).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(places.length);
  const frequencies = new Frequencies();
  least[0] = -border;
  let [whole, done] = [0, 0];
  for (let i = 0; i < last; i++) {
    frequencies.clear();
    let bits = 0;
    for (let j = i + 1; j <= last; j++) {
      bits += frequencies.read(bytes, places[j - 1]!, places[j]!);
      const cost = least[i]! + border + bits;
      if (cost < least[j]!) {
        least[j] = cost;
        from[j] = i;
      }
      done += places[j]! - places[j - 1]!;
      await tick(done, 0);
    }
    if (i === 0) whole = bits;
  }
  const borders = [places[last]!];
  for (let j = last; j > 0; j = from[j]!) borders.unshift(places[from[j]!]!);
  return { borders, whole };
}

/** Moves each border, in place, to where its two segments cost least: within `reach` bytes of it, then closer. */
async function refine(
  bytes: Uint8Array,
  lines: boolean,
  borders: number[],
  reach: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const frequencies = new Frequencies();
  const pause = throttled(() => signal?.throwIfAborted());
  for (let width = reach; width > 1; width = (2 * width) / SPREAD) {
    for (let b = 1; b < borders.length - 1; b++) {
      const [left, at, right] = [borders[b - 1]!, borders[b]!, borders[b + 1]!];
      const low = Math.max(left, Math.floor(at - width));
      const high = Math.min(right, Math.ceil(at + width));
      const tried = new Set([...placesOf(bytes, lines, low, high, SPREAD), at]);
      const places = [...tried].sort((a, c) => a - c);
      const before = new Map<number, number>();
      frequencies.clear();
      let [bits, end] = [0, left];
      for (const place of places) {
        bits += frequencies.read(bytes, end, place);
        before.set(place, bits);
        end = place;
      }
      let least = Number.POSITIVE_INFINITY;
      for (const place of places) {
        frequencies.clear();
        const cost = before.get(place)! + frequencies.read(bytes, place, right);
        if (cost < least || (cost === least && place === at)) [least, borders[b]] = [cost, place];
        await pause(0, 0);
      }
    }
  }
}
