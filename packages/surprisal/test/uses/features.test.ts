/** Features: what a codec or a model spent, and on what. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deflate, lz77, lzw } from '../../src/classical/index.js';
import { contextFeatures, featureDistance, modelCost, phraseFeatures } from '../../src/uses/similarity/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const sum = (features: ReadonlyMap<string, number>): number => [...features.values()].reduce((a, b) => a + b, 0);

test('LZW of abababab: the phrases that were sent, 9 bits each', () => {
  expect([...phraseFeatures(utf8('abababab'), 'lzw')]).toEqual([
    ['a', 9],
    ['b', 18],
    ['ab', 9],
    ['aba', 9],
  ]);
});

test('law features: they sum to what was spent, and a thing is at no distance from itself', () =>
  fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'b', 'abc'), minLength: 1, maxLength: 60 }),
      async (text) => {
        const bytes = utf8(text);
        for (const codec of [lzw, lz77, deflate]) {
          const features = phraseFeatures(bytes, codec.name as 'lzw');
          let spent = 0;
          for (const step of codec.steps(bytes)) {
            if (step.kind === 'literal' || step.kind === 'match' || step.kind === 'phrase') spent += step.bits;
          }
          expect(sum(features)).toBeCloseTo(spent, 6);
          expect(featureDistance(features, features)).toBeCloseTo(0, 9);
        }
        const features = await contextFeatures(bytes, 'order-1', 2);
        const cost = await modelCost('order-1', bytes.length);
        expect(sum(features)).toBeCloseTo(cost(bytes), 2);
      },
    ),
    { numRuns: 30 },
  ));

test('what is alike is near, what has nothing in common is at 1', async () => {
  const texts = ['the cat sat on the mat and the cat ate', 'the cat lay on the mat and the cat ran', 'QQQQ WWWW 0000'];
  const [a, b, c] = await Promise.all(texts.map((text) => contextFeatures(utf8(text))));
  expect(featureDistance(a!, b!)).toBeLessThan(0.7);
  expect(featureDistance(a!, c!)).toBe(1);
  expect(featureDistance(a!, b!)).toBe(featureDistance(b!, a!));
  expect(featureDistance(new Map(), new Map())).toBe(1);
});
