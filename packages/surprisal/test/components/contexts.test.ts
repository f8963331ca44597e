/** Laws of the table of contexts and of run maps. */
import { describe, expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const LINE_BITS = 6; // a page
const HISTORY_INPUTS = 4;

/** A table of contexts: bytes go in with their contexts. */
class Contexts {
  readonly #kernel: Components;
  readonly #made: number;
  readonly #count: number;

  constructor(kernel: Components, count: number, caseless = 0, lineBits = LINE_BITS) {
    this.#kernel = kernel;
    this.#count = count;
    this.#made = kernel.call('makeHashedContexts', count, lineBits, caseless);
  }

  /** The byte comes in these contexts. @returns what the inputs were at each bit. */
  byte(contexts: readonly number[], byte: number, learning = true): number[][] {
    const k = this.#kernel;
    k.words(this.#count).set(contexts);
    k.call('setContexts', this.#count);
    const inputs: number[][] = [];
    for (let bit = 7; bit >= 0; bit--) {
      if ((bit & 3) === 3) k.call('selectContexts', this.#made, bit === 7 ? 1 : 16 | (byte >>> 4), learning ? 1 : 0);
      const nibble = bit > 3 ? byte >>> 4 : byte & 15;
      const node = (16 | nibble) >>> ((bit & 3) + 1);
      const at = k.call('predictContexts', this.#made, node, 0);
      inputs.push([...k.floats(HISTORY_INPUTS * this.#count, at)]);
      if (learning) k.call('learnContexts', this.#made, node, (byte >>> bit) & 1);
    }
    return inputs;
  }

  get known(): number {
    return this.#kernel.call('knownContexts', this.#made);
  }

  share(feature: number, place: number): number {
    return this.#kernel.call('shareContext', feature, place) >>> 0;
  }
}

/** Whether anything was known at a bit. */
const isKnown = (inputs: readonly number[]): boolean => inputs.some((x) => x !== 0);

describe('table of contexts', () => {
  test('law hash table: what was set is found, by its own context alone', async () => {
    const table = new Contexts(await Components.create(), 1, 0, 10);
    table.byte([5], 0xa3);
    table.byte([6], 0x11);
    const found = table.byte([5], 0xa3, false);
    expect(found.every(isKnown)).toBe(true);
    expect(table.known).toBe(1);
    // One bit was seen at each node: what it says is toward that bit, and certain.
    for (const [i, x] of found.entries()) {
      const sign = (0xa3 >>> (7 - i)) & 1 ? 1 : -1;
      expect(x.map(Math.sign)).toEqual([sign, sign, sign, sign]);
      expect([x[2], x[3]]).toEqual([x[0], x[1]]);
    }
    expect(table.byte([7], 0xa3, false).some(isKnown)).toBe(false);
  });

  test('law hash table: after both bits nothing is certain', async () => {
    const table = new Contexts(await Components.create(), 1);
    for (const byte of [0x80, 0x00, 0x80]) table.byte([5], byte);
    const [first] = table.byte([5], 0x80, false);
    expect(first![0]).not.toBe(0);
    expect([first![2], first![3]]).toEqual([0, 0]);
  });

  test('law hash table: one context at two places in the list has two histories', async () => {
    const table = new Contexts(await Components.create(), 2, 0, 10);
    table.byte([5, 9], 0xff);
    const [first] = table.byte([9, 5], 0xff, false);
    expect(isKnown(first!)).toBe(false);
  });

  test('law hash table: while frozen nothing is taken and nothing cleared', async () => {
    const table = new Contexts(await Components.create(), 1);
    table.byte([5], 0x61);
    for (let i = 100; i < 600; i++) table.byte([i], 0x20, false);
    expect(table.byte([5], 0x61, false).every(isKnown)).toBe(true);
    expect(table.byte([100], 0x20, false).some(isKnown)).toBe(false);
  });

  test('law hash table: of a line’s four buckets the shortest first history is given up, whichever it is', async () => {
    // Contexts of the same line: hashes that agree in their upper bits.
    const PHI = 0x9e3779b9;
    const inverse = inverseOf(PHI);
    const context = (check: number): number => Math.imul((7 << 26) | (check << 18), inverse) >>> 0;
    for (const shortest of [0, 1, 2, 3]) {
      const table = new Contexts(await Components.create(), 1);
      // Histories of one, two, three … bytes; long ones are worth their number only if all of it counts.
      const times = [70, 70, 70, 70].map((n, i) => (i === shortest ? 1 : n));
      for (const [i, n] of times.entries()) for (let k = 0; k < n; k++) table.byte([context(i + 1)], k % 2 ? 0 : 255);
      table.byte([context(9)], 0);
      const left = [1, 2, 3, 4].map((check) => isKnown(table.byte([context(check)], 0, false)[0]!));
      expect(left).toEqual([0, 1, 2, 3].map((i) => i !== shortest));
      expect(isKnown(table.byte([context(9)], 0, false)[0]!)).toBe(true);
    }
  });

  test('law hash table: the priority of a bucket is all of its history’s number', async () => {
    const inverse = inverseOf(0x9e3779b9);
    const context = (check: number): number => Math.imul((7 << 26) | (check << 18), inverse) >>> 0;
    const kernel = await Components.create();
    const stateAfter = (bits: readonly number[]): number =>
      bits.reduce((state, bit) => kernel.call('nextHistory', state, bit), 0);
    const random = randomOf(11);
    for (let round = 0; round < 40; round++) {
      const table = new Contexts(await Components.create(), 1);
      const seen = [0, 1, 2, 3].map(() => {
        const share = random();
        return Array.from({ length: 1 + Math.floor(60 * random()) }, () => (random() < share ? 1 : 0));
      });
      for (const [i, bits] of seen.entries()) for (const bit of bits) table.byte([context(i + 1)], bit * 255);
      const states = seen.map(stateAfter);
      table.byte([context(9)], 0);
      const left = [1, 2, 3, 4].map((check) => isKnown(table.byte([context(check)], 0, false)[0]!));
      expect(left).toEqual(states.map((_, i) => i !== states.indexOf(Math.min(...states))));
    }
  });

  test('law hash table: everywhere within its page, so no second nibble lies outside', async () => {
    const kernel = await Components.create();
    /** Memory before the table and after it, and what it holds. */
    const neighbour = () => kernel.call('makeApm', 6, 255);
    const held = (maps: readonly number[]): number[] =>
      maps.flatMap((map) =>
        Array.from({ length: 64 * 16 }, (_, i) => kernel.call('refineApm', map, i >> 4, (i & 15) - 7.5)),
      );
    const before = neighbour();
    const table = new Contexts(kernel, 4);
    const maps = [before, neighbour()];
    const expected = held(maps);
    const random = randomOf(4);
    for (let i = 0; i < 3000; i++) {
      const contexts = Array.from({ length: 4 }, () => Math.floor(2 ** 32 * random()));
      table.byte(contexts, Math.floor(256 * random()));
    }
    expect(held(maps)).toEqual(expected);
  });

  test('law hash table: a capital goes on as its small letter, in the first contexts alone', async () => {
    const table = new Contexts(await Components.create(), 2, 1, 10);
    table.byte([5, 5], 'p'.charCodeAt(0));
    const inputs = table.byte([5, 5], 'P'.charCodeAt(0), false);
    const of = (context: number): boolean[] => inputs.map((x) => isKnown(x.slice(4 * context, 4 * context + 4)));
    // p is 0111 0000, P 0101 0000: they part at the third bit.
    expect(of(0)).toEqual([true, true, true, true, true, true, true, true]);
    expect(of(1)).toEqual([true, true, true, false, false, false, false, false]);
    // Of A the first nibble is 0100: it goes on as that of a, 0110.
    const small = new Contexts(await Components.create(), 1, 1, 10);
    small.byte([5], 'a'.charCodeAt(0));
    expect(small.byte([5], 'A'.charCodeAt(0), false).every(isKnown)).toBe(true);
    // What is no letter has a tree of its own: 0x21 and 0x01.
    small.byte([6], 0x21);
    expect(small.byte([6], 0x01, false).slice(3).some(isKnown)).toBe(false);
  });

  test('law hash table: what is shared is the hash of the context at the place that is shared', async () => {
    const table = new Contexts(await Components.create(), 3);
    table.byte([11, 12, 13], 0);
    expect(table.share(0, 2)).toBe(Math.imul(13 + 2, 0x9e3779b9) >>> 0);
    expect(table.share(5, 1)).toBe(Math.imul(12 + 1, 0x9e3779b9) >>> 0);
  });
});

/** The number whose product with odd `x` is 1 modulo 2^32. */
function inverseOf(x: number): number {
  let y = x;
  for (let i = 0; i < 5; i++) y = Math.imul(y, 2 - Math.imul(x, y));
  return y >>> 0;
}

describe('run maps', () => {
  /** A run map of four contexts, of which the first is tried. */
  async function runsOf(): Promise<{
    next: (byte: number, context: number, on?: number) => void;
    at: (partial: number, bits: number) => number;
    learn: (bit: number) => void;
  }> {
    const kernel = await Components.create();
    const runs = kernel.call('makeRunMaps', 4, 10);
    return {
      next(byte, context, on = 1) {
        kernel.words(4).set([context, 1, 2, 3]);
        kernel.call('perceiveRunMaps', runs, byte, 4, on);
      },
      at: (partial, bits) => kernel.floats(1, kernel.call('predictRunMaps', runs, partial, bits))[0]!,
      learn: (bit) => void kernel.call('learnRunMaps', runs, bit),
    };
  }

  test('law runs: the byte that came last in a context is expected there, while the bits so far agree', async () => {
    const runs = await runsOf();
    runs.next(0, 7);
    runs.next(0b10110000, 7);
    // Every expected bit came, so runs of length 1 are trusted at each of them.
    for (let i = 0; i < 20; i++) {
      for (let bits = 0; bits < 8; bits++) {
        runs.at((0b110110000 >>> (8 - bits)) & 511, bits);
        runs.learn((0b10110000 >>> (7 - bits)) & 1);
      }
    }
    for (let bits = 0; bits < 8; bits++) {
      const x = runs.at(0b110110000 >>> (8 - bits), bits);
      expect(Math.sign(x)).toBe((0b10110000 >>> (7 - bits)) & 1 ? 1 : -1);
    }
    expect(runs.at(0b10, 1)).toBe(0); // a 0 came where a 1 was expected
  });

  test('law runs: nothing is expected in a context that is new, or that another took the place of', async () => {
    const runs = await runsOf();
    runs.next(0, 7);
    runs.next(200, 8);
    expect(runs.at(1, 0)).toBe(0);
  });

  test('law runs: certainty is learned for each length of a run', async () => {
    const runs = await runsOf();
    runs.next(0, 7);
    for (let i = 0; i < 5; i++) {
      runs.next(255, 7);
      runs.at(1, 0);
      runs.learn(i < 3 ? 0 : 1); // kept its word only from length 4 on
    }
    const five = runs.at(1, 0);
    expect(five).toBeGreaterThan(0);
    runs.next(3, 7);
    runs.next(255, 7); // length 1 again
    expect(runs.at(1, 0)).toBeLessThan(0);
  });
});
