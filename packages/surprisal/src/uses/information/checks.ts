/** Probabilities: each at least 0, their sum 1. */
export type Distribution = ArrayLike<number>;

/** P(x, y): a row for each x, a column for each y. P(y | x) where noted. Shape (x, y). */
export type Matrix = ArrayLike<Distribution>;

/** How far a sum of probabilities may be from 1: the rounding error of a million terms. */
const SUM_TOLERANCE = 1e-9;

/** @throws {TypeError | RangeError} unless `p` is a distribution. */
export function checkDistribution(name: string, p: Distribution): void {
  const sum = sumOf(name, p);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) throw new RangeError(`the probabilities of ${name} sum to ${sum}, not 1`);
}

/** @throws {TypeError | RangeError} unless `joint` is a matrix whose entries sum to 1. */
export function checkJoint(joint: Matrix): void {
  checkRows('joint', joint);
  let sum = 0;
  for (const row of rowsOf(joint)) sum += sumOf('joint', row);
  if (Math.abs(sum - 1) > SUM_TOLERANCE) throw new RangeError(`the probabilities of joint sum to ${sum}, not 1`);
}

/** @throws {TypeError | RangeError} unless each row of `channel`, P(y | x), is a distribution. */
export function checkChannel(channel: Matrix): void {
  checkRows('channel', channel);
  for (const row of rowsOf(channel)) checkDistribution('a row of channel', row);
}

/** @throws {TypeError | RangeError} unless there are rows, all of the same length above 0. */
export function checkRows(name: string, matrix: Matrix): void {
  if (typeof matrix?.length !== 'number') throw new TypeError(`${name} must be an array of rows`);
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`${name} is empty`);
  for (const row of rowsOf(matrix))
    if (row.length !== columns) throw new RangeError(`the rows of ${name} differ in length`);
}

/** @throws {RangeError} when they differ in length. */
export function checkSameLength(p: ArrayLike<unknown>, q: ArrayLike<unknown>): void {
  if (p.length !== q.length) throw new RangeError(`the lengths differ: ${p.length} and ${q.length}`);
}

/** @throws {TypeError | RangeError} unless it is a number from `low` to `high`. */
export function checkNumber(name: string, value: unknown, low: number, high: number): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
  if (!(value >= low && value <= high)) throw new RangeError(`${name} must be from ${low} to ${high}, not ${value}`);
}

/** Iterates over the rows. */
export function rowsOf(matrix: Matrix): readonly Distribution[] {
  return Array.from(matrix);
}

function sumOf(name: string, p: Distribution): number {
  if (typeof p?.length !== 'number') throw new TypeError(`${name} must be an array of numbers`);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const value = p[i];
    if (typeof value !== 'number') throw new TypeError(`${name} must be an array of numbers`);
    if (!(value >= 0)) throw new RangeError(`${name} holds ${value}, which is not a probability`);
    sum += value;
  }
  return sum;
}
