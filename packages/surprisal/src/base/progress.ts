import { classOf } from './bytes.js';

/** Progress of compression or decompression. */
export interface Progress {
  /** Bytes of content done. */
  readonly content: number;
  /** Bytes of compressed data done. */
  readonly code: number;
  /** Bytes of content in all; undefined while the end of the input is not known. */
  readonly total: number | undefined;
}

/** Options of everything that takes time. */
export interface ProgressOptions {
  /** Called with the progress a few times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** When aborted, the work ends by throwing the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Called and awaited after each chunk of work with what is done so far: bytes of content (or items), and bytes of code. */
export type Tick = (content: number, code: number) => Promise<void>;

/** Time between two yields to the event loop. */
const YIELD_MS = 50;

/**
 * Whether work may start.
 * @throws {TypeError} when an option is of the wrong type. @throws the signal's reason, when it is aborted already.
 */
export function checkProgressOptions({ onProgress, signal }: ProgressOptions): void {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  if (signal !== undefined && classOf(signal) !== 'AbortSignal') throw new TypeError('signal must be an AbortSignal');
  signal?.throwIfAborted();
}

/** Calls `report` every YIELD_MS or so, after letting the event loop run: progress can be drawn, and an abort arrives. */
export function throttled(report: (content: number, code: number) => void): Tick {
  let last = performance.now();
  return async (content, code) => {
    if (performance.now() - last < YIELD_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    report(content, code);
    last = performance.now();
  };
}

/** Adds up the progress of the parts of the work. */
export class ProgressMeter {
  readonly #options: ProgressOptions;
  #content = 0;
  #code = 0;
  /** Bytes of content in all, once that is known. */
  total: number | undefined;

  constructor(options: ProgressOptions, total?: number) {
    this.#options = options;
    this.total = total;
  }

  /** @returns a function to call, any number of times, with the progress of one part of the work, such as a frame. */
  part(): (content: number, code: number) => void {
    let [contentBefore, codeBefore] = [0, 0];
    return (content, code) => {
      this.#options.signal?.throwIfAborted();
      this.#content += content - contentBefore;
      this.#code += code - codeBefore;
      [contentBefore, codeBefore] = [content, code];
      this.#options.onProgress?.({ content: this.#content, code: this.#code, total: this.total });
    };
  }
}
