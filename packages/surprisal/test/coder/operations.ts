/** Random sequences of everything that the coder codes, to encode and to decode again. */
import fc from 'fast-check';
import {
  BitTree,
  type Decoder,
  type Encoder,
  ExpGolomb,
  Frequencies,
  PROBABILITY_MAX,
  PROBABILITY_MIN,
  Probabilities,
} from '../../src/coder/index.js';

/** One thing that is coded. */
export interface Operation {
  encode(encoder: Encoder): void;
  /** @returns what was encoded, as `value` is. */
  decode(decoder: Decoder): number;
  readonly value: number;
  /** Its information in bits, and what rounding may add to it. */
  readonly bits: number;
  readonly loss: number;
  /** In the sense of `Decoder.ready`. */
  readonly steps: number;
}

/** What rounding adds, at most, to an outcome of probability p: its part of an interval of 2^24 is at most one unit smaller. */
const lossOf = (p: number): number => Math.min(1, -Math.log2(1 - Math.min(2 ** -24 / p, 0.5)));

const TOTAL_MAX = 2 ** 24;
const probability = fc.oneof(
  fc.integer({ min: PROBABILITY_MIN, max: PROBABILITY_MAX }),
  fc.constantFrom(PROBABILITY_MIN, PROBABILITY_MAX, 2 ** 31),
  fc.integer({ min: 10, max: 31 }).map((k) => 2 ** k),
);

/** Either bit at any probability, mostly the likely one: without that, the code never is full of 0xff and of carries. */
const bit: fc.Arbitrary<Operation> = fc.tuple(probability, fc.integer({ min: 0, max: 9 })).map(([p, surprise]) => {
  const value = p > 2 ** 31 === surprise > 0 ? 1 : 0;
  const q = (value ? p : 2 ** 32 - p) / 2 ** 32;
  return {
    encode: (encoder) => encoder.bit(value, p),
    decode: (decoder) => decoder.bit(p),
    ...{ value, bits: -Math.log2(q), loss: lossOf(q), steps: 1 },
  };
});

const total = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: TOTAL_MAX }), fc.constant(TOTAL_MAX));
const interval: fc.Arbitrary<Operation> = fc
  .tuple(total, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([total, start, part]) => {
    const low = Math.floor(start * (total - 1));
    const frequency = Math.max(1, Math.floor(part ** 4 * (total - low)));
    return {
      encode: (encoder) => encoder.interval(low, frequency, total),
      decode: (decoder) => {
        const place = decoder.position(total);
        decoder.interval(low, frequency, total);
        return place >= low && place < low + frequency ? low : -1;
      },
      ...{ value: low, bits: -Math.log2(frequency / total), loss: lossOf(frequency / total), steps: 1 },
    };
  });

const uniform: fc.Arbitrary<Operation> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 2 ** 32 }),
      fc.integer({ min: 0, max: 32 }).map((k) => 2 ** k),
    ),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  )
  .map(([n, part]) => {
    const value = Math.floor(part * n);
    const loss = n <= TOTAL_MAX ? lossOf(1 / n) : 0.006 + 2 * lossOf(2 ** -16);
    return {
      encode: (encoder) => encoder.uniform(value, n),
      decode: (decoder) => decoder.uniform(n),
      ...{ value, bits: Math.log2(n), loss, steps: 2 },
    };
  });

const frequencies: fc.Arbitrary<Operation> = fc
  .tuple(
    fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(50_000)), { minLength: 1, maxLength: 300, size: 'max' }),
    fc.nat(),
  )
  .map(([counts, choice]) => {
    const possible = counts.flatMap((count, i) => (count > 0 ? [i] : []));
    if (possible.length === 0) return { symbol: 0, counts: [1] };
    return { symbol: possible[choice % possible.length]!, counts };
  })
  .map(({ symbol, counts }) => {
    const table = new Frequencies(counts);
    const q = counts[symbol]! / table.total;
    return {
      encode: (encoder) => encoder.symbol(symbol, table),
      decode: (decoder) => decoder.symbol(table),
      ...{ value: symbol, bits: -Math.log2(q), loss: lossOf(q), steps: 1 },
    };
  });

export function sumOf(p: Float32Array | Float64Array): number {
  let sum = 0;
  for (const x of p) sum += x;
  return sum;
}

/** Probabilities of up to `most` symbols: flat, steep, with gaps, or nearly all on one. */
export const weights = (most: number): fc.Arbitrary<Float32Array | Float64Array> =>
  fc
    .tuple(
      fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: most })),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.constantFrom(0, 1, 8, 60),
      fc.boolean(),
    )
    .map(([n, seed, steepness, isSingle]) => {
      let state = seed;
      const random = (): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      const p = Float64Array.from({ length: n }, () => (random() < 0.2 ? 0 : 2 ** (-steepness * random())));
      p[seed % n] = 1;
      return isSingle ? Float32Array.from(p) : p;
    });

const probabilities: fc.Arbitrary<Operation> = fc.tuple(weights(1500), fc.nat()).map(([p, choice]) => {
  const possible = [...p.keys()].filter((i) => p[i]! > 0);
  const value = possible[choice % possible.length]!;
  const table = new Probabilities(p);
  const q = p[value]! / sumOf(p);
  return {
    encode: (encoder) => encoder.symbol(value, table),
    decode: (decoder) => decoder.symbol(table),
    // Each of the two steps may have an outcome of frequency 1.
    ...{ value, bits: -Math.log2(q), loss: 1e-4 + 2 * lossOf(Math.max(q, 2 ** -24)), steps: 2 },
  };
});

export const operations: fc.Arbitrary<Operation[]> = fc.oneof(
  fc.array(fc.oneof(bit, interval, uniform, frequencies, probabilities), { maxLength: 60, size: 'max' }),
  fc.array(bit, { maxLength: 600, size: 'max' }),
);

/** Symbols and integers, coded with adaptive bits. Each side has models of its own. */
export interface Adaptive {
  readonly kind: 'tree' | 'golomb' | 'signed';
  readonly value: number;
  readonly context: number;
}

const size = fc.oneof(fc.nat(3), fc.nat(2000), fc.nat(2 ** 31 - 1));
export const adaptives: fc.Arbitrary<Adaptive[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('tree' as const), value: fc.nat(31), context: fc.nat(2) }),
    fc.record({
      kind: fc.constant('golomb' as const),
      value: fc.oneof(size, fc.constantFrom(2 ** 32 - 2, 2 ** 31)),
      context: fc.nat(2),
    }),
    fc.record({
      kind: fc.constant('signed' as const),
      value: fc.tuple(size, fc.boolean()).map(([n, negative]) => (negative && n > 0 ? -n : n)),
      context: fc.nat(2),
    }),
  ),
  { maxLength: 200, size: 'max' },
);

/** Codes them, or, with a decoder, whatever comes in their place. @returns the values. */
export function codeAdaptives(coder: Encoder | Decoder, list: readonly Adaptive[], isGiven: boolean): number[] {
  const [tree, golomb] = [new BitTree(5, 3), new ExpGolomb(3, 255)];
  return list.map(({ kind, value, context }) => {
    const given = isGiven ? value : 0;
    if (kind === 'tree') return tree.code(coder, given, context);
    return kind === 'golomb' ? golomb.code(coder, given, context) : golomb.codeSigned(coder, given, context);
  });
}
