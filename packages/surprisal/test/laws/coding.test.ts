/** Laws that tie encoder, decoder and measure to one another. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { concat } from '../../src/base/bytes.js';
import { StreamError } from '../../src/base/errors.js';
import { decodeChunks, encodeChunks, joinCode } from '../../src/predictor/coding.js';
import { Kernel } from '../../src/predictor/kernel.js';
import { Predictor } from '../../src/predictor/predictor.js';
import { modelOf } from '../../src/registry/models.js';
import { bytes, cuts, split } from '../support/bytes.js';
import { MODELS, runs } from '../support/models.js';

describe.each(MODELS)('%s', (model) => {
  const fresh = (size = 4096): Promise<Predictor> => Predictor.create(model, { size });
  const kernel = async (size: number): Promise<Kernel> =>
    (await Kernel.create({ model: modelOf(model), size, kind: 0, stride: 0 }))!;

  test('law decode∘encode: decoding an encoding gives the content back', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (x) => {
        const code = (await fresh()).encode(x);
        expect((await fresh()).decode(code, x.length)).toEqual(x);
      }),
      runs(model, 12),
    ));

  test('law decode∘encode: also of what comes after other content, and beyond one chunk', async () => {
    const [a, b] = [await fresh(65536), await fresh(65536)];
    for (const x of [INPUTS['prose']!, INPUTS['short']!, INPUTS['zeros']!, INPUTS['ones']!]) {
      expect(b.decode(a.encode(x), x.length)).toEqual(x);
    }
  });

  test('law code length: the code is as long as the information it carries', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (x) => {
        const bits = (await fresh()).bits(x);
        const code = (await fresh()).encode(x);
        expect(code.length).toBeGreaterThanOrEqual(Math.floor(bits / 8) - 4); // trailing zero bytes are dropped
        expect(code.length).toBeLessThanOrEqual((bits / 8) * 1.0001 + 1 + x.length * 1e-3);
      }),
      runs(model, 12),
    ));

  test('law code length: within a byte and 0.01 % on longer content', async () => {
    const x = INPUTS['prose']!;
    const ideal = (await fresh(x.length)).bits(x) / 8;
    const actual = (await fresh(x.length)).encode(x).length;
    expect(actual).toBeGreaterThanOrEqual(Math.floor(ideal));
    expect(actual).toBeLessThanOrEqual(ideal * 1.0001 + 1);
  });

  test('law determinism: encoding twice gives the same code', async () => {
    const [text, list] = [INPUTS['prose']!, INPUTS['json']!];
    for (const x of [text, list]) expect((await fresh()).encode(x)).toEqual((await fresh()).encode(x));
  });

  test('law chunking: content in any pieces gives the same code', () =>
    fc.assert(
      fc.asyncProperty(bytes, cuts, async (x, at) => {
        const [whole, pieces] = [await kernel(x.length), await kernel(x.length)];
        whole.begin();
        pieces.begin();
        const once = concat([whole.encode(x), whole.finish()]);
        const parts = concat([...split(x, at).map((piece) => pieces.encode(piece)), pieces.finish()]);
        expect(parts).toEqual(once);
      }),
      runs(model, 8),
    ));

  test('law chunking: content longer than a chunk too', async () => {
    const x = INPUTS['prose']!;
    const pieces = await kernel(x.length);
    pieces.begin();
    const ends = [1, 2, 700, 701, 9000, x.length];
    const code = ends.map((end, i) => pieces.encode(x.subarray(ends[i - 1] ?? 0, end)));
    expect(joinCode([...code, pieces.finish()])).toEqual((await fresh(x.length)).encode(x));
  });

  test('law chunking: code in pieces of any size gives the same content', async () => {
    const x = INPUTS['json']!;
    const code = (await fresh(x.length)).encode(x);
    for (const room of [100, 1000]) {
      const narrow = await kernel(x.length);
      Object.defineProperty(narrow, 'codeBytes', { value: room });
      expect(concat(Array.from(decodeChunks(narrow, { code, length: x.length }), (piece) => piece.slice()))).toEqual(x);
    }
  });
});

test('law trimming: a decoder reads eight bytes past the end of a code, and no more', async () => {
  // Bits that are all 1 make a code that is all 0: whatever is cut off, the content is the same.
  const x = INPUTS['ones']!;
  const kernel = async (): Promise<Kernel> =>
    (await Kernel.create({ model: modelOf('order-6'), size: x.length, kind: 0, stride: 0 }))!;
  const encoder = await kernel();
  const code = concat([...encodeChunks(encoder, x)]);
  const decoded = async (cut: number): Promise<Uint8Array> => {
    const decoder = await kernel();
    const pieces = decodeChunks(decoder, { code: code.subarray(0, code.length - cut), length: x.length });
    return concat(Array.from(pieces, (piece) => piece.slice()));
  };
  expect(code.every((byte) => byte === 0)).toBe(true);
  expect(await decoded(5)).toEqual(x); // five, and three that it is ahead by
  await expect(decoded(6)).rejects.toThrow(StreamError);
});

test('law trimming: up to four zero bytes at the end of a code are dropped, and none elsewhere', () => {
  const code = (...pieces: number[][]): number[] => [...joinCode(pieces.map((piece) => Uint8Array.from(piece)))];
  expect(code([1, 0, 2], [0, 0])).toEqual([1, 0, 2]);
  expect(code([1, 0, 2, 3])).toEqual([1, 0, 2, 3]);
  expect(code([7, 0, 0], [0, 0, 0, 0])).toEqual([7, 0, 0]);
});
