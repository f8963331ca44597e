import { checkBytes, checkInteger } from '../options.js';
import { checkPace, paced } from '../pace.js';
import type { Cost } from './cost.js';
import { join } from './distances.js';
import type { MatrixOptions } from './matrix.js';

/** One of the nearest. */
export interface Neighbour {
  /** Its place among the things that were given. */
  readonly index: number;
  /** Its NCD. */
  readonly distance: number;
}

/** What of two things together may cost less than one of them alone: rounding to bytes, and luck. In units of the cost. */
const SLACK = 8;
const SPACE = Uint8Array.of(0x20);

/**
 * Finds what is nearest by NCD, the query first, a space, then each thing: as npc_gzip does (Jiang et al., "Low-Resource
 * Text Classification", 2023). To describe two things costs no less than to describe one (a property of any
 * compressor worth the name: Cilibrasi and Vitányi 2005), so NCD >= (max - min) / max; what is too far by that is
 * not compressed at all. Of equal distances the earlier thing is nearer.
 */
export class Neighbours {
  readonly #items: readonly Uint8Array[];
  readonly #cost: Cost;
  /** Of each item; NaN until it is asked for. */
  readonly #alone: Float64Array;

  /** @throws {TypeError} for what is not bytes. */
  constructor(items: readonly Uint8Array[], cost: Cost) {
    for (const item of items) checkBytes(item);
    this.#items = items;
    this.#cost = cost;
    this.#alone = new Float64Array(items.length).fill(Number.NaN);
  }

  /** The `count` nearest to `x`, the nearest first. */
  nearest(x: Uint8Array, count: number): Neighbour[] {
    const search = this.#search(x, count);
    for (;;) {
      const { done, value } = search.next();
      if (done) return value;
    }
  }

  /** The same, with breaks in which progress is told and an abort is heard. */
  async find(
    x: Uint8Array,
    count: number,
    { onProgress, signal }: Omit<MatrixOptions, 'measure'> = {},
  ): Promise<Neighbour[]> {
    checkPace({ onProgress: undefined, signal });
    const total = 2 * this.#items.length;
    const step = paced((done) => {
      signal?.throwIfAborted();
      onProgress?.({ done, total });
    });
    const search = this.#search(x, count);
    for (let compressed = 1; ; compressed++) {
      const { done, value } = search.next();
      if (done) {
        onProgress?.({ done: total, total });
        return value;
      }
      await step(compressed, 0);
    }
  }

  /** Stops after each compression. */
  *#search(x: Uint8Array, count: number): Generator<void, Neighbour[]> {
    checkBytes(x);
    checkInteger('count', count, 1, Number.MAX_SAFE_INTEGER);
    const start = join(x, SPACE);
    const cx = this.#cost(x);
    for (const [index, item] of this.#items.entries()) {
      if (Number.isNaN(this.#alone[index])) this.#alone[index] = this.#cost(item);
      yield;
    }
    const candidates = Array.from(this.#alone, (cy, index) => {
      const [low, high] = [Math.min(cx, cy), Math.max(cx, cy)];
      return { index, low, high, bound: (high - SLACK - low) / high };
    });
    candidates.sort((a, b) => a.bound - b.bound || a.index - b.index);
    const found: Neighbour[] = [];
    for (const { index, low, high, bound } of candidates) {
      if (found.length === count && bound > found[count - 1]!.distance) break;
      const distance = (this.#cost(join(start, this.#items[index]!)) - low) / high;
      let at = found.length;
      while (at > 0 && nearer({ index, distance }, found[at - 1]!)) at--;
      found.splice(at, 0, { index, distance });
      found.length = Math.min(found.length, count);
      yield;
    }
    return found;
  }
}

function nearer(a: Neighbour, b: Neighbour): boolean {
  return a.distance < b.distance || (a.distance === b.distance && a.index < b.index);
}
