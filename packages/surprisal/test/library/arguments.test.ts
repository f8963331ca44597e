/** Bad arguments are the caller's mistake: TypeError or RangeError, never a StreamError. */
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { compress, decompress, LEVELS, MODEL_NAMES, type Progress } from '../../src/index.js';
import { modelOf, nameOf } from '../../src/models.js';
import { Predictor } from '../../src/predictor.js';

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
    ['no function', () => compress(X, { onProgress: any(1) }), TypeError],
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
    expect(last).toEqual({ content: INPUTS['log']!.length, code: archive.length, total: INPUTS['log']!.length });
  });
});

describe('Predictor', () => {
  test.each([
    ['an unknown model', () => Predictor.create('nothing'), RangeError],
    ['a negative size', () => Predictor.create('order-0', { size: -1 }), RangeError],
    ['bytes that are none', async () => (await Predictor.create('order-0')).bits(any('x')), TypeError],
    ['no temperature', async () => (await Predictor.create('order-0')).sample(1, { temperature: 0 }), RangeError],
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
