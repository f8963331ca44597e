/**
 * Work whose result nobody reads any more stops in the middle of a frame, whichever way its reader leaves, on this thread
 * and in workers: no more is done, and the source is closed and unlocked.
 */
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import * as here from '../../src/index.js';
import { CONTENT, endless, FRAME, LEAVING, MORE, watched } from '../support/leaving.js';
import { until } from '../support/waiting.js';

/** With workers the built library: a worker is a file of its own, in JavaScript. */
const libraryFor = async (workers: number): Promise<Library> => (workers === 0 ? here : import('surprisal'));

const ARCHIVE = await here.compress(CONTENT, { level: 'fast' });

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;
interface Options {
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly content: number }) => void;
}

type Library = typeof here | typeof import('surprisal');
type Work = (library: Library, source: ReadableStream<Uint8Array>, options: Options) => Stream;

/** What makes one frame, and is given more. */
const WORKS: readonly [string, Work, Uint8Array][] = [
  ['compress', (by, source, options) => by.compress(source, { ...options, frameSize: FRAME, level: 'fast' }), MORE],
  ['decompress', (by, source, options) => by.decompress(source, options), ARCHIVE],
];

/** How a reader leaves, once work on the frame has `begun`. @returns when it has left. */
type Way = (stream: Stream, begun: Promise<void>, abort: () => void) => Promise<unknown>;

const WAYS: Record<string, Way> = {
  async 'the return of an iterator'(stream, begun) {
    const iterator = stream[Symbol.asyncIterator]();
    const pending = iterator.next();
    await begun;
    await iterator.return!();
    expect((await pending).done || (await pending).value?.length === 0).toBe(true);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  },
  async 'the throw of an iterator'(stream, begun) {
    const iterator = stream[Symbol.asyncIterator]() as AsyncGenerator<Uint8Array>;
    iterator.next();
    await begun;
    await expect(iterator.throw(LEAVING)).rejects.toBe(LEAVING);
  },
  async 'a break out of for await'(stream, begun) {
    for await (const part of stream) {
      expect(part).toHaveLength(0);
      await begun;
      break;
    }
  },
  async 'the cancel of a reader'(stream, begun) {
    const reader = stream.getReader();
    const pending = reader.read();
    await begun;
    await reader.cancel(LEAVING);
    expect(await pending).toEqual({ done: true, value: undefined });
  },
  async 'the destroy of Readable.from'(stream, begun) {
    const readable = Readable.from(stream);
    readable.resume();
    await begun;
    readable.destroy();
    await once(readable, 'close');
  },
  async 'the destroy, for an error, of Readable.from'(stream, begun) {
    const readable = Readable.from(stream);
    const failed = once(readable, 'error');
    readable.resume();
    await begun;
    readable.destroy(LEAVING);
    expect(await failed).toEqual([LEAVING]);
  },
  async 'the destroy of Readable.fromWeb'(stream, begun) {
    const readable = Readable.fromWeb(stream as never);
    readable.resume();
    await begun;
    readable.destroy();
    await once(readable, 'close');
  },
  async 'a pipeline whose destination is destroyed'(stream, begun) {
    const destination = new PassThrough();
    const done = pipeline(stream, destination).catch((error: Error & { code?: string }) => error.code);
    await begun;
    destination.destroy();
    expect(await done).toBe('ERR_STREAM_PREMATURE_CLOSE');
  },
  async 'a pipeline through Readable.from whose destination is destroyed'(stream, begun) {
    const destination = new PassThrough();
    const done = pipeline(Readable.from(stream), destination).catch((error: Error) => error);
    await begun;
    destination.destroy(LEAVING);
    expect(await done).toBe(LEAVING);
  },
  async 'a pipe to a stream that is errored'(stream, begun) {
    let fail = (): void => {};
    const destination = new WritableStream({
      start(controller) {
        fail = () => controller.error(LEAVING);
      },
    });
    const done = stream.pipeTo(destination).catch((error: unknown) => error);
    await begun;
    fail();
    expect(await done).toBe(LEAVING);
  },
  async 'the signal of a pipe'(stream, begun) {
    const controller = new AbortController();
    const done = stream.pipeTo(new WritableStream(), { signal: controller.signal }).catch((error: unknown) => error);
    await begun;
    controller.abort(LEAVING);
    expect(await done).toBe(LEAVING);
  },
  async 'the option signal'(stream, begun, abort) {
    const reading = stream.getReader().read();
    await begun;
    abort();
    await expect(reading).rejects.toBe(LEAVING);
  },
};

describe.each(WORKS)('%s', (_name, work, bytes) => {
  describe.each([
    ['law stop', 0],
    ['a worker stops', 1],
  ])('%s', (title, workers) => {
    test.each(Object.entries(WAYS))(`${title}: %s`, async (_way, leave) => {
      const controller = new AbortController();
      const { begun, tell, hasStopped } = watched();
      const { source, closed } = endless(bytes);
      const onProgress = ({ content }: { readonly content: number }): void => tell(content);
      const stream = work(await libraryFor(workers), source, { workers, signal: controller.signal, onProgress });
      await leave(stream, begun, () => controller.abort(LEAVING));
      await until(closed);
      await hasStopped(FRAME);
    });
  });
});

describe('a pair stops', () => {
  test.each([
    ['CompressStream', 'writable', 0],
    ['CompressStream', 'writable', 1],
    ['CompressStream', 'readable', 1],
    ['DecompressStream', 'writable', 0],
    ['DecompressStream', 'writable', 1],
    ['DecompressStream', 'readable', 0],
  ] as const)('%s, whose %s side ends, with %i workers', async (name, side, workers) => {
    const { begun, tell, hasStopped } = watched();
    const onProgress = ({ content }: { readonly content: number }): void => tell(content);
    const pair = new (await libraryFor(workers))[name]({
      level: 'fast',
      ...(name === 'CompressStream' && { frameSize: FRAME }),
      workers,
      onProgress,
    });
    const [reader, writer] = [pair.readable.getReader(), pair.writable.getWriter()];
    const reading = reader.read();
    const bytes = name === 'CompressStream' ? MORE : ARCHIVE;
    const writes = [writer.write(bytes), writer.write(bytes), writer.closed];
    const outcomes = Promise.allSettled([reading, ...writes]);
    await begun;
    await (side === 'writable' ? writer.abort(LEAVING) : reader.cancel(LEAVING));
    const [read, ...written] = await outcomes;
    if (side === 'writable') expect(read).toEqual({ status: 'rejected', reason: LEAVING });
    else expect(read).toMatchObject({ status: 'fulfilled', value: { done: true } });
    expect(written.at(-1)).toEqual({ status: 'rejected', reason: LEAVING });
    await hasStopped(FRAME);
  });
});
