/** The summary of a run is what `list` reads in the archive, and comes only with a whole one. */
import { describe, expect, test, vi } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { collected } from '../../src/base/byte-streams.js';
import { compress, decompress, type Listing, list } from '../../src/index.js';
import { join, split } from '../support/bytes.js';

const X = INPUTS['log']!;

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield* split(bytes, [1, 700, 701]);
}

const ARCHIVES: [name: string, archive: Uint8Array<ArrayBuffer>][] = [
  ['no content', await compress(new Uint8Array(0), { model: 'order-0' })],
  ['one frame', await compress(X, { model: 'order-0', metadata: { name: 'a.log' } })],
  ['many frames', await compress(X, { model: 'order-1', frameSize: 700 })],
];

describe.each(ARCHIVES)('decompressing %s', (_, archive) => {
  test('in one call', async () => {
    const onSummary = vi.fn();
    await decompress(archive, { onSummary });
    expect(onSummary.mock.calls).toEqual([[await list(archive)]]);
  });

  test('as a stream', async () => {
    const onSummary = vi.fn();
    await collected(decompress(pieces(archive), { onSummary }));
    expect(onSummary.mock.calls).toEqual([[await list(archive)]]);
  });
});

describe.each([
  ['one frame', 1 << 20],
  ['many frames', 500],
])('compressing into %s', (_, frameSize) => {
  const options = { model: 'order-1', frameSize, metadata: { name: 'a.log' } };

  test('in one call', async () => {
    let summary: Listing | undefined;
    const archive = await compress(X, { ...options, onSummary: (of) => (summary = of) });
    expect(summary).toEqual(await list(archive));
  });

  test('as a stream', async () => {
    let summary: Listing | undefined;
    const stream = compress(pieces(X), { ...options, onSummary: (of) => (summary = of) });
    const archive = join(...(await collected(stream)));
    expect(summary).toEqual(await list(archive));
  });
});

test('a damaged archive has none', async () => {
  const archive = ARCHIVES[2]![1].slice();
  archive[archive.length - 1]! ^= 1;
  const onSummary = vi.fn();
  await expect(collected(decompress(pieces(archive), { onSummary }))).rejects.toThrow('damaged');
  expect(onSummary).not.toHaveBeenCalled();
});

test('a stream that is left early has none', async () => {
  const onSummary = vi.fn();
  for await (const _ of decompress(pieces(ARCHIVES[2]![1]), { onSummary })) break;
  expect(onSummary).not.toHaveBeenCalled();
});
