/** Laws of pixels and audio: samples, their neighbours, what is expected of them, and histograms of errors. */
import { describe, expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const [GREY, GREY16, RGB, PCM16] = [5, 6, 7, 8];

test('law samples: of one byte, or two with the low one first, signed in audio', async () => {
  const kernel = await Components.create();
  kernel.call('makeHistory', 10);
  for (const byte of [0x34, 0xf2]) kernel.call('append', byte);
  expect([GREY, GREY16, RGB, PCM16].map((kind) => kernel.call('sampleAt', kind, 2))).toEqual([
    0x34,
    0xf234,
    0x34,
    0xf234 - 0x10000,
  ]);
});

/** Samples read from a past. @param forms as in cm-strong; 0 as in cm. */
async function samplesOf(kind: number, stride: number, forms = 0) {
  const kernel = await Components.create();
  kernel.call('makeHistory', 14);
  kernel.words(1).set([1]);
  const mixer = kernel.call('makeMixer', 200, 1, 1, 0, 0, 0, 0);
  const at = kernel.call('claimMixer', mixer, 0, 1, 0);
  const made = kernel.call('makeSamples', kind, stride, forms, mixer);
  return {
    state: () => kernel.read('Samples', made),
    byte(byte: number) {
      kernel.call('append', byte);
      kernel.call('perceiveSamples', made, byte, 1);
    },
    /** The inputs of distributions: positive for a 1. */
    inputs(partial: number, bits: number) {
      kernel.call('predictSamples', made, partial, bits);
      return [...kernel.floats(kernel.read('Samples', made).distributions, at)];
    },
  };
}

test.each([
  { of: 'grey pixels', kind: GREY, stride: 9, forms: 0 },
  { of: 'colours', kind: RGB, stride: 12, forms: 0 },
  { of: 'grey pixels, more predictions', kind: GREY, stride: 9, forms: 8 },
  { of: 'colours, more predictions', kind: RGB, stride: 12, forms: 4 },
])('law samples: $of, where all rows are alike, are expected as above', async ({ kind, stride, forms }) => {
  const samples = await samplesOf(kind, stride, forms);
  const random = randomOf(stride);
  const row = Array.from({ length: stride }, () => 40 + Math.floor(170 * random()));
  for (let y = 0; y < 60; y++) {
    for (const value of row) {
      if (y >= 50) expect(Math.abs(samples.state().expected - value)).toBeLessThanOrEqual(1);
      samples.byte(value);
    }
  }
});

test.each([
  { of: 'grey', kind: GREY16, value: 0x12f0 },
  { of: 'audio', kind: PCM16, value: 0x12f0 },
  { of: 'audio below 0', kind: PCM16, value: -0x1310 },
  { of: 'audio near 0', kind: PCM16, value: 0x10 },
])('law samples: $of of two bytes: the second is expected given the first', async ({ kind, value }) => {
  const samples = await samplesOf(kind, 2);
  const bytes = [value & 255, (value >> 8) & 255];
  for (let i = 0; i < 400; i++) {
    for (const [second, byte] of bytes.entries()) {
      if (i >= 390) {
        expect(samples.state()).toMatchObject({ second, expected: byte });
        for (let bits = 0; bits < 8; bits++) {
          const sign = (byte >>> (7 - bits)) & 1 ? 1 : -1;
          expect(samples.inputs((256 | byte) >>> (8 - bits), bits).map(Math.sign)).toEqual([sign, sign, sign, sign]);
        }
      }
      samples.byte(byte);
    }
  }
});

test('law local: few neighbours predict by local least squares at the pixel at hand, frozen or not', async () => {
  const kernel = await Components.create();
  const columns = 8;
  kernel.call('makeHistory', 12);
  const local = kernel.call('makeLocalSamples', GREY, columns, columns);
  // As the definition says: decay 0.7 and ridge 4, of neighbours less `far`. Its own law is in least-squares.test.ts.
  const few = kernel.call('makeLocalLeastSquares', 3, columns, 1, 0.7, 4);
  const random = randomOf(3);
  const past: number[] = [];
  const back = (i: number): number => past[past.length - i] ?? 0;
  for (let at = 0; at < 10 * columns; at++) {
    const far = 100 + Math.floor(20 * random());
    const learning = at < 4 * columns || at > 5 * columns + 3;
    kernel.floats(3, kernel.call('localFeatures', few)).set([1, 2, columns].map((i) => back(i) - far));
    const expected = Math.min(Math.max(far + kernel.call('predictLocal', few), 0), 255);
    const found = kernel.floats(4, kernel.call('expectLocalSamples', local, far, 100))[1]!;
    expect(found).toBeCloseTo(expected, 3);
    const value = Math.floor(at % columns < 4 ? 255 * random() : back(1) / 2 + back(columns) / 3);
    kernel.call('updateLocalSamples', local, value, learning ? 1 : 0);
    if (learning) kernel.call('learnLocal', few, value - far);
    else kernel.call('skipLocal', few);
    kernel.call('append', value);
    past.push(value);
  }
});

describe('histograms of residuals', () => {
  const MEAN = 100;

  /** One prediction, which is given: always MEAN. */
  async function residuals() {
    const kernel = await Components.create();
    kernel.call('makeHistory', 10);
    const made = kernel.call('makeResiduals', 5000, 1, 0, 5000, 1);
    const expectNext = (): void => void kernel.call('expectResiduals', made, 1, MEAN);
    return {
      /** P(value) of the next sample. */
      probability(value: number) {
        expectNext();
        let p = 1;
        for (let bits = 0; bits < 8; bits++) {
          const [x] = kernel.floats(1, kernel.call('predictResiduals', made, (256 | value) >>> (8 - bits), bits));
          const one = 1 / (1 + Math.exp(-x!));
          p *= (value >>> (7 - bits)) & 1 ? one : 1 - one;
        }
        return p;
      },
      learn(value: number) {
        expectNext();
        kernel.call('learnResiduals', made, value);
      },
    };
  }

  test('law residuals: what comes again and again is likely, however often it comes', async () => {
    const r = await residuals();
    for (let i = 0; i < 4500; i++) {
      r.learn(MEAN);
      if (i >= 100) expect(r.probability(MEAN)).toBeGreaterThan(0.6);
    }
  });

  test('law residuals: where errors are small, nothing is known of those where they are large', async () => {
    const r = await residuals();
    for (let i = 0; i < 400; i++) r.learn(MEAN + (i % 2 ? 12 : -12));
    expect(r.probability(MEAN + 12)).toBeGreaterThan(0.2);
    for (let i = 0; i < 20; i++) r.learn(MEAN + (i % 2 ? 3 : -3));
    expect(r.probability(MEAN + 12)).toBeLessThan(0.02);
    expect(r.probability(MEAN + 3)).toBeGreaterThan(0.1);
  });
});
