/** Laws of what is measured: the chain rule, the distribution, the bounds of a probability. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { Predictor } from '../../src/predictor/predictor.js';
import { bytes, join, repeated } from '../support/bytes.js';
import { MODELS, runs } from '../support/models.js';

/** No bit is likelier than 1 - 2^-22: what a byte costs at least and at most, in bits. */
const BYTE_BITS_MIN = (8 * 2 ** -22) / Math.LN2;
const BYTE_BITS_MAX = 8 * 22;

describe.each(MODELS)('%s', (model) => {
  const fresh = (size = 4096): Promise<Predictor> => Predictor.create(model, { size });

  test('law chain rule: bits(xy) = bits(x) + bits(y | x)', () =>
    fc.assert(
      fc.asyncProperty(bytes, bytes, async (x, y) => {
        const whole = (await fresh()).bits(join(x, y));
        const p = await fresh();
        expect(p.bits(x) + p.bits(y)).toBeCloseTo(whole, 6);
      }),
      runs(model),
    ));

  test('law chain rule: the surprisals of the bytes sum to the bits', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (x) => {
        const each = (await fresh()).surprisal(x);
        const sum = each.reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo((await fresh()).bits(x), 1);
      }),
      runs(model),
    ));

  test('law one belief: measuring, encoding and decoding leave the same belief', async () => {
    const x = INPUTS['json']!;
    const measured = (await fresh()).given(x);
    const encoder = await fresh();
    const code = encoder.encode(x);
    const decoder = await fresh();
    decoder.decode(code, x.length);
    expect(encoder.next()).toEqual(measured.next());
    expect(decoder.next()).toEqual(measured.next());
  });

  test('law distribution: next() sums to 1, and asking changes nothing', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (x) => {
        const p = (await fresh()).given(x);
        const next = p.next();
        expect(next.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(p.next()).toEqual(next);
        expect(p.surprisal(x)).toEqual((await fresh()).given(x).surprisal(x));
      }),
      runs(model),
    ));

  test('law bounds: no byte is certain and none impossible, whatever came before', async () => {
    const flips = repeated(Uint8Array.of(0), 9000);
    for (let i = 3000; i < flips.length; i += 997) flips[i] = 0xff;
    const p = await fresh(1 << 16);
    for (const x of [flips, INPUTS['ones']!.subarray(0, 9000), INPUTS['random']!, INPUTS['alternating']!]) {
      const each = p.surprisal(x);
      expect(Math.min(...each)).toBeGreaterThanOrEqual(BYTE_BITS_MIN * 0.99);
      expect(Math.max(...each)).toBeLessThanOrEqual(BYTE_BITS_MAX);
    }
  });

  test('law learning: what was seen before costs less than what is new', async () => {
    const [x, y] = [INPUTS['prose']!.subarray(0, 2000), INPUTS['log']!.subarray(0, 2000)];
    const cold = (await fresh()).bits(x);
    expect((await fresh()).given(x).bits(x)).toBeLessThan(cold);
    expect((await fresh()).given(x).bits(x)).toBeLessThan((await fresh()).given(y).bits(x));
  });
});
