/** Shannon's measures against closed forms, and the laws that hold for all distributions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  binaryEntropy,
  conditionalEntropy,
  crossEntropy,
  entropy,
  jensenShannonDivergence,
  jointEntropy,
  klDivergence,
  marginals,
  mutualInformation,
  perplexity,
} from '../../src/uses/information/index.js';
import { conditional, distribution, joint, pair, transposed } from '../support/distributions.js';

const DIGITS = 10;

describe('known values', () => {
  test('a fair die, a certain outcome, the example of Cover and Thomas 2.1.1', () => {
    expect(entropy(new Array(6).fill(1 / 6))).toBeCloseTo(Math.log2(6), DIGITS);
    expect(entropy([0, 1, 0])).toBe(0);
    expect(entropy([1 / 2, 1 / 4, 1 / 8, 1 / 8])).toBe(1.75);
    expect(perplexity(new Array(6).fill(1 / 6))).toBeCloseTo(6, DIGITS);
    expect(binaryEntropy(0.11)).toBeCloseTo(0.499916, 6);
  });

  test('the joint distribution of Cover and Thomas 2.2.1', () => {
    // Rows Y, columns X, as printed there.
    const table = [
      [1 / 8, 1 / 16, 1 / 32, 1 / 32],
      [1 / 16, 1 / 8, 1 / 32, 1 / 32],
      [1 / 16, 1 / 16, 1 / 16, 1 / 16],
      [1 / 4, 0, 0, 0],
    ];
    expect(jointEntropy(table)).toBe(27 / 8);
    expect(conditionalEntropy(table)).toBe(11 / 8); // H(X|Y)
    expect(conditionalEntropy(transposed(table))).toBe(13 / 8); // H(Y|X)
    expect(mutualInformation(table)).toBe(3 / 8);
    expect([...marginals(table).columns]).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 8]);
  });

  test('two coins: D(p‖q) = p log p/q + (1 − p) log (1 − p)/(1 − q)', () => {
    expect(klDivergence([1 / 2, 1 / 2], [3 / 4, 1 / 4])).toBeCloseTo(1 - Math.log2(3) / 2, DIGITS);
    expect(klDivergence([3 / 4, 1 / 4], [1 / 2, 1 / 2])).toBeCloseTo((3 / 4) * Math.log2(3) - 1, DIGITS);
    expect(klDivergence([1, 0], [0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(crossEntropy([1, 0], [0, 1])).toBe(Number.POSITIVE_INFINITY);
    expect(jensenShannonDivergence([1, 0], [0, 1])).toBe(1);
    expect(jensenShannonDivergence([1, 0], [0, 1], 0.25)).toBeCloseTo(binaryEntropy(0.25), DIGITS);
  });

  test('a binary erasure: I(X;Y) = (1 − e) H(X)', () => {
    for (const [p, e] of [
      [0.3, 0.2],
      [0.5, 0],
      [0.1, 0.9],
    ] as const) {
      const table = [
        [p * (1 - e), 0, p * e],
        [0, (1 - p) * (1 - e), (1 - p) * e],
      ];
      expect(mutualInformation(table)).toBeCloseTo((1 - e) * binaryEntropy(p), DIGITS);
    }
  });
});

describe('laws', () => {
  test('law bounds: 0 ≤ H ≤ log2 n, and the most is the uniform one', () =>
    fc.assert(
      fc.property(distribution(), (p) => {
        expect(entropy(p)).toBeGreaterThanOrEqual(0);
        expect(entropy(p)).toBeLessThanOrEqual(Math.log2(p.length) + 1e-12);
        const uniform = p.map(() => 1 / p.length);
        expect(klDivergence(p, uniform)).toBeCloseTo(Math.log2(p.length) - entropy(p), DIGITS);
      }),
    ));

  test('law chain rule: H(X,Y) = H(X) + H(Y|X) = H(Y) + H(X|Y)', () =>
    fc.assert(
      fc.property(joint(), (table) => {
        const { rows, columns } = marginals(table);
        expect(entropy(rows) + conditionalEntropy(table)).toBeCloseTo(jointEntropy(table), DIGITS);
        expect(entropy(columns) + conditionalEntropy(transposed(table))).toBeCloseTo(jointEntropy(table), DIGITS);
      }),
    ));

  test('law mutual information: symmetric, H(X) + H(Y) − H(X,Y), the divergence from independence', () =>
    fc.assert(
      fc.property(joint(), (table) => {
        const { rows, columns } = marginals(table);
        const shared = mutualInformation(table);
        expect(shared).toBeGreaterThanOrEqual(0);
        expect(mutualInformation(transposed(table))).toBeCloseTo(shared, DIGITS);
        expect(entropy(rows) + entropy(columns) - jointEntropy(table)).toBeCloseTo(shared, DIGITS);
        const independent = [...rows].flatMap((x) => [...columns].map((y) => x * y));
        expect(klDivergence(table.flat(), independent)).toBeCloseTo(shared, DIGITS);
      }),
    ));

  test('law divergence: never negative, 0 for equals, H(p,q) = H(p) + D(p‖q)', () =>
    fc.assert(
      fc.property(pair(), ([p, q]) => {
        expect(klDivergence(p, q)).toBeGreaterThanOrEqual(0);
        expect(klDivergence(p, p)).toBe(0);
        expect(crossEntropy(p, q)).toBeCloseTo(entropy(p) + klDivergence(p, q), 8);
      }),
    ));

  test('law Jensen–Shannon: symmetric, 0 … 1, H(m) − (H(p) + H(q)) / 2, its root keeps the triangle', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(distribution(n), distribution(n), distribution(n))),
        ([p, q, r]) => {
          const js = jensenShannonDivergence(p, q);
          const mean = p.map((value, i) => (value + q[i]!) / 2);
          expect(jensenShannonDivergence(q, p)).toBeCloseTo(js, DIGITS);
          expect(js).toBeLessThanOrEqual(1 + 1e-12);
          expect(js).toBeCloseTo(entropy(mean) - (entropy(p) + entropy(q)) / 2, DIGITS);
          const root = (a: number[], b: number[]): number => Math.sqrt(jensenShannonDivergence(a, b));
          expect(root(p, q)).toBeLessThanOrEqual(root(p, r) + root(r, q) + 1e-7);
        },
      ),
    ));

  test('law data processing: what a channel makes of Y says no more about X than Y', () =>
    fc.assert(
      fc.property(joint(), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (table, random) => {
        const channel = conditional(table[0]!.length, 3, random);
        const through = table.map((row) =>
          channel[0]!.map((_, z) => row.reduce((sum, p, y) => sum + p * channel[y]![z]!, 0)),
        );
        expect(mutualInformation(through)).toBeLessThanOrEqual(mutualInformation(table) + 1e-12);
      }),
    ));
});

test('what is no distribution is refused', () => {
  expect(() => entropy([0.5, 0.4])).toThrow(RangeError);
  expect(() => entropy([1.5, -0.5])).toThrow(RangeError);
  expect(() => entropy([Number.NaN, 1])).toThrow(RangeError);
  expect(() => entropy([])).toThrow(RangeError);
  expect(() => entropy(undefined as never)).toThrow(TypeError);
  expect(() => entropy(['1'] as never)).toThrow(TypeError);
  expect(() => klDivergence([1], [0.5, 0.5])).toThrow(RangeError);
  expect(() => mutualInformation([[0.5], [0.25, 0.25]])).toThrow(RangeError);
  expect(() => mutualInformation([])).toThrow(RangeError);
  expect(() => binaryEntropy(1.1)).toThrow(RangeError);
  expect(() => jensenShannonDivergence([1], [1], 2)).toThrow(RangeError);
});
