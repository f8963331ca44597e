import { abortable } from '../../base/abortable.js';
import { type Bytes, bytesOf, concat } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import { checkProgressOptions, ProgressMeter } from '../../base/progress.js';
import { inOrder } from '../../pool/in-order.js';
import type { Cost } from './cost.js';
import { batchesOf, Costs, type CostsOptions, longestOf } from './costs.js';
import { ratio } from './distances.js';

/** One of the nearest. */
export interface Neighbour {
  /** Its index among the given items. */
  readonly index: number;
  /** Its NCD. */
  readonly distance: number;
}

/** An item that may be near. */
interface Candidate {
  readonly index: number;
  /** The lower and the higher of its cost and the cost of the query. */
  readonly low: number;
  readonly high: number;
  /** Lower bound of its distance. */
  readonly bound: number;
}

/** By how much two items together may cost less than one alone, due to rounding to bytes and luck. In units of the cost. */
const SLACK = 8;
const SPACE = Uint8Array.of(0x20);

/**
 * Finds the nearest items by NCD. The query comes first, then a space, then the item, as in npc_gzip (Jiang et al.,
 * "Low-Resource Text Classification", 2023). Describing two items costs no less than describing one (a property of any
 * normal compressor: Cilibrasi and Vitányi 2005), so NCD >= (max - min) / max. Items too far by this bound are not
 * compressed at all, except as the rest of a batch. Of equal distances the earlier item is nearer.
 */
export class Neighbours {
  readonly #items: readonly Uint8Array[];
  readonly #cost: Cost | string;
  readonly #size: number;
  /** The cost of each item, computed on first use. */
  #alone: Float64Array | undefined;

  /**
   * @param cost a function, or a model as modelCost takes it.
   * @param size approximate bytes of a query and an item together, for a model's tables. Default: for a query as long as
   *   the longest item.
   * @throws {TypeError} when an item is not bytes.
   */
  constructor(items: readonly Bytes[], cost: Cost | string, size?: number) {
    this.#items = items.map(bytesOf);
    this.#cost = cost;
    this.#size = size ?? 2 * longestOf(this.#items) + 1;
  }

  /**
   * The `count` items nearest to `x`, the nearest first. Progress counts texts to measure, two for each item.
   * @throws {TypeError | RangeError} for bad arguments.
   */
  async find(x: Bytes, count: number, options: CostsOptions = {}): Promise<Neighbour[]> {
    for await (const nearest of this.findEach([x], count, options)) return nearest;
    return [];
  }

  /** The nearest items to each query, one query after the other, with the same workers. */
  findEach(queries: Iterable<Bytes>, count: number, options: CostsOptions = {}): AsyncGenerator<Neighbour[], void> {
    checkProgressOptions({ signal: options.signal });
    return abortable((signal) => this.#findEach(queries, count, { ...options, signal }), options.signal);
  }

  async *#findEach(queries: Iterable<Bytes>, count: number, options: CostsOptions): AsyncGenerator<Neighbour[], void> {
    checkInteger('count', count, 1, Number.MAX_SAFE_INTEGER);
    const costs = await Costs.open(this.#cost, this.#size, options);
    try {
      for (const x of queries) {
        yield await this.#search(bytesOf(x), count, costs, options);
      }
    } finally {
      costs.close();
    }
  }

  async #search(
    x: Uint8Array,
    count: number,
    costs: Costs,
    { signal, onProgress }: CostsOptions,
  ): Promise<Neighbour[]> {
    const total = 2 * this.#items.length;
    const meter = new ProgressMeter({ signal, onProgress: ({ content: done }) => onProgress?.({ done, total }) });
    const [cx] = await costs.of([x], [[0]], () => signal?.throwIfAborted());
    if (this.#alone === undefined) this.#alone = await costs.alone(this.#items, meter);
    else meter.part()(this.#items.length, 0);
    const candidates = candidatesOf(cx as number, this.#alone);
    const start = concat([x, SPACE]);
    const lengthOf = (i: number): number => start.length + this.#items[candidates[i]!.index]!.length;
    const measured = inOrder(batchesOf(candidates.length, 1, lengthOf), costs.window, async ({ from, to }) => {
      const things = candidates.slice(from, to).map(({ index }) => this.#items[index] as Uint8Array);
      const texts = things.map((_, i) => [0, 1 + i]);
      return { from, found: await costs.of([start, ...things], texts, meter.part()) };
    });
    const nearest: Neighbour[] = [];
    search: for await (const { from, found } of measured) {
      for (const [i, both] of found.entries()) {
        const { index, low, high, bound } = candidates[from + i] as Candidate;
        if (nearest.length === count && bound > nearest[count - 1]!.distance) break search;
        const distance = ratio(both - low, high);
        let at = nearest.length;
        while (at > 0 && nearer({ index, distance }, nearest[at - 1]!)) at--;
        nearest.splice(at, 0, { index, distance });
        nearest.length = Math.min(nearest.length, count);
      }
    }
    onProgress?.({ done: total, total });
    return nearest;
  }
}

/** All items by ascending bound. @param cx cost of the query. @param alone cost of each item alone. */
function candidatesOf(cx: number, alone: Float64Array): Candidate[] {
  const candidates = Array.from(alone, (cy, index) => {
    const [low, high] = [Math.min(cx, cy), Math.max(cx, cy)];
    return { index, low, high, bound: ratio(high - SLACK - low, high) };
  });
  return candidates.sort((a, b) => a.bound - b.bound || a.index - b.index);
}

function nearer(a: Neighbour, b: Neighbour): boolean {
  return a.distance < b.distance || (a.distance === b.distance && a.index < b.index);
}
