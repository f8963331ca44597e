/** Laws of what the coder's models are made of. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HISTORIES, INITIAL } from '../../spec/context/bit-history.js';
import { Apm as ApmTwin } from '../../spec/mixing/apm.js';
import { Mixer as MixerTwin } from '../../spec/mixing/mixer.js';
import { SingleMixer as SingleMixerTwin } from '../../spec/mixing/single-mixer.js';
import { StateMap as StateMapTwin } from '../../spec/mixing/state-map.js';
import * as numbers from '../../spec/numbers.js';
import { Apm, Mixer, nextHistory, Probabilities, StateMap, squash, stretch } from '../../src/coder/index.js';
import { sumOf, weights } from './operations.js';

/** As the coder takes it. */
const scaled = (p: number): number => Math.min(Math.max(Math.floor(p * 2 ** 32), 2 ** 10), 2 ** 32 - 2 ** 10);

/** Numbers that look random, from 0 to below 1. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('law coder quantising: frequencies add up, keep order and what may occur, and cost no more than is promised', () =>
  fc.assert(
    fc.property(weights(1500), (p) => {
      const table = new Probabilities(p);
      const sum = sumOf(p);
      const bound = 2 * Math.log2(2 ** 24 / (2 ** 24 - Math.min(p.length, 512)));
      const share = (table: { cumulative: Uint32Array; total: number }, i: number): number =>
        (table.cumulative[i + 1]! - table.cumulative[i]!) / table.total;
      let worst = 0;
      for (let block = 0; 512 * block < p.length; block++) {
        const inside =
          table.blocks.cumulative[block + 1]! > table.blocks.cumulative[block]! ? table.within(block) : null;
        if (inside !== null) expect(inside.total).toBe(2 ** 24);
        for (let i = 512 * block; i < Math.min(512 * block + 512, p.length); i++) {
          if (p[i] === 0) {
            expect(inside === null ? 0 : share(inside, i & 511)).toBe(0);
            continue;
          }
          const q = share(table.blocks, block) * share(inside!, i & 511);
          worst = Math.max(worst, Math.log2(p[i]! / sum / q));
          if (i % 512 === 0) continue;
          const [now, before] = [p[i]! - p[i - 1]!, share(inside!, i & 511) - share(inside!, (i - 1) & 511)];
          // Of equal ones the first of the most probable has what is left over.
          if (now > 0) expect(before).toBeGreaterThanOrEqual(0);
          if (now < 0) expect(before).toBeLessThanOrEqual(0);
        }
      }
      expect(table.blocks.total).toBe(2 ** 24);
      expect(worst).toBeLessThanOrEqual(bound + 1e-9);
    }),
    { numRuns: 60 },
  ));

describe('law coder components: equal to the specification, which is equal to the kernel', () => {
  test('law coder components: stretch and squash', () => {
    for (let i = 0; i < 4096; i++) expect(stretch(i * 2 ** 20 + 77)).toBe(numbers.STRETCH[i]);
    for (let x = -17; x < 17; x += 0.0137) expect(squash(x)).toBe(scaled(numbers.squash(Math.fround(x))));
  });

  test('law coder components: StateMap', () => {
    const random = randomOf(1);
    for (const limit of [2, 30, 1023]) {
      const [map, twin] = [new StateMap(3, limit), new StateMapTwin(3)];
      for (let i = 0; i < 4000; i++) {
        const [context, bit] = [i % 3, random() < [0.003, 0.5, 0.97][i % 3]! ? 1 : 0];
        expect(map.p(context)).toBe(Math.max(twin.p(context) * 2 ** 10, 2 ** 10));
        expect(map.stretched(context)).toBe(twin.stretched(context));
        map.learn(context, bit);
        twin.learn(context, bit, limit);
      }
    }
  });

  test('law coder components: bit histories', () => {
    const map = StateMap.ofHistories();
    HISTORIES.forEach(({ next }, state) => {
      expect([nextHistory(state, 0), nextHistory(state, 1)]).toEqual(next);
      expect(map.p(state)).toBe(INITIAL[state]! - (INITIAL[state]! & 1023));
    });
  });

  test('law coder components: Apm', () => {
    const random = randomOf(2);
    const [map, twin] = [new Apm(4, 255), new ApmTwin(2, 255)];
    for (let i = 0; i < 3000; i++) {
      const [x, context, bit] = [Math.fround(20 * random() - 10), i & 3, random() < 0.2 ? 1 : 0];
      twin.select(context);
      expect(map.refine(x, context)).toBe(scaled(twin.refine(x)));
      map.learn(bit);
      twin.learn(bit);
    }
  });

  test.each([
    { inputs: 3, contexts: [5] },
    { inputs: 8, contexts: [2] },
    { inputs: 11, contexts: [3, 1, 4, 2, 6] },
    { inputs: 8, contexts: [1, 7] },
  ])('law coder components: Mixer of $inputs inputs and sets of $contexts', ({ inputs, contexts }) => {
    const random = randomOf(inputs);
    const isSingle = contexts.length === 1;
    const mixer = new Mixer(inputs, contexts, { rate: 0.004, firstRate: 0.025, weight: 0.2 });
    const twin = isSingle
      ? new SingleMixerTwin(8, contexts[0]!, 0.004)
      : new MixerTwin(inputs, contexts, 1, [Math.fround(0.025), 0.004], 0);
    const x = twin.claim(inputs, 1, 0.2);
    for (let i = 0; i < 1000; i++) {
      for (let k = 0; k < inputs; k++) mixer.inputs[k] = x[k] = 16 * random() - 8;
      const chosen = contexts.map((n) => Math.floor(random() * n));
      chosen.forEach((context, set) => {
        mixer.select(set, context);
      });
      if (twin instanceof SingleMixerTwin) twin.select(chosen[0]!);
      else twin.select(chosen, 0);
      const y = mixer.predict();
      const expected = twin.predict();
      if (isSingle) expect(mixer.p).toBe(scaled(expected));
      else expect([y, mixer.p]).toEqual([expected, scaled(numbers.squash(expected))]);
      const bit = random() < 0.4 === y > 0 ? 1 : 0;
      mixer.learn(bit);
      twin.learn(bit);
    }
  });
});

test('components refuse contexts and symbols that they do not have', () => {
  expect(() => new StateMap(4).p(4)).toThrow('no context 4 of 4');
  expect(() => new Mixer(2, [3]).select(0, 3)).toThrow('no context 3 of set 0');
  expect(() => new Mixer(2, [3]).select(1, 0)).toThrow('no context 0 of set 1');
  expect(() => new Apm(2).refine(0, 2)).toThrow(RangeError);
  expect(() => new Apm(2).refine(Number.NaN, 0)).toThrow(RangeError);
});
