/** Items that can be outliers, duplicates or parts of a drift: lines, records, files. */
import { type Bytes, bytesOfText, concat } from '../../base/bytes.js';
import { checkProgressOptions } from '../../base/progress.js';
import { analyse } from '../../plan/detect/detect.js';
import { Predictor } from '../../predictor/predictor.js';
import { LEVELS, type Level } from '../../registry/levels.js';

/** Text, taken as UTF-8, or bytes. */
export type Item = string | Bytes;

/** How to read items. */
export interface ReadOptions {
  /** `fast` if left out. */
  readonly level?: Level;
  /** A model by name, in place of a level. */
  readonly model?: string;
  /** Receives the number of items done, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** When aborted, the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

const LINE_FEED = 10;
/** Bytes inspected to detect the kind of content. */
const SAMPLE_BYTES = 1 << 16;

/** Each item as bytes, followed by a line feed: where an item ends is part of its information. @throws {TypeError} */
export function linesOf(items: readonly Item[]): Uint8Array[] {
  return items.map((item) => {
    const bytes = bytesOfText(item);
    const line = new Uint8Array(bytes.length + 1);
    line.set(bytes);
    line[bytes.length] = LINE_FEED;
    return line;
  });
}

/** @throws {TypeError} when an option is of the wrong type. @throws the signal's reason, when it is already aborted. */
export function checkReading({ level, model, onProgress, signal }: ReadOptions): void {
  if (level !== undefined && model !== undefined) throw new TypeError('give a level or a model, not both');
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  checkProgressOptions({ onProgress: undefined, signal });
}

/** A predictor for `size` bytes of such lines. @throws {RangeError} for an unknown model. */
export function readerOf(
  lines: readonly Uint8Array[],
  size: number,
  { level, model }: ReadOptions,
): Promise<Predictor> {
  const sample: Uint8Array[] = [];
  for (let [i, bytes] = [0, 0]; i < lines.length && bytes < SAMPLE_BYTES; i++) {
    sample.push(lines[i]!);
    bytes += lines[i]!.length;
  }
  const { kind, stride } = analyse(concat(sample).subarray(0, SAMPLE_BYTES));
  return Predictor.create(model ?? LEVELS[level ?? 'fast'], { size: Math.min(size, 2 ** 32 - 1), kind, stride });
}
