import { FRAME_BYTES_MAX } from './format/frame.js';
import { LEVELS, type Level, type ModelSpec, modelOf } from './models.js';
import type { Pace, Progress } from './pace.js';

/** How to compress. */
export interface CompressOptions {
  /** How much time to spend; `default` if left out. */
  readonly level?: Level;
  /** A model by name (models.ts), in place of a level. */
  readonly model?: string;
  /** Use nothing that is known beforehand. There are no priors yet: everything is cold. */
  readonly cold?: boolean;
  /** Content bytes in a frame, at most: 1 to 2^31, which is the default. Frames decode independently. */
  readonly frameSize?: number;
  /** Told how far it is, a few times a second. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborted, it makes the promise reject with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How to decompress. */
export interface DecompressOptions {
  /** Bytes of content to accept, at most. Default: no limit. */
  readonly sizeLimit?: number;
  /** Bytes of memory that the kernel may reserve, at most. Default: no limit but the engine's. */
  readonly memoryLimit?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** @throws {TypeError} when it is no Uint8Array. */
export function checkBytes(bytes: unknown): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('bytes must be a Uint8Array');
}

/** @throws {TypeError | RangeError} unless `value` is an integer from `low` to `high`. */
export function checkInteger(name: string, value: unknown, low: number, high: number): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be an integer from ${low} to ${high}, not ${value}`);
  }
}

/**
 * The model that the options ask for.
 * @throws {TypeError} when both a level and a model are given. @throws {RangeError} for unknown names.
 */
export function chosenModel({ level, model }: CompressOptions): ModelSpec {
  if (model !== undefined) {
    if (level !== undefined) throw new TypeError('give a level or a model, not both');
    if (typeof model !== 'string') throw new TypeError('model must be a string');
    return modelOf(model);
  }
  const chosen = level ?? 'default';
  if (!Object.hasOwn(LEVELS, chosen)) {
    throw new RangeError(`no level is named '${chosen}'; there are ${Object.keys(LEVELS).join(', ')}`);
  }
  return modelOf(LEVELS[chosen]);
}

/** @throws {TypeError | RangeError} when it is out of range. */
export function chosenFrameSize({ frameSize = FRAME_BYTES_MAX }: CompressOptions): number {
  checkInteger('frameSize', frameSize, 1, FRAME_BYTES_MAX);
  return frameSize;
}

/**
 * Whether work may start.
 * @throws {TypeError} when an option of either kind is of the wrong type. @throws the signal's reason, when it is
 *   aborted already.
 */
export function checkPace({ onProgress, signal }: Pace): void {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError('signal must be an AbortSignal');
  signal?.throwIfAborted();
}
