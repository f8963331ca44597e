/**
 * Laws of the two-part code.
 *
 * Law prelude: whatever its bytes are, the decoder gives the content back, the kernel and its twin give the same code, and
 * no probability is 0 or 1.
 *
 * Law gradients, law training: what the encoder does to find weights. The kernel equals its twin bit for bit; the twin's
 * gradient, in f64, is compared with finite differences.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { Cm } from '../reference/cm.js';
import { encode } from '../reference/drive.js';
import { F64 } from '../reference/neural/arithmetic.js';
import type { HardWeights } from '../reference/neural/hard-lstm.js';
import { TwoPart } from '../reference/two-part/index.js';
import { HardLstmTraining, randomNetwork } from '../reference/two-part/training.js';
import { concat, decodeChunks, encodeChunks, joinCode } from '../src/coding.js';
import { compress, decompress, StreamError } from '../src/index.js';
import { Kernel } from '../src/kernel.js';
import { modelOf } from '../src/models.js';
import { Predictor } from '../src/predictor.js';
import { NO_NETWORK, Training } from '../src/two-part/training.js';
import { join, repeated } from './support/bytes.js';

const kernelOf = async (name: string, size: number): Promise<Kernel> =>
  (await Kernel.create({ model: modelOf(name), size, kind: 0, stride: 0, prelude: true }))!;

const ended = (x: Uint8Array): Uint8Array => x.subarray(0, x.findLastIndex((byte) => byte !== 0) + 1);

/** Any network of `cells`, most of its weights small, and content of which some bytes are none of its symbols. */
const network = (cells: number): fc.Arbitrary<{ prelude: Uint8Array; content: Uint8Array }> =>
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
        return { prelude: Uint8Array.of(1, symbols - 1, ...gaps, step, ...weights), content };
      });
  });

describe.each(['net-0', 'net-1', 'net-3', 'net-5', 'two-part-2'])('law prelude: %s', (name) => {
  const cells = modelOf(name).parameter & 255;
  const isAlone = name.startsWith('net');

  test('the same code as the twin, and the content back', () =>
    fc.assert(
      fc.asyncProperty(network(cells), async ({ prelude, content }) => {
        const whole = concat([prelude, content]);
        const code = joinCode([...encodeChunks(await kernelOf(name, content.length), whole)]);
        const twin = new TwoPart(isAlone ? undefined : new Cm(content.length, 0, 0), cells);
        expect(encode(twin, whole)).toEqual(ended(code));
        const pieces = decodeChunks(await kernelOf(name, content.length), code, content.length);
        expect(concat(Array.from(pieces, (piece) => piece.slice()))).toEqual(content);
      }),
      { numRuns: isAlone ? 20 : 5 },
    ));

  test('within its bounds, whatever the weights', async () => {
    const kernel = await kernelOf(name, 100);
    const count = (256 + 4 * cells) * (257 + cells);
    const weights = Uint8Array.from({ length: count }, (_, i) => (i * 7 + (i >> 3)) & 255);
    const head = Uint8Array.of(1, 255, ...new Uint8Array(256), 0);
    for (let at = 0, x = concat([head, weights]); at < x.length; at += kernel.chunkBytes) {
      expect(kernel.measure(x.subarray(at, at + kernel.chunkBytes))).toBeGreaterThan(0);
    }
    const each = new Float32Array(3000);
    kernel.measure(join(repeated(Uint8Array.of(0, 255), 1000), INPUTS['prose']!.subarray(0, 2000)), each);
    expect(each.every((bits) => bits > 0 && bits <= 8 * 22)).toBe(true);
    expect(kernel.distribution().reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  test('asking changes nothing, at the end of the prelude too', async () => {
    const [prelude] = fc.sample(network(cells), { numRuns: 1, seed: 4 }).map((one) => one.prelude);
    for (const asked of [1, 3, prelude!.length - 1, prelude!.length]) {
      const [one, other] = [await kernelOf(name, 100), await kernelOf(name, 100)];
      one.measure(prelude!.subarray(0, asked));
      expect(one.distribution().reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      const rest = concat([prelude!.subarray(asked), Uint8Array.of(1, 2, 3, 4)]);
      other.measure(prelude!.subarray(0, asked));
      expect(one.measure(rest)).toBe(other.measure(rest));
    }
  });
});

test('law prelude: without a network, two-part is cm', async () => {
  const x = INPUTS['json']!;
  const kernel = await kernelOf('two-part-3', x.length);
  kernel.measure(NO_NETWORK);
  const bits = kernel.measure(x);
  expect(bits).toBe((await Predictor.create('cm', { size: x.length })).bits(x));
  expect((await Predictor.create('two-part-3', { size: x.length })).bits(x)).toBe(bits);
});

/** a^n b^n, n drawn with P(n) = 0.9^(n − 1) / 10: what must be counted to be known. */
function counted(strings: number): Uint8Array {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let text = '';
  for (let i = 0; i < strings; i++) {
    let n = 1;
    while (random() > 0.1) n++;
    text += `${'a'.repeat(n)}${'b'.repeat(n)}\n`;
  }
  return new TextEncoder().encode(text);
}

describe.each(['net-2', 'two-part-2'])('archives of %s', (model) => {
  const x = counted(60);

  test('law decode∘encode: content comes back, and twice gives the same archive', async () => {
    const archive = await compress(x, { model });
    expect(await compress(x, { model })).toEqual(archive);
    expect(await decompress(archive)).toEqual(x);
    const frames = await compress(x, { model, frameSize: 500 });
    expect(await decompress(frames)).toEqual(x);
  });

  test('cut or damaged, they are refused', async () => {
    const archive = await compress(x, { model });
    for (let at = 0; at < archive.length; at += 3) {
      const flipped = archive.slice();
      flipped[at] = flipped[at]! ^ (1 << (at & 7));
      await expect(decompress(flipped)).rejects.toThrow(StreamError);
      await expect(decompress(archive.subarray(0, at))).rejects.toThrow(StreamError);
    }
  });

  test('a limit of memory holds', async () => {
    const archive = await compress(x, { model });
    await expect(decompress(archive, { memoryLimit: 2 ** 20 })).rejects.toMatchObject({ code: 'memory-limit' });
  });
});

test('law code length: an archive of net-2 is as long as its two parts', async () => {
  const { descriptions } = await import('../src/mdl.js');
  const x = counted(60);
  const [two] = await descriptions(x, { cells: [2] });
  const archive = await compress(x, { model: 'net-2' });
  const rest = archive.length - two!.bits / 8;
  expect(rest).toBeGreaterThan(10);
  expect(rest).toBeLessThan(20);
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
  const written = training.prelude.subarray(training.firstWeight);
  expect(Array.from(written, (z) => (z % 2 ? -(z + 1) / 2 : z / 2) + 0)).toEqual(weights.map((w) => w + 0));
  expect(written.some((z) => z > 0)).toBe(true);
});
