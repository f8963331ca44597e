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
 * The chunks of `stream`. Ends it when no more of them are asked for.
 * @throws {TypeError} at a chunk that is no Uint8Array. @throws the signal's reason once it is aborted, even while a
 *   chunk is awaited.
 */
export async function* chunksOf(stream: ByteStream, signal?: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const chunks = iteratorOf(stream);
  // Not a race with one promise for the abort: that would hold on to every chunk there ever was.
  let fail: (reason: unknown) => void = () => {};
  const abort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      const { done, value } = await new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
        fail = reject;
        signal?.throwIfAborted();
        chunks.next().then(resolve, reject);
      });
      if (done) return;
      checkBytes(value);
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    const closed = chunks.return?.();
    if (signal?.aborted)
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
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

/** @throws {TypeError} when it is nothing that can be read at any place. */
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
  if (typeof source?.read === 'function' && Number.isInteger(source.size)) return source as ByteSource;
  throw new TypeError('the input must be a Uint8Array, a Blob, or have a size and a method read(start, end)');
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
  const abort = (): void => end.abort(signal?.reason);
  signal?.addEventListener('abort', abort);
  const pieces = make(end.signal);
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(value as Uint8Array<ArrayBuffer>);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        signal?.removeEventListener('abort', abort);
      },
      async cancel(reason) {
        signal?.removeEventListener('abort', abort);
        end.abort(reason);
        await pieces.return();
      },
    },
    { highWaterMark: 0 },
  );
}
