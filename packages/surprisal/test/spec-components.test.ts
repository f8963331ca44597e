/** Law spec, of what context mixers are made of: each component of the kernel equals its specification, bit for bit. */
import { expect, test } from 'vitest';
import { HISTORIES } from '../spec/context/bit-history.js';
import { HashedContexts } from '../spec/context/hashed-contexts.js';
import { History } from '../spec/context/history.js';
import { LongMatch } from '../spec/context/long-match.js';
import { Match } from '../spec/context/match.js';
import { Runs } from '../spec/context/runs.js';
import { Apm } from '../spec/mixing/apm.js';
import { Mixer } from '../spec/mixing/mixer.js';
import { SingleMixer } from '../spec/mixing/single-mixer.js';
import { StateMap } from '../spec/mixing/state-map.js';
import { STRETCH, squash } from '../spec/numbers.js';
import { Components, randomOf } from './support/components.js';

const kernel = await Components.create();
const upTo = (random: () => number, end: number): number => Math.floor(end * random());

test('law spec: stretch, squash and bit histories', () => {
  expect([...kernel.floats(4096, kernel.call('stretches'))]).toEqual(STRETCH.map(Math.fround));
  for (let x = -18; x < 18; x += 0.013) expect(kernel.call('squashed', x)).toBe(squash(Math.fround(x)));
  HISTORIES.forEach(({ next }, state) => {
    expect([0, 1].map((bit) => kernel.call('nextHistory', state, bit))).toEqual(next);
  });
});

test('law spec: state maps and adaptive maps', () => {
  const random = randomOf(1);
  const [map, apm, made] = [new StateMap(1), new Apm(2, 255), kernel.call('makeApm', 2, 255)];
  for (let i = 0; i < 3000; i++) {
    const [bit, x, context] = [random() < 0.3 ? 1 : 0, Math.fround(20 * random() - 10), upTo(random, 9)];
    const entry = kernel.call('learnedEntry', map.entries[0]!, bit, 200) >>> 0;
    map.learn(0, bit, 200);
    expect(entry).toBe(map.entries[0]);
    apm.select(context);
    expect(kernel.call('refineApm', made, context, x)).toBe(Math.fround(apm.refine(x)));
    apm.learn(bit);
    kernel.call('learnApm', made, bit);
  }
});

test.each([
  { inputs: 5, sets: [3] },
  { inputs: 19, sets: [3, 1, 4, 2, 6] },
])('law spec: a mixer of $inputs inputs and sets of $sets rows', ({ inputs, sets }) => {
  const random = randomOf(inputs);
  kernel.words(sets.length).set(sets);
  const made = kernel.call('makeMixer', inputs, sets.length, 2, 0.02, 0.004, 0.0015, 0.01);
  const at = kernel.call('claimMixer', made, inputs, 1, 0.2);
  const mixer = new Mixer(inputs, sets, 2, [0.02, 0.004, Math.fround(0.0015)], 0.01);
  const x = mixer.claim(inputs, 1, 0.2);
  for (let i = 0; i < 1500; i++) {
    const [rows, final] = [sets.map((count) => upTo(random, count)), i & 1];
    for (let k = 0; k < inputs; k++) x[k] = 8 * random() - 4;
    kernel.floats(inputs, at).set(x);
    for (const [set, row] of rows.entries()) kernel.call('selectMixer', made, set, row);
    kernel.call('selectFinal', made, final);
    mixer.select(rows, final);
    expect(kernel.call('predictMixer', made)).toBe(mixer.predict());
    const bit = random() < 0.3 ? 1 : 0;
    kernel.call('learnMixer', made, bit);
    mixer.learn(bit);
  }
});

test('law spec: a mixer of one layer', () => {
  const random = randomOf(12);
  const made = kernel.call('makeSingleMixer', 12, 2, 0.004);
  const at = kernel.call('claimSingleMixer', made, 3, 4, 0.3);
  const mixer = new SingleMixer(12, 2, 0.004);
  const x = mixer.claim(3, 4, 0.3);
  for (let i = 0; i < 1500; i++) {
    for (let k = 0; k < 12; k++) x[k] = 8 * random() - 4;
    kernel.floats(12, at).set(x);
    mixer.select(i & 1);
    expect(kernel.call('predictSingleMixer', made, i & 1)).toBe(mixer.predict());
    const bit = random() < 0.3 ? 1 : 0;
    kernel.call('learnSingleMixer', made, bit);
    mixer.learn(bit);
  }
});

test.each([0, 2])('law spec: hashed contexts and run maps, %i of them caseless', (caseless) => {
  const count = 4;
  const [tableBits, runBits] = [6, 9];
  const [made, maps] = [
    kernel.call('makeHashedContexts', count, tableBits, caseless),
    kernel.call('makeRunMaps', count, runBits),
  ];
  const [table, runs] = [new HashedContexts(count, tableBits), new Runs(count, runBits)];
  table.caseless = caseless;
  table.inputs = new Float32Array(4 * count);
  runs.inputs = new Float32Array(count);
  const random = randomOf(caseless + 1);
  const text = Array.from({ length: 1200 }, () => 'aAbB .'.charCodeAt(upTo(random, 6)));
  let before = 0;
  text.forEach((byte, n) => {
    const learning = n % 400 < 350;
    const contexts = [0, 1, 2, 3].map((order) =>
      text.slice(Math.max(n - order, 0), n).reduce((hash, c) => (Math.imul(hash, 0x2f0b4c47) + c) >>> 0, order),
    );
    kernel.words(count).set(contexts);
    kernel.call('setContexts', count);
    kernel.words(count).set(contexts);
    kernel.call('perceiveRunMaps', maps, before, count, learning ? 1 : 0);
    if (learning) runs.learnByte(before);
    for (const [i, context] of contexts.entries()) {
      table.set(i, context);
      runs.set(i, context, learning);
    }
    for (let bits = 0; bits < 8; bits++) {
      const partial = (256 | byte) >>> (8 - bits);
      if (bits % 4 === 0) {
        kernel.call('selectContexts', made, partial, learning ? 1 : 0);
        if (bits) table.selectSecond(partial, learning);
        else table.select(learning);
      }
      const node = bits < 4 ? partial : (partial & ((1 << (bits - 4)) - 1)) | (1 << (bits - 4));
      const found = kernel.floats(4 * count, kernel.call('predictContexts', made, node, 0));
      table.predict(node);
      expect(found.map((x) => x + 0)).toEqual(table.inputs.map((x) => x + 0)); // -0 is 0
      expect(kernel.call('knownContexts', made)).toBe(table.known);
      const expected = kernel.floats(count, kernel.call('predictRunMaps', maps, partial, bits));
      runs.predict(partial, bits);
      expect(expected.map((x) => x + 0)).toEqual(runs.inputs.map((x) => x + 0));
      if (!learning) continue;
      const bit = (byte >>> (7 - bits)) & 1;
      kernel.call('learnContexts', made, node, bit);
      kernel.call('learnRunMaps', maps, bit);
      table.learn(node, bit);
      runs.learn(bit);
    }
    before = byte;
  });
});

test('law spec: matches, and a very long one alone', () => {
  const minimum = 5;
  kernel.call('makeHistory', 12);
  const made = kernel.call('makeMatch', minimum, 10);
  const ahead = kernel.call('makeLongMatch', made);
  const history = new History(12);
  const match = new Match(history, minimum, 10);
  const alone = new LongMatch(match);
  const random = randomOf(6);
  const bytes = Array.from({ length: 2400 }, (_, i) => (i % 800 < 60 ? upTo(random, 3) : i % 800 === 700 ? 9 : 7));
  for (const [n, byte] of bytes.entries()) {
    const learning = n < 1500 || n > 1600;
    for (let bits = 0; bits < 8; bits++) {
      const [partial, bit] = [(256 | byte) >>> (8 - bits), (byte >>> (7 - bits)) & 1];
      if (alone.active) {
        expect(kernel.call('predictLongMatch', ahead, partial, bits) >>> 0).toBe(alone.predict(partial, bits));
        kernel.call('updateLongMatch', ahead, bit, learning ? 1 : 0);
        if (learning) alone.learn(bit);
        alone.perceive(bit);
        continue;
      }
      const found = kernel.floats(4, kernel.call('predictMatch', made, partial, bits));
      match.predict(partial, bits);
      expect(found.map((x) => x + 0)).toEqual(match.inputs.map((x) => x + 0));
      if (learning) {
        kernel.call('learnMatch', made, bit);
        match.learn(bit);
      }
      kernel.call('perceiveMatchBit', made, bit);
      match.perceive(bit);
    }
    kernel.call('append', byte);
    history.append(byte);
    expect(kernel.call('hashOfHistory', minimum) >>> 0).toBe(history.hash(minimum));
    match.perceiveByte(history.hash(minimum), learning);
    expect(kernel.call('perceiveMatch', made, history.hash(minimum), learning ? 1 : 0)).toBe(match.length);
    alone.perceiveByte();
    expect(kernel.call('perceiveLongMatch', ahead) === 1).toBe(alone.active);
  }
});
