/** Bad arguments are the caller's mistake: TypeError or RangeError, never a StreamError. */
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import {
  compress,
  compressBare,
  decompress,
  LEVELS,
  list,
  MODEL_NAMES,
  type Progress,
  range,
} from '../../src/index.js';
import { Predictor } from '../../src/predictor/predictor.js';
import { modelOf, nameOf } from '../../src/registry/models.js';

const X = Uint8Array.of(1, 2, 3);
const any = (value: unknown): never => value as never;

describe('compress and decompress', () => {
  test.each([
    ['a string', () => compress(any('text')), TypeError],
    ['an array', () => decompress(any([1])), TypeError],
    ['an unknown level', () => compress(X, { level: any('huge') }), RangeError],
    ['a level that every object has', () => compress(X, { level: any('toString') }), RangeError],
    ['an unknown model', () => compress(X, { model: 'order-7' }), RangeError],
    ['level and model', () => compress(X, { level: 'fast', model: 'order-1' }), TypeError],
    ['frames of nothing', () => compress(X, { model: 'order-0', frameSize: 0 }), RangeError],
    ['half a byte', () => decompress(X, { sizeLimit: 0.5 }), RangeError],
    ['a frame and a half', () => compress(X, { model: 'order-0', frameSize: 1.5 }), RangeError],
    ['a crowd of workers', () => compress(X, { workers: 257 }), RangeError],
    ['workers by name', () => decompress(X, { workers: any('all') }), TypeError],
    ['a name with folders', () => compress(X, { metadata: { name: 'a/b' } }), RangeError],
    ['half a character', () => compress(X, { metadata: { name: '\ud800' } }), RangeError],
    ['a time that is none', () => compress(X, { metadata: { modified: any(7) } }), TypeError],
    [
      'nanoseconds of a second',
      () => compress(X, { metadata: { modified: new Date(0), modifiedNanoseconds: 1e6 } }),
      RangeError,
    ],
    ['nanoseconds of no time', () => compress(X, { metadata: { modifiedNanoseconds: 1 } }), RangeError],
    ['nanoseconds that are no number', () => compress(X, { metadata: { modifiedNanoseconds: any('1') } }), TypeError],
    ['a time that never was', () => compress(X, { metadata: { modified: new Date(Number.NaN) } }), RangeError],
    ['a mode of more bits', () => compress(X, { metadata: { mode: 0o10000 } }), RangeError],
    ['no media type', () => compress(X, { metadata: { mediaType: 'text' } }), RangeError],
    ['a name that is no string', () => compress(X, { metadata: { name: any(7) } }), TypeError],
    ['a mode that is no number', () => compress(X, { metadata: { mode: any('644') } }), TypeError],
    ['a range before the start', () => range(X, -1, 2), RangeError],
    ['a range that ends before it begins', () => range(X, 2, 1), RangeError],
    ['nothing to read from', () => list(any({ size: 3 })), TypeError],
    ['a bare level and model', () => compressBare(X, { level: 'fast', model: 'order-1' }), TypeError],
    ['no function', () => compress(X, { onProgress: any(1) }), TypeError],
    ['no function for the summary', () => decompress(X, { onSummary: any({}) }), TypeError],
    ['no signal', () => compress(X, { signal: any({}) }), TypeError],
  ])('refuse %s', async (_, call, type) => {
    await expect(call()).rejects.toBeInstanceOf(type);
  });

  test('an aborted signal rejects with its reason', async () => {
    const reason = new Error('enough');
    await expect(compress(X, { model: 'order-0', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(decompress(X, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('an abort is heard while work goes on, and progress is told', async () => {
    const controller = new AbortController();
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => {
      seen.push(progress);
      controller.abort();
    };
    const big = new Uint8Array(20_000_000);
    const work = compress(big, { model: 'order-2', onProgress, signal: controller.signal });
    await expect(work).rejects.toHaveProperty('name', 'AbortError');
    expect(seen[0]!.total).toBe(big.length);
    expect(seen[0]!.content).toBeLessThan(big.length);
  });

  test('progress ends at the whole', async () => {
    let last: Progress | undefined;
    const onProgress = (progress: Progress): void => {
      last = progress;
    };
    const archive = await compress(INPUTS['log']!, { model: 'order-0', onProgress });
    const [frame] = (await list(archive)).frames;
    expect(last).toEqual({ content: INPUTS['log']!.length, code: frame!.codeSize, total: INPUTS['log']!.length });
  });
});

describe('Predictor', () => {
  test.each([
    ['an unknown model', () => Predictor.create('nothing'), RangeError],
    ['a negative size', () => Predictor.create('order-0', { size: -1 }), RangeError],
    ['bytes that are none', async () => (await Predictor.create('order-0')).bits(any('x')), TypeError],
    ['no temperature', async () => (await Predictor.create('order-0')).sample(1, { temperature: 0 }), RangeError],
    ['none of the likeliest', async () => (await Predictor.create('order-0')).sample(1, { topK: 0 }), RangeError],
    ['a broken seed', async () => (await Predictor.create('order-0')).sample(1, { seed: 1.5 }), RangeError],
    ['a length below nothing', async () => (await Predictor.create('order-0')).decode(X, -1), RangeError],
  ])('refuses %s', async (_, call, type) => {
    await expect(call()).rejects.toBeInstanceOf(type);
  });
});

test('every model and level has a name, and every name is what it is called', () => {
  for (const name of MODEL_NAMES) expect(nameOf(modelOf(name))).toBe(name);
  for (const name of Object.values(LEVELS)) expect(nameOf(modelOf(name))).toBe(name);
  expect(nameOf(modelOf('ppm-5'))).toBe('ppm-5');
});
