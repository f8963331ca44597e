/**
 * Laws of the two-part code.
 *
 * Law weights: whatever their bytes are, the decoder gives the content back, the kernel and its twin give the same code, and
 * no probability is 0 or 1.
 *
 * Law gradients, law training: what the encoder does to find weights. The kernel equals its twin bit for bit; the twin's
 * gradient, in f64, is compared with finite differences.
 */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { encode } from '../spec/drive.js';
import { F64 } from '../spec/neural/arithmetic.js';
import type { HardWeights } from '../spec/neural/hard-lstm.js';
import { TwoPart } from '../spec/two-part/index.js';
import { HardLstmTraining, randomNetwork } from '../spec/two-part/training.js';
import { concat } from '../src/base/bytes.js';
import { compress, decompress, Prior, StreamError } from '../src/index.js';
import { decodeChunks, encodeChunks, joinCode } from '../src/predictor/coding.js';
import { Kernel } from '../src/predictor/kernel.js';
import { Predictor } from '../src/predictor/predictor.js';
import { NO_NETWORK, Training } from '../src/predictor/training/kernel-training.js';
import { modelOf } from '../src/registry/models.js';
import { join, repeated } from './support/bytes.js';
import { Components } from './support/components.js';
import { counted } from './support/counted.js';

const _priorOf = (model: string, weights: Uint8Array): Prior => Prior.create([{ model, weights }]);

const kernelOf = async (name: string, size: number): Promise<Kernel> =>
  (await Kernel.create({ model: modelOf(name), size, kind: 0, stride: 0 }))!;

const ended = (x: Uint8Array): Uint8Array => x.subarray(0, x.findLastIndex((byte) => byte !== 0) + 1);

/** Any network of `cells`, most of its weights small, and content of which some bytes are none of its symbols. */
const network = (cells: number): fc.Arbitrary<{ stored: Uint8Array; content: Uint8Array }> =>
  fc.integer({ min: 1, max: 5 }).chain((symbols) => {
    const count = (symbols + 4 * cells) * (1 + symbols + cells);
    const weight = fc.oneof(fc.nat(16), fc.constant(0), fc.nat(255));
    return fc
      .tuple(
        fc.array(fc.nat(255), { minLength: symbols, maxLength: symbols }),
        fc.nat(255),
        fc.array(weight, { minLength: count, maxLength: count }),
        fc.array(fc.oneof(fc.nat(symbols - 1), fc.constant(symbols)), { maxLength: 300 }),
      )
      .map(([gaps, step, weights, text]) => {
        let byte = -1;
        const alphabet = gaps.map((gap) => {
          byte = (byte + gap + 1) & 255;
          return byte;
        });
        const content = Uint8Array.from(text, (s) => alphabet[s] ?? 200);
        return { stored: Uint8Array.of(1, symbols - 1, ...gaps, step, ...weights), content };
      });
  });

describe.each(['net-0', 'net-1', 'net-3', 'net-5', 'two-part-2'])('%s', (name) => {
  const cells = modelOf(name).parameter & 255;
  const isAlone = name.startsWith('net');

  test('law weights: the same code as the twin, and the content back', () =>
    fc.assert(
      fc.asyncProperty(network(cells), async ({ stored, content }) => {
        const whole = concat([stored, content]);
        const code = joinCode([...encodeChunks(await kernelOf(name, content.length), content, stored)]);
        const kernel = await Components.create();
        const twin = new TwoPart(isAlone ? undefined : kernel.model(modelOf('cm').id, 0, content.length), cells);
        expect(encode(twin, whole)).toEqual(ended(code));
        const source = { code, length: content.length, hasWeights: true };
        const pieces = decodeChunks(await kernelOf(name, content.length), source);
        expect(concat(Array.from(pieces, (piece) => piece.slice()))).toEqual(content);
      }),
      { numRuns: isAlone ? 20 : 5 },
    ));

  test('law weights: within its bounds, whatever the weights', async () => {
    const kernel = await kernelOf(name, 100);
    const count = (256 + 4 * cells) * (257 + cells);
    const weights = Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 3)) & 255);
    const head = Uint8Array.of(1, 255, ...new Uint8Array(256), 0);
    const stored = concat([head, weights]);
    kernel.codesWeights = true;
    for (let at = 0; at < stored.length; at += kernel.chunkBytes) {
      expect(kernel.measure(stored.subarray(at, at + kernel.chunkBytes))).toBeGreaterThan(0);
    }
    expect(kernel.weightsLeft).toBe(0);
    kernel.codesWeights = false;
    expect(kernel.loadWeights(stored)).toBe(true);
    const each = new Float32Array(3000);
    kernel.measure(join(repeated(Uint8Array.of(0, 255), 1000), INPUTS['prose']!.subarray(0, 2000)), each);
    expect(each.every((bits) => bits > 0 && bits <= 8 * 22)).toBe(true);
    expect(kernel.distribution().reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  test('law weights: asking changes nothing, neither of weights nor of what follows', async () => {
    const [stored] = fc.sample(network(cells), { numRuns: 1, seed: 4 }).map((one) => one.stored);
    for (const asked of [0, 1, 3, stored!.length - 1]) {
      const [one, other] = [await kernelOf(name, 100), await kernelOf(name, 100)];
      for (const kernel of [one, other]) {
        kernel.codesWeights = true;
        kernel.measure(stored!.subarray(0, asked));
      }
      expect(one.distribution().reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      expect(one.measure(stored!.subarray(asked))).toBe(other.measure(stored!.subarray(asked)));
    }
  });

  test('law weights: too few, too many and those of another network are refused', async () => {
    const [stored] = fc.sample(network(cells), { numRuns: 1, seed: 5 }).map((one) => one.stored);
    const taken = async (weights: Uint8Array): Promise<boolean> => (await kernelOf(name, 100)).loadWeights(weights);
    expect(await taken(stored!)).toBe(true);
    expect(await taken(stored!.subarray(0, -1))).toBe(false);
    expect(await taken(concat([stored!, Uint8Array.of(0)]))).toBe(false);
    expect(await taken(new Uint8Array(0))).toBe(false);
  });
});

test('law weights: without a network, two-part is cm', async () => {
  const x = INPUTS['json']!;
  const kernel = await kernelOf('two-part-3', x.length);
  expect(kernel.loadWeights(NO_NETWORK)).toBe(true);
  const bits = kernel.measure(x);
  expect(bits).toBe((await Predictor.create('cm', { size: x.length })).bits(x));
  expect((await Predictor.create('two-part-3', { size: x.length })).bits(x)).toBe(bits);
});

describe.each(['net-1', 'two-part-1'])('archives of %s', (model) => {
  const x = counted(100);
  const made = compress(x, { model });

  test('law decode∘encode: content comes back, from several frames too; twice gives the same archive', async () => {
    expect(await compress(x, { model })).toEqual(await made);
    expect(await decompress(await made)).toEqual(x);
    expect(await decompress(await compress(x, { model, frameSize: 700 }))).toEqual(x);
  });

  test('they have a network, and are shorter for it', async () => {
    expect((await made).length).toBeLessThan((await compress(x, { model: 'cm' })).length);
  });

  test('cut or damaged, they are refused', async () => {
    const archive = await made;
    for (let at = 0; at < archive.length; at++) {
      const flipped = archive.slice();
      flipped[at] = flipped[at]! ^ (1 << (at & 7));
      await expect(decompress(flipped)).rejects.toThrow(StreamError);
      await expect(decompress(archive.subarray(0, at))).rejects.toThrow(StreamError);
    }
  });

  test('a limit of memory holds', async () => {
    await expect(decompress(await made, { memoryLimit: 2 ** 20 })).rejects.toMatchObject({ code: 'memory-limit' });
  });
});

test('a training is told how far it is, and hears when it is to end', async () => {
  const [controller, shares] = [new AbortController(), [] as number[]];
  const onProgress = ({ content, total }: { content: number; total: number | undefined }): void => {
    shares.push(content / total!);
    if (shares.length === 3) controller.abort(new Error('enough'));
  };
  const x = counted(400);
  const options = { model: 'net-4', onProgress, signal: controller.signal };
  await expect(compress(x, options)).rejects.toThrow('enough');
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
});

const CELLS = 3;
const SYMBOLS = 4;
const STEPS = 12;
const DELTA = 1e-6;
const text = Array.from({ length: STEPS }, (_, t) => (t * t + (t >> 2)) % SYMBOLS);

test.each(['v', 'D', 'V', 'b', 'E', 'W'] as (keyof HardWeights)[])('law gradients: %s', (name) => {
  const last = text.map((_, t) => text[t - 1] ?? -1);
  const steps = (net: ReturnType<typeof randomNetwork>) => {
    const made = [net.start];
    for (const symbol of last) made.push(net.forward(symbol, made.at(-1)!));
    return made;
  };
  const net = randomNetwork(F64, CELLS, SYMBOLS, 9);
  const gradient = net.backward(last, text, steps(net))[name];
  const cost = (): number => -text.reduce((sum, target, t) => sum + Math.log(steps(net)[t + 1]!.p[target]!), 0);
  let largest = 0;
  net.w[name].forEach((row, r) => {
    for (let i = 0; i < row.length; i += 2) {
      const w = row[i]!;
      const [up, down] = [DELTA, -DELTA].map((delta) => {
        row[i] = w + delta;
        return cost();
      });
      row[i] = w;
      const found = (up! - down!) / (2 * DELTA);
      expect(Math.abs(found - gradient[r]![i]!)).toBeLessThan(1e-6 + 1e-5 * Math.abs(found));
      largest = Math.max(largest, Math.abs(found));
    }
  });
  expect(largest).toBeGreaterThan(0.01);
});

test.each([0, 1, 5])('law training: %i cells, the kernel makes the steps of its twin', async (cells) => {
  const content = INPUTS['greek']!.subarray(0, 150);
  const training = await Training.open(content, cells, 2, 1);
  const alphabet = [...new Set(content)].sort((a, b) => a - b);
  const symbols = Array.from(content, (byte) => alphabet.indexOf(byte));
  const twin = new HardLstmTraining(cells, alphabet.length, symbols, 1, 2);
  for (const rounding of [false, false, true]) {
    training.pass(0, content.length, { rate: 0.01, lambda: 0.5, rounding });
    twin.rounding = rounding;
    twin.pass(0.01, 0.5);
  }
  training.write();
  const weights = Object.values(twin.net.w).flatMap((rows: Float32Array[]) =>
    rows.flatMap((row) => Array.from(row, (w) => 4 * w)),
  );
  const written = training.weights.subarray(training.firstWeight);
  expect(Array.from(written, (z) => (z % 2 ? -(z + 1) / 2 : z / 2) + 0)).toEqual(weights.map((w) => w + 0));
  expect(written.some((z) => z > 0)).toBe(true);
});

test.each([
  ['equal bytes', new Uint8Array(4000).fill(0x61)],
  ['alternating bytes', repeated(Uint8Array.of(0, 255), 4000)],
  ['random bytes', join(...Array.from({ length: 4 }, () => INPUTS['random']!))],
  ['equal bytes, then every byte', Uint8Array.from({ length: 4000 }, (_, i) => (i < 2000 ? 0 : i & 255))],
])('law finite: training on %s, at a rate far too high', async (_, content) => {
  const training = await Training.open(content, 5, 2, 1);
  for (let i = 0; i < 6; i++) {
    const bits = training.pass(0, content.length, { rate: 1, lambda: 3, rounding: i > 3 });
    expect(bits >= 0 && bits <= 30 * content.length).toBe(true); // a probability is at least 2^-30
  }
  training.write();
  expect(training.weightBits()).toBeGreaterThan(0);
  expect(training.contentBits()).toBeGreaterThanOrEqual(0);
});
