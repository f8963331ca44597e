/** What content and streams are given out as. */
import { abortable, unlessAborted } from './abortable.js';
import { iteratorOf } from './byte-streams.js';

/** Milliseconds without a part after which an iterator gives an empty one. */
const BEAT_MS = 250;

/**
 * A stream of what `make` gives, made as fast as it is read.
 * @param make gets a signal, aborted when the stream is cancelled or when one of `signals` is.
 */
export function readableOf(
  make: (signal: AbortSignal) => AsyncGenerator<Uint8Array, void>,
  ...signals: readonly (AbortSignal | undefined)[]
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let errorNow = (_reason: unknown): void => {};
  const pieces = abortable(
    (signal) => {
      // Also for a reader that is not waiting for anything now. It changes nothing of a stream that was cancelled.
      signal.addEventListener('abort', () => errorNow(signal.reason));
      return make(signal);
    },
    ...signals,
  );
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        errorNow = (reason) => controller.error(reason);
      },
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (!done) controller.enqueue(value as Uint8Array<ArrayBuffer>);
          else controller.close();
        } catch (error) {
          controller.error(error);
        }
      },
      cancel: (reason) => pieces.abort(reason),
    },
    { highWaterMark: 0 },
  );
  return Object.assign(stream, { [Symbol.asyncIterator]: () => abortable((signal) => partsOf(stream, signal)) });
}

/**
 * The parts of `stream`, and an empty one whenever BEAT_MS pass without any. Whatever copies parts to a destination, as
 * Node's `pipeline` does, notices that the destination was closed only when it has something to write.
 */
async function* partsOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const source = iteratorOf(stream);
  let coming: Promise<IteratorResult<Uint8Array>> | undefined;
  try {
    for (;;) {
      coming ??= source.next();
      const part = await unlessAborted(orNothing(coming), signal);
      if (part !== undefined) coming = undefined;
      if (part?.done) return;
      yield (part?.value ?? new Uint8Array(0)) as Uint8Array<ArrayBuffer>;
    }
  } finally {
    await source.return?.(signal.reason);
  }
}

/** What `promise` gives, or undefined after BEAT_MS. */
async function orNothing<T>(promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beat = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, BEAT_MS, undefined);
  });
  try {
    return await Promise.race([promise, beat]);
  } finally {
    clearTimeout(timer);
  }
}
