/** Ranges: any part of the content is that part, and no more is read than it takes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { type ByteSource, compress, list, range, StreamError } from '../../src/index.js';

const X = INPUTS['log']!;
const ARCHIVE = await compress(X, { model: 'order-2', frameSize: 5000 });

test('law range: any part is that part', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(X.length + 100), fc.nat(X.length + 100), async (a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      expect(await range(ARCHIVE, start, end)).toEqual(X.subarray(start, end));
    }),
    { numRuns: 50 },
  ));

test('one frame, no content', async () => {
  const archive = await compress(X, { model: 'order-1' });
  expect(await range(new Blob([archive]), 100, 120)).toEqual(X.subarray(100, 120));
  expect(await range(await compress(new Uint8Array(0), { model: 'order-1' }), 0, 9)).toEqual(new Uint8Array(0));
});

test('over HTTP: only the head, the index and the frames asked for are read', async () => {
  const server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')!;
    response.writeHead(206).end(ARCHIVE.subarray(Number(from), Number(to) + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let fetched = 0;
  const source: ByteSource = {
    size: ARCHIVE.length,
    async read(start, end) {
      if (start === end) return new Uint8Array(0);
      fetched += end - start;
      const response = await fetch(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      return new Uint8Array(await response.arrayBuffer());
    },
  };
  expect(await range(source, 7000, 7010)).toEqual(X.subarray(7000, 7010));
  expect(fetched).toBeLessThan(ARCHIVE.length / 3);
  server.close();
});

test('a source that gives other than it is asked for is no damage of the archive', async () => {
  const size = ARCHIVE.length;
  const sources: [string, ByteSource][] = [
    ['gave 20000 bytes', { size: 20000, read: async () => new Uint8Array(20000) }], // a server without ranges
    ['gave 63 bytes', { size, read: async (start, end) => ARCHIVE.subarray(start, end - 1) }],
    ['gave no bytes', { size, read: async () => 'text' as never }],
  ];
  for (const [message, source] of sources) {
    await expect(range(source, 0, 9)).rejects.toThrow(new TypeError(`read(0, 64) ${message}`));
    await expect(list(source)).rejects.toThrow(TypeError);
  }
  await expect(list({ size: -1, read: async () => ARCHIVE })).rejects.toThrow(RangeError);
});

test('an index that lies is damaged', async () => {
  for (let at = ARCHIVE.length - 16; at < ARCHIVE.length; at++) {
    const damaged = ARCHIVE.slice();
    damaged[at]! ^= 1;
    await expect(range(damaged, 0, 1)).rejects.toBeInstanceOf(StreamError);
  }
  await expect(range(ARCHIVE.subarray(0, -9), 0, 1)).rejects.toBeInstanceOf(StreamError);
  await expect(range(Uint8Array.from([...ARCHIVE, 0]), 0, 1)).rejects.toBeInstanceOf(StreamError);
});
