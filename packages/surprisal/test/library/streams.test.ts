import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { blocksOf } from '../../src/archive/blocks.js';
import { chosenFrameSizes } from '../../src/archive/options.js';
import { collected } from '../../src/base/byte-streams.js';
import {
  CompressStream,
  compress,
  DecompressStream,
  decompress,
  frameSizeFor,
  list,
  StreamError,
  type StreamPair,
} from '../../src/index.js';
import { modelOf } from '../../src/registry/models.js';
import { cuts, join, repeated, split } from '../support/bytes.js';

const X = INPUTS['log']!;
const OPTIONS = { model: 'order-2', frameSize: 5000 };
const ARCHIVE = await compress(X, OPTIONS);

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return join(...(await collected(stream)));
}

/** Writes all that there is to one end of a pair. */
async function write({ writable }: StreamPair, bytes: Uint8Array): Promise<void> {
  const writer = writable.getWriter();
  await writer.write(bytes);
  await writer.close();
}

/** A ReadableStream that waits to be asked, and counts how often it was. */
function counted(chunks: readonly Uint8Array[]): {
  stream: ReadableStream<Uint8Array>;
  asked: () => number;
  cancelled: () => unknown;
} {
  let asked = 0;
  let reason: unknown;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[asked++];
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel(why) {
        reason = why ?? 'cancelled';
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, asked: () => asked, cancelled: () => reason };
}

describe('chunks', () => {
  test('law chunking: those of any size give the same bytes', () =>
    fc.assert(
      fc.asyncProperty(cuts, cuts, async (a, b) => {
        expect(await all(compress(each(split(X, a)), OPTIONS))).toEqual(ARCHIVE);
        expect(await all(decompress(each(split(ARCHIVE, b))))).toEqual(X);
      }),
      { numRuns: 20 },
    ));

  test('content whose size is known is cut evenly, into as few frames of 32 MiB as can be', () => {
    const MiB = 2 ** 20;
    const cases = [
      [undefined, 32 * MiB],
      [0, 32 * MiB],
      [1, 1],
      [32 * MiB, 32 * MiB],
      [32 * MiB + 1, 16 * MiB + 1],
      [100 * MiB, 25 * MiB],
      [1000 * MiB + 7, Math.ceil((1000 * MiB + 7) / 32)],
    ] as const;
    for (const [size, frame] of cases) expect(frameSizeFor(size)).toBe(frame);
  });

  test('frames of a stream start with 1 MiB and grow to four times what came before, up to 32 MiB', async () => {
    const MiB = 2 ** 20;
    const sizes: number[] = [];
    const chunks = each(Array.from({ length: 100 }, () => new Uint8Array(MiB)));
    for await (const { content } of blocksOf(chunks, chosenFrameSizes({}, modelOf('cm'), undefined))) {
      sizes.push(content.length / MiB);
    }
    expect(sizes).toEqual([1, 4, 20, 32, 32, 11]);
    expect(chosenFrameSizes({}, modelOf('cm-fast'), undefined)).toEqual({ first: MiB, most: 8 * MiB });
    expect(chosenFrameSizes({ frameSize: 5 }, modelOf('cm'), undefined)).toEqual({ first: 5, most: 5 });
    expect(chosenFrameSizes({}, modelOf('cm'), 9 * MiB)).toEqual({ first: 9 * MiB, most: 9 * MiB });
  });

  test('law chunking: frames that grow do not depend on it', async () => {
    const framed = async (chunks: readonly Uint8Array[]): Promise<Uint8Array[]> => {
      const contents: Uint8Array[] = [];
      for await (const { content } of blocksOf(each(chunks), { first: 100, most: 1000 })) contents.push(content);
      return contents;
    };
    const whole = await framed([X]);
    expect(whole.slice(0, 4).map(({ length }) => length)).toEqual([100, 400, 1000, 1000]);
    await fc.assert(
      fc.asyncProperty(cuts, async (at) => {
        expect(await framed(split(X, at))).toEqual(whole);
      }),
    );
  });

  test('the first bytes come when 1 MiB of a stream is there', async () => {
    async function* stalled(): AsyncGenerator<Uint8Array, void> {
      yield repeated(X, 2 ** 20 + 1);
      await new Promise(() => {});
    }
    const reader = compress(stalled(), { model: 'order-0' }).getReader();
    expect((await reader.read()).value?.subarray(0, 2)).toEqual(ARCHIVE.subarray(0, 2));
    await reader.cancel();
  });

  test('byte by byte', async () => {
    const bytes = Array.from(ARCHIVE, (byte) => Uint8Array.of(byte));
    expect(await all(decompress(each(bytes)))).toEqual(X);
  });

  test('law chunking: a chunk may be filled again once the next is asked for', async () => {
    async function* reused(): AsyncGenerator<Uint8Array, void> {
      const buffer = Buffer.alloc(700);
      for (let at = 0; at < X.length; at += 700) {
        const part = X.subarray(at, at + 700);
        buffer.set(part);
        yield buffer.subarray(0, part.length);
      }
    }
    expect(await all(compress(reused(), OPTIONS))).toEqual(ARCHIVE);
  });

  test('nothing at all', async () => {
    expect(await all(compress(each([]), OPTIONS))).toEqual(await compress(new Uint8Array(0), OPTIONS));
  });
});

describe('pipes', () => {
  test('pipeThrough both gives what went in', async () => {
    const back = new Blob([X]).stream().pipeThrough(new CompressStream(OPTIONS)).pipeThrough(new DecompressStream());
    expect(await all(back)).toEqual(X);
  });

  test('nothing is read before something is wanted, and no more than that takes', async () => {
    const source = counted(split(X, [0.2, 0.4, 0.6, 0.8]));
    const stream = compress(source.stream, { ...OPTIONS, frameSize: Math.ceil(X.length / 5) });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(source.asked()).toBe(0);
    const reader = stream.getReader();
    await reader.read();
    expect(source.asked()).toBeLessThanOrEqual(3);
    await reader.cancel('enough');
    expect(source.cancelled()).toBeDefined();
  });

  test('an error of the source comes out, and so does that of a bad stream', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield X;
      throw new Error('the disk is gone');
    }
    await expect(all(compress(broken(), OPTIONS))).rejects.toThrow('the disk is gone');
    await expect(all(decompress(each([ARCHIVE.subarray(0, -1)])))).rejects.toMatchObject({ code: 'truncated' });
    await expect(all(decompress(each([ARCHIVE, Uint8Array.of(1)])))).rejects.toMatchObject({ code: 'trailing-data' });
    await expect(all(compress(each(['text' as never]), OPTIONS))).rejects.toBeInstanceOf(TypeError);
  });

  test('what is cancelled, aborted or bad ends its source, and tells it why', async () => {
    const why = new Error('enough');
    const endless = (chunk: Uint8Array) => counted(Array.from({ length: 1000 }, () => chunk));
    const ends = [
      (stream: ReadableStream) => stream.cancel(why),
      async (stream: ReadableStream) => {
        const reader = stream.getReader();
        await reader.read();
        await reader.cancel(why);
      },
    ];
    for (const end of ends) {
      for (const pair of [new CompressStream({ ...OPTIONS, frameSize: 100 }), new DecompressStream()]) {
        const { stream, cancelled } = endless(ARCHIVE.subarray(0, ARCHIVE.length - 20));
        await end(stream.pipeThrough(pair));
        await expect.poll(cancelled).toBe(why);
      }
      const { stream, cancelled } = endless(X);
      await end(compress(stream, OPTIONS));
      expect(cancelled()).toBe(why);
    }
    const controller = new AbortController();
    const aborted = endless(X);
    const reading = compress(aborted.stream, { ...OPTIONS, signal: controller.signal }).getReader();
    controller.abort(why);
    await expect.poll(aborted.cancelled).toBe(why);
    await expect(reading.read()).rejects.toBe(why);
    const { readable, writable } = new DecompressStream();
    const writer = writable.getWriter();
    const refusal = { code: 'not-a-stream' };
    writer.closed.catch(() => {}); // looked at below
    await expect(Promise.all([readable.getReader().read(), writer.write(X)])).rejects.toMatchObject(refusal);
    await expect(writer.closed).rejects.toMatchObject(refusal);
    const broken = new CompressStream({
      ...OPTIONS,
      onProgress() {
        throw why;
      },
    });
    await expect(Promise.all([new Response(broken.readable).arrayBuffer(), write(broken, X)])).rejects.toBe(why);
  });

  test('what is written waits until it is read', async () => {
    const { readable, writable } = new CompressStream(OPTIONS);
    const [reader, writer] = [readable.getReader(), writable.getWriter()];
    let written = 0;
    const writes = Array.from({ length: 20 }, () => writer.write(X).then(() => written++));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(written).toBe(0);
    await reader.read();
    expect(written).toBeLessThan(4);
    await reader.cancel();
    expect((await Promise.allSettled(writes)).at(-1)?.status).toBe('rejected');
  });

  test('frames before a bad one are given out', async () => {
    const { frames } = await list(ARCHIVE);
    const damaged = ARCHIVE.slice();
    damaged[ARCHIVE.length - 100]! ^= 1;
    const got: Uint8Array[] = [];
    const work = (async () => {
      for await (const part of decompress(each([damaged]))) got.push(part);
    })();
    await expect(work).rejects.toBeInstanceOf(StreamError);
    expect(got.length).toBeGreaterThan(0);
    expect(got.length).toBeLessThan(frames.length);
    expect(join(...got)).toEqual(X.subarray(0, join(...got).length));
  });

  test('an abort ends a stream that waits for input that never comes', async () => {
    const controller = new AbortController();
    const never = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    const reading = compress(never, { ...OPTIONS, signal: controller.signal })
      .getReader()
      .read();
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('bad options are refused at once', () => {
    expect(() => compress(each([X]), { model: 'nothing' })).toThrow(RangeError);
    expect(() => new DecompressStream({ sizeLimit: -1 })).toThrow(RangeError);
    expect(() => new CompressStream({ workers: 1.5 })).toThrow(RangeError);
  });
});
