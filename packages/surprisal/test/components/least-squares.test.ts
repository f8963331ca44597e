/** Laws of linear prediction, and of sums over what lies around. */
import { describe, expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

/** The solution of a x = b by elimination with pivots. */
function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (let j = 0; j < rows.length; j++) {
    const pivot = rows.slice(j).reduce((best, row) => (Math.abs(row[j]!) > Math.abs(best[j]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(j, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[j]! / pivot[j]!;
      row.forEach((x, k) => {
        row[k] = x - factor * pivot[k]!;
      });
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

interface Seen {
  readonly x: readonly number[];
  readonly target: number;
  readonly weight: number;
}

/** The weights w of (sum of weight x xᵀ + ridge) w = sum of weight target x. */
function normalEquations(seen: readonly Seen[], count: number, ridge: number, relative = 0): number[] {
  const sum = (f: (s: Seen) => number): number => seen.reduce((all, s) => all + s.weight * f(s), 0);
  const ids = Array.from({ length: count }, (_, i) => i);
  const r = ids.map((i) => ids.map((j) => sum(({ x }) => x[i]! * x[j]!)));
  r.forEach((row, i) => {
    row[i] = row[i]! * (1 + relative) + ridge;
  });
  return solve(
    r,
    ids.map((i) => sum(({ x, target }) => x[i]! * target)),
  );
}

describe.each([
  { count: 1, decay: 0.9, every: 1 },
  { count: 4, decay: 0.98, every: 3 },
  { count: 7, decay: 0.5, every: 2 },
])('$count features that fade by $decay', ({ count, decay, every }) => {
  test('law least squares: the weights solve the normal equations of a fading past', async () => {
    const kernel = await Components.create();
    const made = kernel.call('makeLeastSquares', count, decay, every);
    const random = randomOf(count);
    const past: { x: number[]; target: number }[] = [];
    let weights = new Array<number>(count).fill(0);
    for (let n = 1; n <= 120; n++) {
      const x = Array.from({ length: count }, () => 20 * random() - 10);
      kernel.doubles(count, kernel.call('leastSquaresFeatures', made)).set(x);
      const expected = dot(weights, x);
      expect(Math.abs(kernel.call('predictLeastSquares', made) - expected)).toBeLessThan(
        1e-7 * (1 + Math.abs(expected)),
      );
      const target =
        dot(
          x,
          x.map((_, i) => i - 1),
        ) + random();
      kernel.call('learnLeastSquares', made, target);
      past.push({ x, target });
      if (n % every > 0) continue;
      const seen = past.map((s, i) => ({ ...s, weight: decay ** (past.length - 1 - i) }));
      weights = normalEquations(seen, count, 1);
    }
  });
});

/** What a place of a picture weighs at (row, column) later on. Columns of a colour are `phases` apart. */
function weightAt(row: number, column: number, ofRow: number, ofColumn: number, phases: number, decay: number): number {
  const across = Math.abs(column - ofColumn) / phases;
  if (!Number.isInteger(across)) return 0;
  return ofRow === row ? decay ** (across - 1) : decay ** (across + row - ofRow);
}

const PICTURES = [
  { columns: 5, phases: 1, decay: 0.7 },
  { columns: 6, phases: 3, decay: 0.85 },
  { columns: 1, phases: 1, decay: 0.5 },
];

describe.each(PICTURES)('$columns columns, $phases colours', ({ columns, phases, decay }) => {
  test('law sums: each place read weighs decay^(columns and rows to it)', async () => {
    const kernel = await Components.create();
    const cells = 4;
    const sums = kernel.call('makeSums', cells, columns, phases, decay);
    const random = randomOf(columns);
    const added: { row: number; column: number; vector: number[] }[] = [];
    for (let at = 0; at < 6 * columns; at++) {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const expected = Array.from({ length: cells }, (_, i) =>
        added.reduce((sum, a) => sum + a.vector[i]! * weightAt(row, column, a.row, a.column, phases, decay), 0),
      );
      const found = [...kernel.floats(cells, kernel.call('lookSums', sums))];
      for (let i = 0; i < cells; i++) expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(1e-4);
      const vector = Array.from({ length: cells }, () => 4 * random() - 2);
      kernel.floats(cells).set(vector);
      kernel.call('addSums', sums, cells);
      added.push({ row, column, vector });
    }
  });

  test('law local least squares: the weights solve the normal equations of what lies around', async () => {
    const kernel = await Components.create();
    const [count, ridge] = [3, 4];
    const made = kernel.call('makeLocalLeastSquares', count, columns, phases, decay, ridge);
    const random = randomOf(columns);
    const past: { row: number; column: number; x: number[]; target: number }[] = [];
    for (let at = 0; at < 6 * columns; at++) {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const x = Array.from({ length: count }, () => Math.fround(20 * random() - 10));
      kernel.floats(count, kernel.call('localFeatures', made)).set(x);
      const seen = past.map((s) => ({ ...s, weight: weightAt(row, column, s.row, s.column, phases, decay) }));
      const weights = normalEquations(seen, count, ridge, 0.0002);
      expect(Math.abs(kernel.call('predictLocal', made) - dot(weights, x))).toBeLessThan(0.05); // f32
      // What is learned is so again while frozen one row later: skipped places add nothing.
      const target = dot(x, [0.5, -1, 2]) + column + random();
      if (row === 3) kernel.call('skipLocal', made);
      else {
        kernel.call('learnLocal', made, target);
        past.push({ row, column, x, target });
      }
      if (row === 3 && column === columns - 1) return;
    }
  });
});
