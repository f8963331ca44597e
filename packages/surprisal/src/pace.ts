/** How far a compression or decompression is. */
export interface Progress {
  /** Bytes of content done. */
  readonly content: number;
  /** Bytes of compressed data done. */
  readonly code: number;
  /** Bytes of content in all. */
  readonly total: number;
}

/** The options that matter while work goes on. */
export interface Pace {
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Time between two breaks for the event loop. */
const BREAK_MS = 50;

/** Lets the event loop run now and then, so that progress is seen and an abort is heard. */
export class Pacer {
  readonly #pace: Pace;
  readonly #total: number;
  #last: number = performance.now();

  constructor(pace: Pace, total: number) {
    this.#pace = pace;
    this.#total = total;
  }

  /** To be called after every chunk. @throws the signal's reason, once it is aborted. */
  async step(content: number, code: number): Promise<void> {
    if (performance.now() - this.#last < BREAK_MS) return;
    this.report(content, code);
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.#pace.signal?.throwIfAborted();
    this.#last = performance.now();
  }

  report(content: number, code: number): void {
    this.#pace.onProgress?.({ content, code, total: this.#total });
  }
}
