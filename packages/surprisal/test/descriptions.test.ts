/** Law description: both parts are what they are said to be, and the shortest of what must be counted is a network that counts. */
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { compress, Prior } from '../src/index.js';
import { Kernel } from '../src/predictor/kernel.js';
import { Predictor } from '../src/predictor/predictor.js';
import { modelOf } from '../src/registry/models.js';
import { descriptions, shortest } from '../src/uses/mdl.js';
import { counted } from './support/counted.js';

const priorOf = (model: string, weights: Uint8Array): Prior => Prior.create([{ model, weights }]);

const kernelOf = async (name: string, size: number): Promise<Kernel> =>
  (await Kernel.create({ model: modelOf(name), size, kind: 0, stride: 0 }))!;

describe('descriptions', () => {
  const x = counted(100);
  const found = descriptions(x, { cells: [0, 1, 2] });

  test('law description: what must be counted is shortest with a cell that counts', async () => {
    const list = await found;
    expect(shortest(list).cells).toBe(1);
    const cm = (await Predictor.create('cm', { size: x.length, kind: 1 })).bits(x);
    expect(shortest(list).bits).toBeLessThan(0.95 * cm);
    const [network, weights] = ['net-1', list[1]!.weights];
    const p = await Predictor.create(network, { prior: priorOf(network, weights) });
    const long = p.given(counted(1)).surprisal(new TextEncoder().encode(`${'a'.repeat(500)}${'b'.repeat(500)}\n`));
    expect(long.subarray(501, 1000).reduce((sum, bits) => sum + bits)).toBeLessThan(3);
    expect(long[1000]).toBeLessThan(1.5);
  });

  test('law description: bits(w) + bits(x | w), and an archive is as long', async () => {
    for (const { cells, weights, weightBits, dataBits, bits } of await found) {
      const p = await Predictor.create(`net-${cells}`, { prior: priorOf(`net-${cells}`, weights) });
      expect(p.bits(x)).toBeCloseTo(dataBits, 0);
      const kernel = await kernelOf(`net-${cells}`, x.length);
      kernel.codesWeights = true;
      expect(kernel.measure(weights)).toBeCloseTo(weightBits, 3);
      expect(weightBits + dataBits).toBeCloseTo(bits, 9);
      const archive = await compress(x, { model: `net-${cells}` });
      expect(archive.length - bits / 8).toBeGreaterThan(10);
      expect(archive.length - bits / 8).toBeLessThan(20);
    }
  });

  test('noise costs more with weights than without', async () => {
    const coins = INPUTS['random']!.map((byte) => byte >> 7);
    const list = await descriptions(coins, { cells: [0, 3] });
    expect(shortest(list).cells).toBe(0);
    expect(shortest(list).bits).toBeGreaterThan(coins.length);
  });

  test('weights make a predictor, and its fork', async () => {
    const { weights, cells } = (await found)[1]!;
    const p = (await Predictor.create(`net-${cells}`, { prior: priorOf(`net-${cells}`, weights) })).given(
      x.subarray(0, 100),
    );
    const q = await p.fork();
    const rest = x.subarray(100, 300);
    expect(q.surprisal(rest)).toEqual(p.surprisal(rest));
  });

  test('bad arguments are refused', async () => {
    const { weights } = (await found)[1]!;
    const any = (value: unknown): never => value as never;
    await expect(descriptions(any('text'))).rejects.toBeInstanceOf(TypeError);
    await expect(descriptions(new Uint8Array(0))).rejects.toBeInstanceOf(RangeError);
    await expect(descriptions(x, { cells: any(3) })).rejects.toBeInstanceOf(TypeError);
    await expect(descriptions(x, { cells: [129] })).rejects.toBeInstanceOf(RangeError);
    await expect(descriptions(x, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    expect(() => shortest([])).toThrow(RangeError);
    expect(() => priorOf('cm', weights)).toThrow(RangeError);
    const other = Predictor.create('net-9', { prior: priorOf('net-9', weights) });
    await expect(other).rejects.toMatchObject({ code: 'unsupported-prior' });
  });
});
