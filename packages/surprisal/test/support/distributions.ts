import fc from 'fast-check';

/** Weights of which some are 0, and one is not. */
const weights = (n: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1, noNaN: true })), { minLength: n, maxLength: n })
    .map((list) => (list.some((weight) => weight > 0) ? list : list.map(() => 1)));

const normalized = (list: readonly number[]): number[] => {
  const sum = list.reduce((a, b) => a + b, 0);
  return list.map((weight) => weight / sum);
};

/** A distribution over `n` outcomes, or over some number of them. */
export const distribution = (n?: number): fc.Arbitrary<number[]> =>
  (n === undefined ? fc.integer({ min: 1, max: 12 }) : fc.constant(n)).chain(weights).map(normalized);

/** Two distributions over the same outcomes. */
export const pair = (): fc.Arbitrary<[number[], number[]]> =>
  fc.integer({ min: 1, max: 12 }).chain((n) => fc.tuple(distribution(n), distribution(n)));

/** P(x, y). */
export const joint = (): fc.Arbitrary<number[][]> =>
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      distribution(rows * columns).map((p) =>
        Array.from({ length: rows }, (_, x) => p.slice(x * columns, (x + 1) * columns)),
      ),
    );

/** P(y|x), drawn from numbers of 0 to 1. */
export const conditional = (rows: number, columns: number, random: Iterator<number>): number[][] =>
  Array.from({ length: rows }, () => normalized(Array.from({ length: columns }, () => 1e-9 + random.next().value)));

export const transposed = (table: readonly (readonly number[])[]): number[][] =>
  table[0]!.map((_, y) => table.map((row) => row[y]!));
