/** What is left behind when a reader leaves: closed sources, answers that end, idle servers, processes that end. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compress, range } from '../../src/index.js';
import * as here from '../../src/uses/similarity/index.js';
import { CONTENT, endless, FRAME, LEAVING, MORE, watched } from '../support/leaving.js';
import { later, until } from '../support/waiting.js';

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;

describe('law stop: the source is closed', () => {
  test('of a stream that was never read', async () => {
    for (const leaveUnread of [(s: Stream) => s.cancel(), (s: Stream) => s[Symbol.asyncIterator]().return!()]) {
      const { source, closed } = endless(CONTENT);
      await leaveUnread(compress(source));
      expect(closed()).toBe(true);
    }
  });

  test('of one that ended well', async () => {
    const source = new Blob([CONTENT.subarray(0, 1000)]).stream();
    for await (const _ of compress(source, { model: 'order-0' }));
    expect(source.locked).toBe(false);
  });

  test('that is a stream of Node and has nothing to give', async () => {
    const source = new PassThrough();
    const iterator = compress(source)[Symbol.asyncIterator]();
    const pending = iterator.next();
    await later(20);
    await iterator.return!();
    await pending;
    await until(() => source.destroyed);
  });

  test('that is a generator, which hears of it', async () => {
    let isClosed = false;
    async function* source(): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) yield CONTENT;
      } finally {
        isClosed = true;
      }
    }
    await leaveMidFrame(compress(source(), { level: 'fast', frameSize: 2 * FRAME }));
    expect(isClosed).toBe(true);
  });

  async function leaveMidFrame(stream: Stream): Promise<void> {
    const iterator = stream[Symbol.asyncIterator]();
    const pending = iterator.next();
    await later(100);
    await iterator.return!();
    await pending;
  }
});

test('law stop: an abort of range ends a wait for bytes that never come', async () => {
  const controller = new AbortController();
  const work = range({ size: 100, read: () => new Promise(() => {}) }, 0, 10, { signal: controller.signal });
  controller.abort(LEAVING);
  await expect(work).rejects.toBe(LEAVING);
});

describe('the answers of findEach stop', () => {
  const items = Array.from({ length: 40 }, (_, i) => CONTENT.subarray(i * 50_000, (i + 1) * 50_000));

  test.each([
    ['return', 0],
    ['return', 1],
    ['throw', 0],
    ['throw', 1],
  ] as const)('%s, with %i workers', async (way, workers) => {
    const { begun, tell, hasStopped } = watched();
    // The built library: a worker is a file of its own, in JavaScript.
    const { Neighbours } = workers === 0 ? here : await import('surprisal/similarity');
    const answers = new Neighbours(items, 'ppm').findEach([items[0]!], 1, {
      workers,
      onProgress: ({ done }) => tell(done),
    });
    const pending = answers.next();
    await begun;
    if (way === 'return') expect(await answers.return()).toEqual({ done: true, value: undefined });
    else await expect(answers.throw(LEAVING)).rejects.toBe(LEAVING);
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await answers.next()).toEqual({ done: true, value: undefined });
    await hasStopped(2 * items.length);
  });
});

test('law stop: a server whose client disconnects', async () => {
  const { tell, hasStopped } = watched();
  const { source, closed } = endless(MORE);
  let outcome: Promise<unknown> | undefined;
  const server = createServer((_request, response) => {
    const archive = compress(source, {
      level: 'fast',
      frameSize: FRAME,
      onProgress({ content }) {
        tell(content);
        client.destroy();
      },
    });
    outcome = pipeline(archive, response).catch((error: Error & { code?: string }) => error.code);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = get({ port: (server.address() as AddressInfo).port });
  client.on('error', () => {}); // it was destroyed
  await until(closed);
  expect(await outcome).toBe('ERR_STREAM_PREMATURE_CLOSE');
  await hasStopped(FRAME);
  server.close();
});

test('a process ends by itself when all its readers have left, without a rejection that nobody handles', () => {
  const script = `
    import { Readable } from 'node:stream';
    import { compress, CompressStream } from 'surprisal';
    import { Neighbours } from 'surprisal/similarity';
    const bytes = new Uint8Array(2 ** 22).map((_, i) => (i * i) >> 7);
    // Each of these frames would take minutes.
    const options = { level: 'max', frameSize: 2 ** 22, workers: 2 };
    const source = () => Readable.from((function* () { for (;;) yield bytes; })());
    const iterator = compress(source(), options)[Symbol.asyncIterator]();
    iterator.next();
    const reader = compress(source(), options).getReader();
    reader.read();
    const piped = compress(source(), { ...options, workers: 0 });
    const readable = Readable.from(piped).resume();
    const aborted = new AbortController();
    const reading = compress(source(), { ...options, signal: aborted.signal }).getReader().read();
    const pair = new CompressStream(options);
    const writer = pair.writable.getWriter();
    Promise.allSettled([pair.readable.getReader().read(), writer.write(bytes), writer.write(bytes), writer.closed]);
    const answers = new Neighbours([bytes, bytes], 'cm-strong').findEach([bytes], 1, { workers: 2 });
    answers.next();
    setTimeout(async () => {
      iterator.return();
      reader.cancel();
      readable.destroy();
      aborted.abort(new Error('enough'));
      answers.return();
      writer.abort();
      console.log((await reading.catch(String)));
    }, 1000);
  `;
  // Inside the package, so that it finds itself by its name.
  const file = fileURLToPath(new URL('../../build/stopping.mjs', import.meta.url));
  writeFileSync(file, script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', timeout: 25_000 });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'Error: enough\n', stderr: '' });
});
