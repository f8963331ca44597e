/** Capacity, rate–distortion and bottleneck, against closed forms and their own bounds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  binaryEntropy,
  channelCapacity,
  entropy,
  informationBottleneck,
  mutualInformation,
  rateAtDistortion,
  rateDistortionAtSlope,
} from '../../src/uses/information/index.js';
import { conditional, distribution, joint } from '../support/distributions.js';

const HAMMING = [
  [0, 1],
  [1, 0],
];
const stream = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));

describe('channel capacity', () => {
  test('symmetric 1 − H(e), erasing 1 − e, Z channel, noisy typewriter', () => {
    for (const e of [0, 0.1, 0.3, 0.5]) {
      const symmetric = [
        [1 - e, e],
        [e, 1 - e],
      ];
      expect(channelCapacity(symmetric).capacity).toBeCloseTo(1 - binaryEntropy(e), 9);
      const erasing = [
        [1 - e, 0, e],
        [0, 1 - e, e],
      ];
      expect(channelCapacity(erasing).capacity).toBeCloseTo(1 - e, 9);
      // A Z channel: log2(1 + (1 − e) e^(e / (1 − e))).
      const z = channelCapacity([
        [1, 0],
        [e, 1 - e],
      ]);
      expect(z.capacity).toBeCloseTo(Math.log2(1 + (1 - e) * e ** (e / (1 - e))), 8);
      expect(z.gap).toBeLessThanOrEqual(1e-9);
    }
    const typewriter = Array.from({ length: 26 }, (_, x) =>
      Array.from({ length: 26 }, (_, y) => (y === x || y === (x + 1) % 26 ? 1 / 2 : 0)),
    );
    expect(channelCapacity(typewriter).capacity).toBeCloseTo(Math.log2(13), 9);
  });

  test('law capacity: the input it names carries the capacity, and no other carries more', () =>
    fc.assert(
      fc.property(stream, distribution(3), (random, other) => {
        const channel = conditional(3, 4, random);
        const { capacity, input, gap } = channelCapacity(channel, { tolerance: 1e-6 });
        const carried = (p: ArrayLike<number>): number =>
          mutualInformation(channel.map((row, x) => row.map((value) => value * p[x]!)));
        expect(carried(input)).toBeGreaterThanOrEqual(capacity - 1e-6);
        expect(carried(other)).toBeLessThanOrEqual(capacity + gap + 1e-9);
      }),
      { numRuns: 30 },
    ));
});

describe('rate and distortion', () => {
  test('a coin, told wrong with probability D: R(D) = H(p) − H(D)', () => {
    for (const p of [0.5, 0.3, 0.11]) {
      for (const D of [0, 0.01, 0.05, 0.1, 0.29, 0.6]) {
        const expected = D < Math.min(p, 1 - p) ? binaryEntropy(p) - binaryEntropy(D) : 0;
        const { rate, gap } = rateAtDistortion([p, 1 - p], HAMMING, D);
        expect(rate).toBeCloseTo(expected, 8);
        expect(gap).toBeLessThanOrEqual(1e-9);
      }
    }
  });

  test('one of m equals: R(D) = log2 m − H(D) − D log2 (m − 1)', () => {
    const m = 5;
    const hamming = Array.from({ length: m }, (_, x) => Array.from({ length: m }, (_, y) => (x === y ? 0 : 1)));
    for (const D of [0.1, 0.4, 0.7]) {
      const expected = Math.log2(m) - binaryEntropy(D) - D * Math.log2(m - 1);
      expect(rateAtDistortion(new Array(m).fill(1 / m), hamming, D).rate).toBeCloseTo(expected, 8);
    }
  });

  test('a fair coin that may be left out but never told wrong: the straight line 1 − D', () => {
    const never = Number.POSITIVE_INFINITY;
    const erasing = [
      [0, never, 1],
      [never, 0, 1],
    ];
    for (const D of [0, 0.25, 0.5, 0.9, 1]) {
      expect(rateAtDistortion([0.5, 0.5], erasing, D, { tolerance: 1e-4 }).rate).toBeCloseTo(1 - D, 3);
    }
  });

  test('the slope: −β = log2 D / (1 − D) for a coin', () => {
    const D = 0.1;
    const beta = Math.log2((1 - D) / D);
    const point = rateDistortionAtSlope([0.4, 0.6], HAMMING, beta);
    expect(point.distortion).toBeCloseTo(D, 6);
    expect(point.rate).toBeCloseTo(binaryEntropy(0.4) - binaryEntropy(D), 6);
    expect(point.gap).toBeLessThanOrEqual(1e-9);
  });

  test('law rate: the channel has the rate and the distortion it says, and no other is below its line', () =>
    fc.assert(
      fc.property(distribution(4), stream, fc.double({ min: 0.1, max: 8, noNaN: true }), (p, random, beta) => {
        const distortion = p.map(() => [0, 1, 2].map(() => random.next().value));
        const point = rateDistortionAtSlope(p, distortion, beta, { tolerance: 1e-6 });
        const measured = (channel: readonly ArrayLike<number>[]): { rate: number; mean: number } => {
          const table = p.map((px, x) => Array.from(channel[x]!, (value) => px * value));
          const mean = table.flatMap((row, x) => row.map((value, y) => value * distortion[x]![y]!));
          return { rate: mutualInformation(table), mean: mean.reduce((a, b) => a + b, 0) };
        };
        const { rate, mean } = measured(point.channel);
        expect(point.rate).toBeCloseTo(rate, 9);
        expect(point.distortion).toBeCloseTo(mean, 9);
        const other = measured(conditional(4, 3, random));
        expect(other.rate + beta * other.mean).toBeGreaterThanOrEqual(rate + beta * mean - point.gap - 1e-9);
      }),
      { numRuns: 30 },
    ));

  test('law rate: R falls and is convex; it is H at no distortion', () =>
    fc.assert(
      fc.property(distribution(4), (p) => {
        const hamming = p.map((_, x) => p.map((_, y) => (x === y ? 0 : 1)));
        const tolerance = 1e-4;
        const rates = [0, 0.1, 0.2, 0.3].map((D) => rateAtDistortion(p, hamming, D, { tolerance }).rate);
        expect(rates[0]).toBeCloseTo(entropy(p), 3);
        for (let i = 0; i < 3; i++) expect(rates[i + 1]).toBeLessThanOrEqual(rates[i]! + tolerance);
        for (let i = 1; i < 3; i++)
          expect(2 * rates[i]!).toBeLessThanOrEqual(rates[i - 1]! + rates[i + 1]! + 4 * tolerance);
      }),
      { numRuns: 10 },
    ));

  test('what cannot be is refused', () => {
    expect(() => rateAtDistortion([0.5, 0.5], [[1], [1]], 0.5)).toThrow(RangeError);
    expect(() => rateAtDistortion([0.5, 0.5], [[Number.POSITIVE_INFINITY], [1]], 0.5)).toThrow(RangeError);
    expect(() => rateDistortionAtSlope([0.5, 0.5], HAMMING, 0)).toThrow(RangeError);
    expect(() => rateDistortionAtSlope([1], HAMMING, 1)).toThrow(RangeError);
    expect(() =>
      rateDistortionAtSlope(
        [0.5, 0.5],
        [
          [0, -1],
          [1, 0],
        ],
        1,
      ),
    ).toThrow(RangeError); // prettier-ignore
    expect(() => channelCapacity([[0.5, 0.6]])).toThrow(RangeError);
  });
});

describe('information bottleneck', () => {
  const noisyCoin = (e: number): number[][] => [
    [(1 - e) / 2, e / 2],
    [e / 2, (1 - e) / 2],
  ];

  test('a fair coin seen through noise: T is the coin through more noise', () => {
    // I(X;T) = 1 − H(d), I(T;Y) = 1 − H(d(1 − e) + e(1 − d)) for some d (Wyner and Ziv: Mrs. Gerber's lemma).
    const e = 0.1;
    for (const beta of [2, 4, 10]) {
      const { rate, relevance, encoder, gap } = informationBottleneck(noisyCoin(e), beta);
      const d = Math.min(encoder[0]![0]!, encoder[0]![1]!);
      expect(rate).toBeCloseTo(1 - binaryEntropy(d), 5);
      expect(relevance).toBeCloseTo(1 - binaryEntropy(d * (1 - e) + e * (1 - d)), 5);
      expect(gap).toBeLessThanOrEqual(1e-9);
      // And it is the best such d.
      const cost = (t: number): number => 1 - binaryEntropy(t) - beta * (1 - binaryEntropy(t * (1 - e) + e * (1 - t)));
      for (let t = 0.01; t < 0.5; t += 0.01) expect(cost(t)).toBeGreaterThanOrEqual(rate - beta * relevance - 1e-6);
    }
  });

  test('below the critical β = 1 / (1 − 2e)² it says nothing', () => {
    const e = 0.25; // critical at 4
    expect(informationBottleneck(noisyCoin(e), 3.5).rate).toBeCloseTo(0, 4);
    expect(informationBottleneck(noisyCoin(e), 5).rate).toBeGreaterThan(0.1);
  });

  test('as many clusters as kinds of x, and a high β, keep all that matters', () => {
    // Rows 0 and 1, and rows 2 and 3, say the same about y: one bit tells them apart.
    const table = [
      [0.2, 0.05],
      [0.16, 0.04],
      [0.05, 0.2],
      [0.06, 0.24],
    ];
    const { rate, relevance, encoder } = informationBottleneck(table, 200, { clusters: 2 });
    expect(relevance).toBeCloseTo(mutualInformation(table), 9);
    expect(rate).toBeCloseTo(binaryEntropy(0.45), 6);
    expect(encoder[0]![0]).toBeCloseTo(encoder[1]![0]!, 6);
  });

  test('law data processing: I(T;Y) ≤ I(X;Y) and I(T;Y) ≤ I(X;T)', () =>
    fc.assert(
      fc.property(
        joint().filter((table) => table.every((row) => row.some((p) => p > 0))),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (table, beta) => {
          const { rate, relevance } = informationBottleneck(table, beta, { starts: 2, tolerance: 1e-6 });
          expect(relevance).toBeLessThanOrEqual(mutualInformation(table) + 1e-9);
          expect(relevance).toBeLessThanOrEqual(rate + 1e-6);
          // Saying nothing costs 0: it does no worse.
          expect(rate - beta * relevance).toBeLessThanOrEqual(1e-4);
        },
      ),
      { numRuns: 30 },
    ));

  test('bad arguments', () => {
    expect(() => informationBottleneck([[1], [0]], 2)).toThrow(RangeError);
    expect(() => informationBottleneck([[1]], 0)).toThrow(RangeError);
    expect(() => informationBottleneck([[1]], 1, { clusters: 0 })).toThrow(RangeError);
  });
});
