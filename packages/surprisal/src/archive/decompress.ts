import {
  type ByteStream,
  type Content,
  collected,
  contentOf,
  each,
  fromChunks,
  isByteStream,
} from '../base/byte-streams.js';
import type { Bytes, Loadable } from '../base/bytes.js';
import { concat } from '../base/bytes.js';
import { StreamError } from '../base/errors.js';
import { ProgressMeter } from '../base/progress.js';
import { readableOf } from '../base/readable.js';
import { WorkerPool } from '../pool/worker-pool.js';
import { list } from './list.js';
import { checkWork, chosenDecoding, type DecompressOptions } from './options.js';
import { unpack } from './unpack.js';

/**
 * The content of a stream made by `compress`.
 *
 * @param input bytes; a Blob or a Response, which is read whole; or a stream of them: content is then given out frame by
 *   frame, each checked before.
 * @returns bytes for bytes, a ReadableStream for a stream, which stops as that of `compress` does.
 * @throws {StreamError} when the stream is bad: see its `code`. Never wrong bytes.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export function decompress(input: Bytes | Loadable, options?: DecompressOptions): Promise<Uint8Array<ArrayBuffer>>;
export function decompress(input: ByteStream, options?: DecompressOptions): ReadableStream<Uint8Array<ArrayBuffer>>;
export function decompress(
  input: Content,
  options: DecompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> | ReadableStream<Uint8Array<ArrayBuffer>> {
  return isByteStream(input) ? decompressStream(input, options) : decompressBytes(input, options);
}

/** The same of a stream. @param abandoned stops the work, as the option `signal` does. */
export function decompressStream(
  input: ByteStream,
  options: DecompressOptions,
  abandoned?: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  checkWork(options);
  chosenDecoding(options);
  return readableOf(
    (signal) => fromChunks(input, signal, (chunks) => decompressed(chunks, options, undefined, signal)),
    options.signal,
    abandoned,
  );
}

async function decompressBytes(input: Bytes | Loadable, options: DecompressOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkWork(options);
  const { sizeLimit } = chosenDecoding(options);
  const bytes = await contentOf(input, options.signal);
  // Every header is read before any code: most bad streams are refused before any work.
  const { contentSize } = await list(bytes);
  if (contentSize > sizeLimit) {
    throw new StreamError('size-limit', `the content has ${contentSize} bytes, more than ${sizeLimit}`, 0);
  }
  const contents = await collected(decompressed(each([bytes]), options, contentSize, options.signal));
  return contents.length === 1 ? (contents[0] as Uint8Array<ArrayBuffer>) : concat(contents);
}

async function* decompressed(
  chunks: AsyncIterator<Uint8Array>,
  options: DecompressOptions,
  total: number | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const pool = new WorkerPool(options.workers, signal);
  try {
    const meter = new ProgressMeter({ ...options, signal }, total);
    yield* unpack(chunks, chosenDecoding(options), pool, meter, options.onSummary);
  } finally {
    pool.close();
  }
}
