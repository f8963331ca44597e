/**
 * Distances from three costs: of x, of y, and of both concatenated.
 *
 *   ncd          (C(xy) - min(C(x), C(y))) / max(C(x), C(y))    0 alike, 1 unrelated; a little above is possible
 *   cdm          C(xy) / (C(x) + C(y))                          1/2 alike, 1 unrelated
 *   conditional  (C(xy) - C(x) + C(yx) - C(y)) / C(xy)          the parts of the description that are not shared, 0 to 1
 *   cosine       1 - (C(x) + C(y) - C(xy)) / √(C(x) C(y))       1 - shared part / geometric mean; 0 alike, 1 unrelated
 *   information  (C(x) + C(y) - C(xy)) / (length of x and y)    what each says about the other, per byte; not a distance
 *
 * C(xy) is the mean of both orders: real compressors read forward, and forget.
 * Sources: R. Cilibrasi, P. Vitányi, "Clustering by Compression" (2005), whose distance ncd is; E. Keogh, S. Lonardi,
 * C. Ratanamahatana, "Towards Parameter-Free Data Mining" (2004) for cdm; M. Li et al., "An information-based sequence
 * distance" (2001) for the sum of conditional costs; D. Sculley, C. Brodley, "Compression and Machine Learning" (2006) for
 * the cosine.
 */
import { type Bytes, bytesOf, concat } from '../../base/bytes.js';
import type { Cost } from './cost.js';

/** Ways to compare. */
export const MEASURES = ['ncd', 'cdm', 'conditional', 'cosine', 'information'] as const;
export type Measure = (typeof MEASURES)[number];

/** Costs of two items, alone and concatenated. */
export interface Costs {
  readonly x: number;
  readonly y: number;
  readonly xy: number;
  readonly yx: number;
  /** Total bytes of both items. */
  readonly bytes: number;
}

/** @throws {TypeError} when an argument is not bytes. @throws {RangeError} for an unknown measure. */
export function distance(one: Bytes, other: Bytes, cost: Cost, measure: Measure = 'ncd'): number {
  const [x, y] = [bytesOf(one), bytesOf(other)];
  checkMeasure(measure);
  const both = { xy: cost(concat([x, y])), yx: cost(concat([y, x])), bytes: x.length + y.length };
  return compare({ x: cost(x), y: cost(y), ...both }, measure);
}

/** The measure for known costs. 0 when all costs are 0. */
export function compare({ x, y, xy, yx, bytes }: Costs, measure: Measure): number {
  const both = (xy + yx) / 2;
  switch (measure) {
    case 'ncd':
      return ratio(both - Math.min(x, y), Math.max(x, y));
    case 'cdm':
      return ratio(both, x + y);
    case 'conditional':
      return ratio(2 * both - x - y, both);
    case 'cosine':
      return x === 0 && y === 0 ? 0 : 1 - ratio(x + y - both, Math.sqrt(x * y));
    case 'information':
      return ratio(x + y - both, bytes);
  }
}

export function checkMeasure(measure: unknown): asserts measure is Measure {
  if (!MEASURES.includes(measure as Measure)) {
    throw new RangeError(`unknown measure '${measure}'; choose one of ${MEASURES.join(', ')}`);
  }
}

/** a / b; 0 when both are 0. */
export function ratio(a: number, b: number): number {
  return b === 0 ? 0 : a / b;
}
