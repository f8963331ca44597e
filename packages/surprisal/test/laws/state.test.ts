/** Laws of the state: snapshot, restore, fork, freeze, sample. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { StreamError } from '../../src/base/errors.js';
import { Kernel } from '../../src/predictor/kernel.js';
import { Predictor } from '../../src/predictor/predictor.js';
import { modelOf } from '../../src/registry/models.js';
import { bytes } from '../support/bytes.js';
import { MODELS, runs } from '../support/models.js';

/** Where the kernel's tables begin: kernel/memory.ts. */
const ARENA_START = 1 << 20;

describe.each(MODELS)('%s', (model) => {
  const fresh = (size = 4096): Promise<Predictor> => Predictor.create(model, { size });

  test('law snapshot: restored, it goes on as if nothing had come between', () =>
    fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (x, between, y) => {
        const p = (await fresh()).given(x);
        const snapshot = p.snapshot();
        const expected = p.surprisal(y);
        p.given(between);
        expect(p.restore(snapshot).surprisal(y)).toEqual(expected);
        expect((await fresh()).restore(snapshot).surprisal(y)).toEqual(expected);
      }),
      runs(model, 8),
    ));

  test('law snapshot: in the middle of longer content too', async () => {
    const x = INPUTS['prose']!;
    const p = (await fresh(x.length)).given(x.subarray(0, 9001));
    const other = (await fresh(x.length)).restore(p.snapshot());
    expect(other.encode(x.subarray(9001))).toEqual(p.encode(x.subarray(9001)));
  });

  test('law fork: both go on alike, and neither feels the other', () =>
    fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (x, y, z) => {
        const p = (await fresh()).given(x);
        const q = await p.fork();
        p.given(z);
        const expected = (await fresh()).given(x).surprisal(y);
        expect(q.surprisal(y)).toEqual(expected);
      }),
      runs(model, 8),
    ));

  test('law frozen: what was learned stays as it is, byte for byte, but for the history', async () => {
    const kernel = (await Kernel.create({ model: modelOf(model), size: 4096, kind: 0, stride: 0 }))!;
    kernel.measure(INPUTS['json']!);
    kernel.learning = false;
    const before = kernel.state.slice(ARENA_START);
    const x = INPUTS['prose']!.subarray(0, 3000);
    kernel.measure(x);
    const changed = kernel.state.subarray(ARENA_START).reduce((n, byte, i) => n + (byte === before[i] ? 0 : 1), 0);
    // The history lies in the arena too: it takes up each byte that is perceived.
    const histories = model.startsWith('order') ? 0 : 1;
    expect(changed).toBeLessThanOrEqual(histories * x.length);
  });

  test('law frozen: next() is what each byte then costs', () =>
    fc.assert(
      fc.asyncProperty(bytes, fc.nat(255), async (x, byte) => {
        const p = (await fresh()).given(x).freeze();
        const next = p.next();
        const cost = p.bits(Uint8Array.of(byte));
        expect(-Math.log2(next[byte]!)).toBeCloseTo(cost, 6);
      }),
      runs(model),
    ));

  test('law frozen: it learns nothing, and learns again when unfrozen', async () => {
    const x = INPUTS['prose']!.subarray(0, 3000);
    const p = (await fresh(8 * x.length)).given(x).freeze(); // all that is read stays in the history
    const once = p.given(x).bits(x);
    expect(p.bits(x)).toBeCloseTo(once, 4); // what a network perceived long ago fades, and is never quite gone
    p.unfreeze().given(x).freeze();
    expect(p.given(x).bits(x)).toBeLessThan(once);
  });

  test('law frozen: restoring a snapshot leaves a predictor as frozen, or as ready to learn, as it was', async () => {
    const [x, y] = [INPUTS['prose']!.subarray(0, 2000), INPUTS['log']!.subarray(0, 800)];
    const p = (await fresh()).given(x);
    const learning = p.snapshot();
    const whileLearning = p.surprisal(y);
    p.restore(learning).freeze();
    const frozen = p.snapshot();
    const whileFrozen = p.surprisal(y);
    expect(whileFrozen).not.toEqual(whileLearning);
    for (const snapshot of [learning, frozen]) {
      expect(p.restore(snapshot).surprisal(y)).toEqual(whileFrozen);
      expect((await fresh()).restore(snapshot).surprisal(y)).toEqual(whileLearning);
    }
    expect(Buffer.compare(frozen, learning)).toBe(0); // megabytes: toEqual takes minutes
    expect(p.restore(frozen).unfreeze().surprisal(y)).toEqual(whileLearning);
    // What was read while frozen is in the snapshot; that it was frozen is not.
    const afterY = p.freeze().restore(learning).given(y).snapshot();
    expect((await fresh()).restore(afterY).surprisal(y)).toEqual(p.unfreeze().surprisal(y));
  });

  test('law frozen: a fork is as frozen as what it was made of, and each is unfrozen by itself', async () => {
    const [x, y] = [INPUTS['prose']!.subarray(0, 2000), INPUTS['log']!.subarray(0, 800)];
    const p = (await fresh()).given(x).freeze();
    const [q, r] = [await p.fork(), await p.fork()];
    const snapshot = p.snapshot();
    const whileLearning = r.unfreeze().surprisal(y);
    const whileFrozen = p.surprisal(y);
    expect(whileFrozen).not.toEqual(whileLearning);
    expect(q.surprisal(y)).toEqual(whileFrozen);
    // A snapshot of the one does not change what the other does.
    expect(q.restore(snapshot).surprisal(y)).toEqual(whileFrozen);
    expect(r.restore(snapshot).surprisal(y)).toEqual(whileLearning);
  });

  test('law sample: a seed is repeatable, and another draws otherwise', async () => {
    const p = (await fresh()).given(INPUTS['prose']!.subarray(0, 3000)).freeze();
    const [q, r] = [await p.fork(), await p.fork()];
    const drawn = p.sample(200, { seed: 5 });
    expect(q.sample(200, { seed: 5 })).toEqual(drawn);
    expect(r.sample(200, { seed: 6 })).not.toEqual(drawn);
  });

  test('law sample: frozen, drawing changes no belief', async () => {
    const y = INPUTS['prose']!.subarray(3000, 3400);
    const p = (await fresh()).given(INPUTS['prose']!.subarray(0, 3000)).freeze();
    const before = p.given(y).next();
    p.sample(300, { seed: 9 });
    const after = p.given(y).next();
    for (let byte = 0; byte < 256; byte++) expect(after[byte]).toBeCloseTo(before[byte]!, 7);
  });

  test('law sample: of the k likeliest, it draws no other; of one, always that', async () => {
    const p = (await fresh()).given(INPUTS['prose']!.subarray(0, 3000));
    for (const topK of [1, 3]) {
      for (let i = 0; i < 12; i++) {
        const next = p.next();
        const drawn = p.sample(1, { topK, seed: i, temperature: topK })[0]!;
        expect(next.filter((q) => q > next[drawn]!).length).toBeLessThan(topK);
      }
    }
  });

  test.skipIf(/order-[01]/.test(model))('law sample: near temperature 0 it draws the likeliest bits', async () => {
    const p = (await fresh()).given(INPUTS['alternating']!).freeze();
    const drawn = p.sample(30, { temperature: 0.05, seed: 1 });
    expect(drawn).toEqual(INPUTS['alternating']!.subarray(0, 30));
  });
});

test('a snapshot of another predictor is refused', async () => {
  const snapshot = (await Predictor.create('order-1', { size: 100 })).snapshot();
  const others = [Predictor.create('order-2', { size: 100 }), Predictor.create('order-1', { size: 101 })];
  for (const other of await Promise.all(others)) {
    expect(() => other.restore(snapshot)).toThrow(StreamError);
    expect(() => other.restore(new Uint8Array(3))).toThrow(StreamError);
  }
});

test('of the two likeliest, each is drawn as often as it is likelier than the other', async () => {
  const x = Uint8Array.from({ length: 4000 }, (_, i) => ((i * 7) % 10 < 6 ? 97 : (i * 7) % 10 < 9 ? 98 : 99));
  const p = (await Predictor.create('order-0')).given(x).freeze();
  const next = p.next();
  const drawn = p.sample(4000, { topK: 2, seed: 3 });
  const share = drawn.filter((byte) => byte === 97).length / drawn.length;
  expect(drawn.every((byte) => byte === 97 || byte === 98)).toBe(true);
  expect(share).toBeCloseTo(next[97]! / (next[97]! + next[98]!), 1);
});
