/** Archives of more frames than a call takes arguments. */
import { expect, test, vi } from 'vitest';
import { HeaderReader } from '../src/base/header-bytes.js';
import { decompress, list, range } from '../src/index.js';
import { manyFrames } from './support/many-frames.js';

const FRAMES = 130_000;
const content = (frames: number): Uint8Array => Uint8Array.from({ length: frames }, (_, i) => i % 251);

/** Chunks as a slow network gives them. */
async function* small(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += 16) yield bytes.subarray(at, at + 16);
}

test('law linear: twice as many frames take no more than twice the reading', async () => {
  const reading = async (frames: number, work: (archive: Uint8Array) => Promise<unknown>): Promise<number> => {
    const archive = manyFrames(content(frames));
    const bytes = vi.spyOn(HeaderReader.prototype, 'byte');
    await work(archive);
    const { length } = bytes.mock.calls;
    bytes.mockRestore();
    return length;
  };
  const ways: ((archive: Uint8Array) => Promise<unknown>)[] = [
    list,
    (archive) => decompress(archive),
    async (archive) => {
      for await (const _ of decompress(small(archive)));
    },
    (archive) => range(archive, 0, 1),
  ];
  for (const way of ways) expect((await reading(4000, way)) / (await reading(2000, way))).toBeLessThan(3);
});

test('the contents of 130,000 frames come out of the library', { timeout: 120_000 }, async () => {
  const archive = manyFrames(content(FRAMES));
  expect((await list(archive)).frames.length).toBe(FRAMES);
  expect(Buffer.compare(await decompress(archive), content(FRAMES))).toBe(0);
  expect(await range(archive, 1000, 1003)).toEqual(content(1003).subarray(1000));
});
