import { compressStream } from './compress.js';
import { decompressStream } from './decompress.js';
import type { CompressOptions, DecompressOptions } from './options.js';

/** A pair of streams, for `pipeThrough`: what is written to the one is read, changed, from the other. */
export interface StreamPair {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array>;
}

/**
 * Compresses what is piped through it, as CompressionStream does. It takes no more than the frames that are being
 * encoded, and makes no more than is read.
 */
export class CompressStream implements StreamPair {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array>;

  /** @throws {TypeError | RangeError} for bad options. */
  constructor(options: CompressOptions = {}) {
    ({ readable: this.readable, writable: this.writable } = pairOf((source, abandoned) =>
      compressStream(source, options, abandoned),
    ));
  }
}

/** Decompresses what is piped through it. Each frame is checked before any of its content is given out. */
export class DecompressStream implements StreamPair {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array>;

  /** @throws {TypeError | RangeError} for bad options. */
  constructor(options: DecompressOptions = {}) {
    ({ readable: this.readable, writable: this.writable } = pairOf((source, abandoned) =>
      decompressStream(source, options, abandoned),
    ));
  }
}

/** A pair whose readable side is what `make` makes of what is written. */
function pairOf(
  make: (source: ReadableStream<Uint8Array>, abandoned: AbortSignal) => StreamPair['readable'],
): StreamPair {
  const { readable: source, writable: inner } = new TransformStream<Uint8Array, Uint8Array>();
  const abandon = new AbortController();
  const readable = make(source, abandon.signal);
  const writer = inner.getWriter();
  // A TransformStream hears that its writable side was aborted only when the write before that is done, which waits for
  // the frame that is being made.
  const writable = new WritableStream<Uint8Array>({
    start(controller) {
      const { signal } = controller;
      signal.addEventListener('abort', () => abandon.abort(signal.reason));
      writer.closed.catch((reason) => controller.error(reason));
    },
    write: (chunk) => writer.write(chunk),
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  });
  return { readable, writable };
}
