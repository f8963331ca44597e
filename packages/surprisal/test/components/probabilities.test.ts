/** Laws of what turns evidence into probabilities: state maps, bit histories, adaptive maps, stretch and squash. */
import { describe, expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const logit = (p: number): number => Math.log(p / (1 - p));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const kernel = await Components.create();

test('law stretch: ln(p / (1 - p)) of the middle of each of 4096 steps', () => {
  const table = kernel.floats(4096, kernel.call('stretches'));
  for (let i = 0; i < 4096; i++) expect(table[i]).toBeCloseTo(logit((i + 0.5) / 4096), 5);
});

test('law squash: 1 / (1 + e^-x) within 15.25 of 0, and constant beyond', () => {
  for (let x = -18; x <= 18; x += 0.037) {
    const expected = logistic(Math.min(Math.max(x, -15.25), 15.25));
    expect(Math.abs(kernel.call('squashed', x) / expected - 1)).toBeLessThan(1e-5);
    kernel.floats(4).set([x, -x, x / 2, 0]);
    const one = [x, -x, x / 2, 0].map((y) => kernel.call('squashed', y));
    kernel.floats(4).set([x, -x, x / 2, 0]);
    kernel.call('squashFour');
    expect([...kernel.floats(4)]).toEqual(one.map(Math.fround));
  }
});

describe('state map', () => {
  /** P(1) of an entry, and how often it was updated. */
  const parts = (entry: number): [p: number, n: number] => [(entry >>> 10) / 2 ** 22, entry & 1023];

  test.each([2, 30, 255, 1023])('law state map: p moves by (bit - p) / (n + 1.5), n counts to %i', (limit) => {
    const random = randomOf(limit);
    let entry = 2 ** 31;
    for (let i = 0; i < 3000; i++) {
      const bit = random() < 0.8 ? 1 : 0;
      const [p, n] = parts(entry);
      entry = kernel.call('learnedEntry', entry, bit, limit) >>> 0;
      const [now, counted] = parts(entry);
      // 2^13 / (n + 1.5) is cut off to a whole number, and the error to a multiple of 2^-19.
      const step = (bit - p) / (n + 1.5);
      const cut = Math.abs(bit - p) / 2 ** 13 + 2 ** -19 / (n + 1.5) + 2 ** -22;
      expect(Math.abs(now - p - step)).toBeLessThanOrEqual(cut);
      expect(counted).toBe(Math.min(n + 1, limit));
    }
  });

  test('law state map: the rate is 2^13 / (n + 1.5), cut off', () => {
    for (let n = 0; n < 1023; n++) {
      // An entry of 0 and a bit of 1: the error is 2^22, an eighth of it 2^19.
      const moved = kernel.call('learnedEntry', n, 1, 1023) >>> 10;
      expect(moved).toBe((2 ** 19 * Math.floor(2 ** 13 / (n + 1.5))) / 2 ** 10);
    }
  });
});

describe('bit histories', () => {
  const stateAfter = (bits: string, state = 0): number =>
    [...bits].reduce((at, bit) => kernel.call('nextHistory', at, Number(bit)), state);

  test('law bit histories: up to four bits every sequence is a state of its own', () => {
    const sequences = Array.from({ length: 5 }, (_, n) =>
      Array.from({ length: 2 ** n }, (_, i) => (i + 2 ** n).toString(2).slice(1)),
    ).flat();
    expect(new Set(sequences.map((bits) => stateAfter(bits))).size).toBe(31);
  });

  test('law bit histories: no bit leads to the empty state', () => {
    const reached = new Set([0]);
    for (const state of reached) for (const bit of [0, 1]) reached.add(kernel.call('nextHistory', state, bit));
    for (const state of reached) for (const bit of [0, 1]) expect(kernel.call('nextHistory', state, bit)).not.toBe(0);
    expect(reached.size).toBeLessThanOrEqual(256);
  });

  test('law bit histories: equal bits lengthen a history to the 40th, and a state has a higher number if it is longer', () => {
    let state = 0;
    for (let n = 1; n <= 40; n++) {
      const next = stateAfter('1', state);
      expect(next).toBeGreaterThan(state);
      state = next;
    }
    expect(stateAfter('1', state)).toBe(state);
  });

  test('law bit histories: the other bit leaves of a count its number of binary digits', () => {
    // Seven ones, then a zero: of seven three are left, of the zero one. So do 3 ones and a zero, the last bit being 0.
    expect(stateAfter('11111110')).toBe(stateAfter('1110'));
    expect(stateAfter('111111110')).not.toBe(stateAfter('1110')); // eight have four digits
  });
});

describe('adaptive map', () => {
  test('law adaptive map: untrained, it returns the probability it is given', () => {
    const map = kernel.call('makeApm', 2, 255);
    for (let x = -7.4; x < 7.4; x += 0.11) {
      // Between two buckets a straight line stands for the curve.
      expect(Math.abs(kernel.call('refineApm', map, 1, x) - logistic(x))).toBeLessThan(0.013);
    }
  });

  test('law adaptive map: in a context it comes to the share of ones there, elsewhere nothing changes', () => {
    const map = kernel.call('makeApm', 2, 255);
    const random = randomOf(7);
    const before = kernel.call('refineApm', map, 2, 0.5);
    for (let i = 0; i < 4000; i++) {
      kernel.call('refineApm', map, 1, 0.5);
      kernel.call('learnApm', map, random() < 0.1 ? 1 : 0);
    }
    expect(kernel.call('refineApm', map, 1, 0.5)).toBeLessThan(0.16);
    expect(kernel.call('refineApm', map, 2, 0.5)).toBe(before);
    expect(kernel.call('refineApm', map, 1 + 4, 0.5)).toBe(kernel.call('refineApm', map, 1, 0.5));
  });

  test('law adaptive map: the nearer of two buckets is trained', () => {
    const map = kernel.call('makeApm', 0, 255);
    const at = (x: number): number => kernel.call('refineApm', map, 0, x);
    const [low, high] = [at(0.5), at(1.5)];
    at(0.7); // between the buckets at 0.5 and 1.5, nearer to the first
    kernel.call('learnApm', map, 0);
    expect(at(0.5)).toBeLessThan(low);
    expect(at(1.5)).toBe(high);
  });
});
