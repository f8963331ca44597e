/** Workers: the same bytes and the same errors, in any number. */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { collected } from '../../src/base/byte-streams.js';
import { compress as compressHere } from '../../src/index.js';
import { join, split } from '../support/bytes.js';

const X = INPUTS['log']!;
const OPTIONS = { model: 'order-2', frameSize: 5000 };
const ARCHIVE = await compressHere(X, OPTIONS);

async function* each(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

// The built library: a worker is a file of its own, in JavaScript.
const built = import('surprisal');

test.each([1, 2, 5])('%i of them give the same bytes', async (workers) => {
  const { compress, decompress, range } = await built;
  const archive = await compress(X, { ...OPTIONS, workers });
  expect(archive).toEqual(ARCHIVE);
  expect(await decompress(archive, { workers })).toEqual(X);
  expect(await range(archive, 4000, 17_000, { workers })).toEqual(X.subarray(4000, 17_000));
  expect(join(...(await collected(decompress(each(split(archive, [0.3, 0.5])), { workers }))))).toEqual(X);
});

test("Node's Buffers are left as they are, whose slice is no copy", async () => {
  const { compress, decompress } = await built;
  const buffer = Buffer.from(X);
  expect(await compress(buffer, { ...OPTIONS, workers: 2 })).toEqual(ARCHIVE);
  const program = Buffer.from(INPUTS['machineCode']!);
  for (const workers of [0, 1]) {
    const archive = Buffer.from(await compress(program, { model: 'cm-fast', frameSize: 5000, workers }));
    const before = Buffer.from(archive);
    expect(Buffer.compare(await decompress(archive, { workers }), INPUTS['machineCode']!)).toBe(0);
    expect(before.equals(archive)).toBe(true);
  }
  expect(buffer.equals(X)).toBe(true);
  expect(program.equals(INPUTS['machineCode']!)).toBe(true);
  const stored = Buffer.from(await compress(INPUTS['random']!, OPTIONS));
  const content = await decompress(stored);
  stored.fill(0);
  expect(content).toEqual(INPUTS['random']!);
});

test('what a worker refuses is refused', async () => {
  const { decompress, StreamError } = await built;
  const damaged = ARCHIVE.slice();
  damaged[200]! ^= 1;
  const error = await decompress(damaged, { workers: 2 }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(StreamError);
  expect((error as Error).message).toBe(((await decompress(damaged).catch((e: Error) => e)) as Error).message);
});

test('an abort ends them', async () => {
  const { compress } = await built;
  const controller = new AbortController();
  const work = compress(new Uint8Array(50_000_000), {
    model: 'order-2',
    frameSize: 1 << 22,
    workers: 2,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('enough')),
  });
  await expect(work).rejects.toThrow('enough');
});
