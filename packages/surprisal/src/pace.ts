import { classOf } from './bytes.js';

/** How far a compression or decompression is. */
export interface Progress {
  /** Bytes of content done. */
  readonly content: number;
  /** Bytes of compressed data done. */
  readonly code: number;
  /** Bytes of content in all; undefined while the end of the input is not known. */
  readonly total: number | undefined;
}

/** The options that matter while work goes on. */
export interface Pace {
  /** Told how far it is, a few times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborted, it makes the work end with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** To be called after every chunk of a part of the work, with what is done of it: bytes of content, or things, and bytes of code. */
export type Step = (content: number, code: number) => Promise<void>;

/** Time between two breaks for the event loop. */
const BREAK_MS = 50;

/**
 * Whether work may start.
 * @throws {TypeError} when an option is of the wrong type. @throws the signal's reason, when it is aborted already.
 */
export function checkPace({ onProgress, signal }: Pace): void {
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError('onProgress must be a function');
  }
  if (signal !== undefined && classOf(signal) !== 'AbortSignal') throw new TypeError('signal must be an AbortSignal');
  signal?.throwIfAborted();
}

/** Calls `step` now and then, and lets the event loop run before: so that progress is seen and an abort is heard. */
export function paced(step: (content: number, code: number) => void): Step {
  let last = performance.now();
  return async (content, code) => {
    if (performance.now() - last < BREAK_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    step(content, code);
    last = performance.now();
  };
}

/** Adds up how far the parts of the work are that are under way. */
export class Tally {
  readonly #pace: Pace;
  #content = 0;
  #code = 0;
  /** Bytes of content in all, once that is known. */
  total: number | undefined;

  constructor(pace: Pace, total?: number) {
    this.#pace = pace;
    this.total = total;
  }

  /** @returns what is to be told how far one part of the work is, a frame say, as often as one likes. */
  part(): (content: number, code: number) => void {
    let [contentBefore, codeBefore] = [0, 0];
    return (content, code) => {
      this.#pace.signal?.throwIfAborted();
      this.#content += content - contentBefore;
      this.#code += code - codeBefore;
      [contentBefore, codeBefore] = [content, code];
      this.#pace.onProgress?.({ content: this.#content, code: this.#code, total: this.total });
    };
  }
}
