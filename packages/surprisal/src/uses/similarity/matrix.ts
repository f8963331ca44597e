import { type Bytes, bytesOf } from '../../base/bytes.js';
import { ProgressMeter } from '../../base/progress.js';
import { inOrder } from '../../pool/in-order.js';
import type { Cost } from './cost.js';
import { type Batch, batchesOf, Costs, type CostsOptions, longestOf } from './costs.js';
import { checkMeasure, compare, type Measure } from './distances.js';

/** How to fill a matrix; progress is in pairs. */
export interface MatrixOptions extends CostsOptions {
  /** Default `ncd`. */
  readonly measure?: Measure;
}

/** A value for each pair; symmetric. */
export interface DistanceMatrix {
  /** Number of items compared. */
  readonly size: number;
  /** Shape (size, size), row-major; 0 on the diagonal. */
  readonly values: Float64Array;
}

/**
 * Compares all pairs: n costs of single items, n (n - 1) of pairs. The number of workers does not change the result.
 * @param cost a function, or a model as modelCost takes it, with tables for the two longest items.
 * @throws {TypeError | RangeError} for bad arguments.
 */
export async function distanceMatrix(
  things: readonly Bytes[],
  cost: Cost | string,
  options: MatrixOptions = {},
): Promise<DistanceMatrix> {
  const { measure = 'ncd', onProgress, signal } = options;
  const items = things.map(bytesOf);
  checkMeasure(measure);
  const size = items.length;
  const values = new Float64Array(size * size);
  const total = (size * (size - 1)) / 2;
  const tell = (done: number): void => onProgress?.({ done, total });
  const meter = new ProgressMeter({ signal, onProgress: ({ content }) => tell(content) });
  const costs = await Costs.open(cost, 2 * longestOf(items), options);
  try {
    const alone = await costs.alone(items, new ProgressMeter({ signal }));
    const rows = inOrder(pairsOf(items), costs.window, async ({ row, from, to }) => {
      const texts = Array.from({ length: 2 * (to - from) }, (_, i) =>
        i % 2 === 0 ? [0, 1 + i / 2] : [(1 + i) / 2, 0],
      );
      const note = meter.part();
      const found = await costs.of([items[row]!, ...items.slice(from, to)], texts, (done) => note(done >> 1, 0));
      return { row, from, found };
    });
    for await (const { row, from, found } of rows) {
      for (let i = 0; i < found.length; i += 2) {
        const column = from + i / 2;
        const bytes = items[row]!.length + items[column]!.length;
        const one = { x: alone[row]!, y: alone[column]!, xy: found[i]!, yx: found[i + 1]!, bytes };
        values[row * size + column] = values[column * size + row] = compare(one, measure);
      }
    }
  } finally {
    costs.close();
  }
  tell(total);
  return { size, values };
}

/** All pairs: for each item, runs of the items before it. */
async function* pairsOf(items: readonly Uint8Array[]): AsyncGenerator<Batch & { readonly row: number }, void> {
  for (const [row, item] of items.entries()) {
    for await (const batch of batchesOf(row, 2, (i) => 2 * (item.length + items[i]!.length))) yield { row, ...batch };
  }
}
