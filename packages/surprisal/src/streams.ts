import { compress } from './compress.js';
import { decompress } from './decompress.js';
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
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    this.readable = compress(readable, options);
    this.writable = writable;
  }
}

/** Decompresses what is piped through it. Each frame is checked before any of its content is given out. */
export class DecompressStream implements StreamPair {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<Uint8Array>;

  /** @throws {TypeError | RangeError} for bad options. */
  constructor(options: DecompressOptions = {}) {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    this.readable = decompress(readable, options);
    this.writable = writable;
  }
}
