/** What content and streams are read from. */
import { unlessAborted } from './abortable.js';
import { checkBytes } from './options.js';

/** Bytes that come in chunks of any size. */
export type ByteStream = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/** Bytes that can be read at any place: of a file, or of an HTTP resource that answers to ranges. */
export interface ByteSource {
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `start` to before `end`, all of them: 0 <= start <= end <= size. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export function isByteStream(input: unknown): input is ByteStream {
  return typeof input === 'object' && input !== null && (Symbol.asyncIterator in input || 'getReader' in input);
}

/**
 * What `make` gives of the chunks of `stream`. The stream is closed when no more of it is needed, and given the reason if
 * that is an error: whoever writes to its other end hears of it.
 * @param signal aborted, it ends even a wait for a chunk.
 * @throws {TypeError} at a chunk that is no Uint8Array. @throws the signal's reason.
 */
export async function* fromChunks<T>(
  stream: ByteStream,
  signal: AbortSignal,
  make: (chunks: AsyncIterableIterator<Uint8Array>) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const source = iteratorOf(stream);
  // Without a `return`: it would be called before the error is known.
  const chunks: AsyncIterableIterator<Uint8Array> = {
    async next() {
      signal.throwIfAborted();
      const result = await unlessAborted(source.next(), signal);
      if (!result.done) checkBytes(result.value);
      return result;
    },
    [Symbol.asyncIterator]: () => chunks,
  };
  let reason: unknown;
  try {
    yield* make(chunks);
  } catch (error) {
    reason = error;
    throw error;
  } finally {
    const closed = source.return?.(signal.aborted ? signal.reason : reason);
    if (signal.aborted)
      closed?.catch(() => {}); // a chunk that never comes would keep it waiting
    else await closed;
  }
}

/** Iterates over `stream`. Its `return` closes the stream even while a chunk is awaited, and gives it the reason. */
export function iteratorOf(stream: ByteStream): AsyncIterator<Uint8Array> {
  if ('getReader' in stream) return readerOf(stream);
  const iterator = stream[Symbol.asyncIterator]();
  if (!('destroy' in stream && typeof stream.destroy === 'function')) return iterator;
  // A stream of Node's, whose own iterator would not return before the next chunk comes.
  const destroy = stream.destroy.bind(stream);
  return {
    next: () => iterator.next(),
    async return() {
      destroy();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** Not every engine that has ReadableStream can iterate over it. */
function readerOf(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return(reason: unknown) {
      const cancelled = reader.cancel(reason);
      reader.releaseLock();
      await cancelled;
      return { done: true, value: undefined };
    },
  };
}

/** @throws {TypeError} when it is nothing that can be read at any place, or its `read` gives other than what is asked. */
export function sourceOf(input: Uint8Array | Blob | ByteSource): ByteSource {
  if (input instanceof Uint8Array) {
    return { size: input.length, read: async (start, end) => input.subarray(start, end) };
  }
  if (typeof Blob === 'function' && input instanceof Blob) {
    return {
      size: input.size,
      read: async (start, end) => new Uint8Array(await input.slice(start, end).arrayBuffer()),
    };
  }
  const source = input as Partial<ByteSource> | null | undefined;
  const { size, read } = source ?? {};
  if (typeof read !== 'function' || size === undefined || !Number.isSafeInteger(size) || size < 0) {
    throw new TypeError('the input must be a Uint8Array, a Blob, or have a size and a method read(start, end)');
  }
  return {
    size,
    async read(start, end) {
      const bytes = await read.call(source, start, end);
      // What a server gave that knows no ranges, or what is left of a file, would pass for a damaged archive.
      if (bytes instanceof Uint8Array && bytes.length === end - start) return bytes;
      const given = bytes instanceof Uint8Array ? `${bytes.length} bytes` : 'no Uint8Array';
      throw new TypeError(`read(${start}, ${end}) gave ${given}`);
    },
  };
}

/** The items, one after another, for whoever takes a stream of them. */
export async function* each<T>(items: readonly T[]): AsyncGenerator<T, void> {
  yield* items;
}

/** All that `pieces` gives. */
export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
