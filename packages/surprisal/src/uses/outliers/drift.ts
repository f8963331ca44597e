/**
 * How the cost of items changes over time: bits per byte of consecutive parts, under a model that learns as it reads.
 * The cost falls while there is something to learn, and rises where something new begins.
 */
import { checkInteger } from '../../base/checks.js';
import { throttled } from '../../base/progress.js';
import { checkReading, type Item, linesOf, type ReadOptions, readerOf } from './items.js';

export interface DriftOptions extends ReadOptions {
  /** How many parts to report, 1 to 10000. Default 20. */
  readonly parts?: number;
}

/** A run of consecutive items. */
export interface Part {
  /** Index of the first item. */
  readonly first: number;
  readonly count: number;
  /** Bytes of the items, including line ends. */
  readonly bytes: number;
  /** Their cost given all earlier items. */
  readonly bits: number;
}

const PARTS_DEFAULT = 20;
const PARTS_MAX = 10_000;

/**
 * The costs of parts with about equal numbers of items. There are fewer parts when there are fewer items.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function drift(items: readonly Item[], options: DriftOptions = {}): Promise<Part[]> {
  const { parts = PARTS_DEFAULT, onProgress, signal } = options;
  checkInteger('parts', parts, 1, PARTS_MAX);
  checkReading(options);
  const lines = linesOf(items);
  const size = lines.reduce((sum, { length }) => sum + length, 0);
  const reader = await readerOf(lines, size, options);
  const total = lines.length;
  const tick = throttled((done) => {
    signal?.throwIfAborted();
    onProgress?.({ done, total });
  });
  const found: Part[] = [];
  const n = Math.min(parts, total);
  for (let part = 0; part < n; part++) {
    const [first, end] = [Math.floor((part * total) / n), Math.floor(((part + 1) * total) / n)];
    let [bits, bytes] = [0, 0];
    for (let i = first; i < end; i++) {
      bits += reader.bits(lines[i]!);
      bytes += lines[i]!.length;
      await tick(i + 1, 0);
    }
    found.push({ first, count: end - first, bytes, bits });
  }
  onProgress?.({ done: total, total });
  return found;
}
