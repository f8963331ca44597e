/** What content and streams are read from, and given out as. */
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
 * What `make` gives of the chunks of `stream`. The stream is ended when no more is asked for, and told why, if that is
 * an error: whoever writes to its other end hears of it.
 */
export async function* fromChunks<T>(
  stream: ByteStream,
  signal: AbortSignal,
  make: (chunks: AsyncIterableIterator<Uint8Array>) => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const chunks = chunksOf(stream, signal);
  // Without a `return`: it would be called before the error is known.
  const unending: AsyncIterableIterator<Uint8Array> = {
    next: () => chunks.next(),
    [Symbol.asyncIterator]: () => unending,
  };
  try {
    yield* make(unending);
  } catch (error) {
    await chunks.throw(error);
  } finally {
    await chunks.return();
  }
}

/**
 * The chunks of `stream`. Ends it when no more of them are asked for.
 * @throws {TypeError} at a chunk that is no Uint8Array. @throws the signal's reason once it is aborted, even while a
 *   chunk is awaited.
 */
async function* chunksOf(stream: ByteStream, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const chunks = iteratorOf(stream);
  // Not a race with one promise for the abort: that would hold on to every chunk there ever was.
  let fail: (reason: unknown) => void = () => {};
  let reason: unknown;
  const abort = (): void => fail(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    for (;;) {
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        fail = reject;
        signal.throwIfAborted();
        chunks.next().then(resolve, reject);
      });
      if (done) return;
      checkBytes(value);
      yield value;
    }
  } catch (error) {
    reason = error;
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
    const closed = chunks.return?.(signal.aborted ? signal.reason : reason);
    if (signal.aborted)
      closed?.catch(() => {}); // a chunk that never comes would keep it waiting
    else await closed;
  }
}

function iteratorOf(stream: ByteStream): AsyncIterator<Uint8Array> {
  if (!('getReader' in stream)) return stream[Symbol.asyncIterator]();
  // Not every engine that has ReadableStream can iterate over it.
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    return: async (reason: unknown) => {
      await reader.cancel(reason);
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

/**
 * A stream of what `make` gives, made as fast as it is read.
 * @param make gets a signal, aborted when the stream is cancelled or when `signal` is.
 */
export function readableOf(
  make: (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const end = new AbortController();
  const pieces = make(end.signal);
  let hasBegun = false;
  let abort = (): void => {};
  const close = async (reason: unknown): Promise<void> => {
    signal?.removeEventListener('abort', abort);
    end.abort(reason);
    // A generator that never began would not end what it would have read. Begun now, it fails with the reason at once.
    await (hasBegun ? pieces.return() : pieces.next().catch(() => {}));
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        abort = (): void => {
          controller.error(signal?.reason);
          close(signal?.reason).catch(() => {}); // the reader has the reason
        };
        signal?.addEventListener('abort', abort);
      },
      async pull(controller) {
        hasBegun = true;
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(value as Uint8Array<ArrayBuffer>);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        signal?.removeEventListener('abort', abort);
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
