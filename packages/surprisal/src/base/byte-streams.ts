/** What content and streams are read from. */
import { unlessAborted } from './abortable.js';
import { type Bytes, bytesOf, concat, isBytes, isLoadable, type Loadable } from './bytes.js';
import { checkInteger } from './checks.js';

/** Bytes that come in chunks of any size. */
export type ByteStream = AsyncIterable<Bytes> | ReadableStream<Bytes>;

/** Content of any kind, to be read whole. */
export type Content = Bytes | Loadable | ByteStream;

/** Bytes that can be read at any place: of a file, or of an HTTP resource that answers to ranges. */
export interface ByteSource<Read extends Bytes = Bytes> {
  /** Bytes in all. */
  readonly size: number;
  /** The bytes from `start` to before `end`, all of them: 0 <= start <= end <= size. */
  read(start: number, end: number): Promise<Read>;
}

export function isByteStream(input: unknown): input is ByteStream {
  return typeof input === 'object' && input !== null && (Symbol.asyncIterator in input || 'getReader' in input);
}

/**
 * What `make` yields for the chunks of `stream`. The stream is closed when no more of it is needed. If that is because of
 * an error, the stream gets it as the reason, so that the writer at the other end sees it.
 * @param signal when aborted, it also ends a pending wait for a chunk.
 * @throws {TypeError} at a chunk that is not bytes. @throws the signal's reason.
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
      return result.done ? result : { done: false, value: bytesOf(result.value) };
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
export function iteratorOf<T extends Bytes>(stream: AsyncIterable<T> | ReadableStream<T>): AsyncIterator<T> {
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
function readerOf<T>(stream: ReadableStream<T>): AsyncIterator<T> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<T>>,
    async return(reason: unknown) {
      const cancelled = reader.cancel(reason);
      reader.releaseLock();
      await cancelled;
      return { done: true, value: undefined };
    },
  };
}

/**
 * All bytes of `input`.
 * @throws {TypeError} when it is nothing that bytes can be read from. @throws the signal's reason once it is aborted.
 */
export async function contentOf(input: Content, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (isLoadable(input)) return bytesOf(await unlessAborted(input.arrayBuffer(), signal));
  if (!isByteStream(input)) return bytesOf(input);
  return concat(await collected(fromChunks(input, signal ?? new AbortController().signal, (chunks) => chunks)));
}

/**
 * What `input` can be read from at any place: itself or a Blob as it is, anything else whole.
 * @throws {TypeError} when nothing can be read from it, or its `read` gives other than what is asked.
 */
export async function sourceOf(input: Content | ByteSource, signal?: AbortSignal): Promise<ByteSource<Uint8Array>> {
  if (isSource(input)) return checkedSource(input);
  if (isBlob(input)) {
    return { size: input.size, read: async (start, end) => contentOf(input.slice(start, end)) };
  }
  const bytes = await contentOf(input, signal);
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

/** Not by `read` alone: a stream of Node has one too. */
function isSource(input: unknown): input is ByteSource {
  const { size, read } = (input ?? {}) as Partial<ByteSource>;
  return typeof read === 'function' && size !== undefined;
}

function isBlob(input: unknown): input is Blob {
  return isLoadable(input) && typeof (input as Partial<Blob>).slice === 'function';
}

function checkedSource(source: ByteSource): ByteSource<Uint8Array> {
  checkInteger('size', source.size, 0, Number.MAX_SAFE_INTEGER);
  return {
    size: source.size,
    async read(start, end) {
      const given: unknown = await source.read(start, end);
      const bytes = isBytes(given) ? bytesOf(given) : undefined;
      // What a server gave that knows no ranges, or what is left of a file, would pass for a damaged archive.
      if (bytes?.length === end - start) return bytes;
      throw new TypeError(`read(${start}, ${end}) gave ${bytes === undefined ? 'no bytes' : `${bytes.length} bytes`}`);
    },
  };
}

/** The items, one after another, for consumers that take a stream of them. */
export async function* each<T>(items: readonly T[]): AsyncGenerator<T, void> {
  yield* items;
}

/** All that `pieces` gives. */
export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
