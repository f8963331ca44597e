import { checkBytes } from '../options.js';
import { checkPace, paced } from '../pace.js';
import type { Cost } from './cost.js';
import { checkMeasure, compare, type Measure, pair } from './distances.js';

/** How to fill a matrix. */
export interface MatrixOptions {
  /** Default `ncd`. */
  readonly measure?: Measure;
  /** Told how many pairs are done, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Aborted, it makes the promise reject with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Numbers for all pairs, the same both ways. */
export interface DistanceMatrix {
  /** Things compared. */
  readonly size: number;
  /** Shape (size, size), row-major; 0 on the diagonal. */
  readonly values: Float64Array;
}

/**
 * Compares all pairs: n costs of single things, n (n - 1) of two.
 * @throws {TypeError | RangeError} for bad arguments.
 */
export async function distanceMatrix(
  items: readonly Uint8Array[],
  cost: Cost,
  { measure = 'ncd', onProgress, signal }: MatrixOptions = {},
): Promise<DistanceMatrix> {
  for (const item of items) checkBytes(item);
  checkMeasure(measure);
  checkPace({ onProgress: undefined, signal });
  const size = items.length;
  const values = new Float64Array(size * size);
  const total = (size * (size - 1)) / 2;
  const step = paced((done) => {
    signal?.throwIfAborted();
    onProgress?.({ done, total });
  });
  const alone = items.map((item) => cost(item));
  let done = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const costs = { ...pair(items[i]!, items[j]!, cost), x: alone[i]!, y: alone[j]! };
      values[i * size + j] = values[j * size + i] = compare(costs, measure);
      await step(++done, 0);
    }
  }
  onProgress?.({ done, total });
  return { size, values };
}
