/** Measures of sequences, units, and what codes cost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import {
  arithmeticCost,
  bitsOfPerplexity,
  bitsPerByte,
  bitsPerByteOfRatio,
  bitsPerCharacter,
  bitsPerCharacterOfBitsPerByte,
  codePoints,
  compressionRatio,
  crossEntropy,
  distributions,
  entropy,
  frequencies,
  huffmanCost,
  huffmanLengths,
  jointDistribution,
  jointEntropy,
  kraftSum,
  morseCost,
  mutualInformation,
  perplexityOfBits,
  ratioOfBitsPerByte,
  sequenceEntropy,
  spaceSaving,
  toBits,
  toNats,
} from '../../src/uses/information/index.js';
import { bytes } from '../support/bytes.js';

const DIGITS = 9;

describe('sequences', () => {
  test('mississippi: H_0 = 1.8231, H_1 = 10/11 · …, by hand', () => {
    // i 4, s 4, p 2, m 1.
    expect(sequenceEntropy('mississippi')).toBeCloseTo(entropy([4 / 11, 4 / 11, 2 / 11, 1 / 11]), DIGITS);
    // After m: i. After i: s s p. After s: s i s i. After p: p i.
    expect(sequenceEntropy('mississippi', 1)).toBeCloseTo((3 * entropy([2 / 3, 1 / 3]) + 4 + 2) / 11, DIGITS);
    // After ss: i i. After si: s p. After is: s s. All others once.
    expect(sequenceEntropy('mississippi', 2)).toBeCloseTo(2 / 11, DIGITS);
    expect(sequenceEntropy('mississippi', 3)).toBeCloseTo(2 / 11, DIGITS); // ssi: s p
  });

  test('law order: H_k as its definition says', () =>
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 3 }), (x, order) => {
        const after = new Map<string, number[]>();
        for (let i = order; i < x.length; i++) {
          const context = x.subarray(i - order, i).join();
          after.set(context, [...(after.get(context) ?? []), x[i]!]);
        }
        let bits = 0;
        for (const list of after.values()) bits += list.length * entropy(distributions(list).distributions[0]!);
        expect(sequenceEntropy(x, order)).toBeCloseTo(x.length === 0 ? 0 : bits / x.length, DIGITS);
      }),
    ));

  test('law order: a longer context never costs more', () =>
    fc.assert(
      fc.property(bytes, (x) => {
        for (let k = 0; k < 3; k++) expect(sequenceEntropy(x, k + 1)).toBeLessThanOrEqual(sequenceEntropy(x, k) + 1e-9);
      }),
    ));

  test('bytes, code points and any values are counted alike', () => {
    const text = 'añ😀a';
    expect(frequencies(text)).toEqual({ symbols: ['a', 'ñ', '😀'], counts: Float64Array.of(2, 1, 1) });
    expect(sequenceEntropy([...text], 1)).toBe(sequenceEntropy(text, 1));
    expect(sequenceEntropy([Number.NaN, Number.NaN, undefined])).toBeCloseTo(entropy([2 / 3, 1 / 3]), DIGITS);
    expect(frequencies(Uint8Array.of(7, 7))).toEqual({ symbols: [7], counts: Float64Array.of(2) });
    expect(sequenceEntropy([])).toBe(0);
  });

  test('two sequences: their distributions over one alphabet, and side by side', () => {
    const { symbols, distributions: both } = distributions('aab', 'bc');
    expect(symbols).toEqual(['a', 'b', 'c']);
    expect(both.map((p) => [...p])).toEqual([
      [2 / 3, 1 / 3, 0],
      [0, 1 / 2, 1 / 2],
    ]);
    expect(crossEntropy(both[1]!, both[0]!)).toBe(Number.POSITIVE_INFINITY);
    const { joint } = jointDistribution('aabb', [0, 0, 1, 1]);
    expect(mutualInformation(joint)).toBe(1);
    expect(mutualInformation(jointDistribution('abab', 'aabb').joint)).toBe(0);
    expect(() => jointDistribution('ab', 'a')).toThrow(RangeError);
    expect(() => distributions('a', '')).toThrow(RangeError);
  });

  test('law order: the pairs of a sequence and itself moved by one hold H_1', () =>
    fc.assert(
      fc.property(
        bytes.filter((x) => x.length > 1),
        (x) => {
          const { joint } = jointDistribution(x.subarray(0, -1), x.subarray(1));
          const given = jointEntropy(joint) - sequenceEntropy(x.subarray(0, -1));
          expect(sequenceEntropy(x, 1) * x.length).toBeCloseTo(given * (x.length - 1), 6);
        },
      ),
    ));

  test('what is no sequence is refused', () => {
    expect(() => sequenceEntropy(5 as never)).toThrow(TypeError);
    expect(() => sequenceEntropy('a', 4)).toThrow(RangeError);
    expect(() => sequenceEntropy('a', 0.5)).toThrow(RangeError);
  });
});

describe('units', () => {
  test('each against the other', () => {
    expect(bitsPerByte(16, 4)).toBe(4);
    expect(compressionRatio(100, 25)).toBe(4);
    expect(spaceSaving(100, 25)).toBe(0.75);
    expect(ratioOfBitsPerByte(bitsPerByteOfRatio(3))).toBe(3);
    expect(bitsOfPerplexity(perplexityOfBits(2.5))).toBe(2.5);
    expect(toNats(1)).toBe(Math.LN2);
    expect(toBits(toNats(3))).toBeCloseTo(3, DIGITS);
  });

  test('a character is a code point, in a string and in UTF-8', () => {
    const text = 'añ😀 中';
    const utf8 = new TextEncoder().encode(text);
    expect([utf8.length, codePoints(text), codePoints(utf8)]).toEqual([11, 5, 5]);
    expect(bitsPerCharacter(20, utf8)).toBe(4);
    expect(bitsPerCharacterOfBitsPerByte(2, text)).toBe(22 / 5);
    expect(() => codePoints(Uint8Array.of(0xff))).toThrow(RangeError);
    expect(() => bitsPerCharacter(1, '')).toThrow(RangeError);
    expect(() => bitsPerByte(-1, 1)).toThrow(RangeError);
    expect(() => bitsPerByte('1' as never, 1)).toThrow(TypeError);
  });
});

describe('codes', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });
  const total = (list: readonly number[], lengths: ArrayLike<number>): number =>
    list.reduce((sum, count, i) => sum + count * lengths[i]!, 0);

  const FIBONACCI = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55];

  /** The cost of the best code of at most `limit` bits, by trying all numbers of codewords of each length. */
  function best(sorted: readonly number[], limit: number): number {
    // sorted: most frequent first. open: codewords still possible at this length.
    const search = (from: number, open: number, length: number): number => {
      if (from === sorted.length) return 0;
      if (length > limit || open === 0) return Number.POSITIVE_INFINITY;
      let least = Number.POSITIVE_INFINITY;
      let cost = 0;
      for (let used = 0; used <= Math.min(open, sorted.length - from); used++) {
        if (used > 0) cost += sorted[from + used - 1]! * length;
        least = Math.min(least, cost + search(from + used, 2 * (open - used), length + 1));
      }
      return least;
    };
    return search(0, 2, 1);
  }

  test('law Huffman: no code is cheaper, of any limit', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 7 }),
        fc.integer({ min: 3, max: 7 }),
        (list, limit) => {
          const lengths = huffmanLengths(list, limit);
          expect(Math.max(...lengths)).toBeLessThanOrEqual(limit);
          const sorted = [...list].sort((a, b) => b - a);
          expect(total(list, lengths)).toBe(best(sorted, limit));
        },
      ),
    ));

  test('law Kraft: a Huffman code wastes nothing, whatever the limit', () =>
    fc.assert(
      fc.property(counts, fc.integer({ min: 6, max: 20 }), (list, limit) => {
        fc.pre(list.filter((count) => count > 0).length > 1);
        expect(kraftSum(huffmanLengths(list))).toBe(1);
        const limited = huffmanLengths(list, limit);
        expect(kraftSum(limited)).toBe(1);
        expect(total(list, limited)).toBeGreaterThanOrEqual(total(list, huffmanLengths(list)));
      }),
      // Counts that a limit changes are rare among random ones.
      { examples: [[FIBONACCI, 6]] },
    ));

  test('Fibonacci counts make the deepest tree; a limit cuts it', () => {
    expect([...huffmanLengths(FIBONACCI)]).toEqual([9, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(Math.max(...huffmanLengths(FIBONACCI, 4))).toBe(4);
    expect(() => huffmanLengths(FIBONACCI, 3)).toThrow(RangeError);
    expect([...huffmanLengths([0, 5])]).toEqual([0, 1]);
    expect([...huffmanLengths([0, 0])]).toEqual([0, 0]);
  });

  test("the six letters of Huffman's code in Cormen et al., figure 16.3: 224,000 bits", () => {
    const frequency = [45, 13, 12, 16, 9, 5];
    const lengths = huffmanLengths(frequency);
    expect([...lengths]).toEqual([1, 3, 3, 3, 4, 4]);
    expect(total(frequency, lengths)).toBe(224);
  });

  test('law redundancy: entropy ≤ arithmetic ≤ entropy + 2 bits in all; entropy ≤ Huffman < entropy + 1 bit per symbol', () =>
    fc.assert(
      fc.property(
        bytes.filter((x) => new Set(x).size > 1),
        (x) => {
          const [huffman, arithmetic] = [huffmanCost(x), arithmeticCost(x)];
          expect(huffman.redundancy).toBeGreaterThanOrEqual(-1e-9);
          expect(huffman.redundancy).toBeLessThan(1);
          expect(arithmetic.redundancy).toBeGreaterThanOrEqual(-1e-9);
          expect(arithmetic.redundancy * x.length).toBeLessThanOrEqual(2 + 1e-6);
        },
      ),
    ));

  test('PARIS and the space after it last 50 units, the word by which speed in Morse is told', () => {
    expect(morseCost('PARIS ').bits).toBe(50);
    expect(morseCost('codex codex ').bits).toBe(120);
    expect(() => morseCost('50%')).toThrow(RangeError);
  });

  test('prose: Morse costs most, then Huffman, then arithmetic', () => {
    const text = new TextDecoder()
      .decode(INPUTS['prose'])
      .toLowerCase()
      .replace(/[^a-z ]+/g, ' ');
    const [morse, huffman, arithmetic] = [morseCost(text), huffmanCost(text), arithmeticCost(text)];
    expect(morse.bitsPerSymbol).toBeGreaterThan(huffman.bitsPerSymbol);
    expect(huffman.bits).toBeGreaterThan(arithmetic.bits);
    expect(arithmetic.entropy).toBe(huffman.entropy);
  });
});
