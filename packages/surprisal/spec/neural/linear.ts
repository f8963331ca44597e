import { type Arithmetic, sumOf, type Vector } from './arithmetic.js';

/** Rows of numbers. */
export type Matrix = readonly Vector[];

export function matrix(arithmetic: Arithmetic, rows: number, columns: number): Matrix {
  return Array.from({ length: rows }, () => arithmetic.array(columns));
}

/** y = W x, the first rows.length of y. */
export function matrixVector(arithmetic: Arithmetic, rows: Matrix, x: Vector, y: Vector): void {
  rows.forEach((row, r) => {
    y[r] = sumOf(arithmetic, x.length, (i) => row[i]! * x[i]!);
  });
}

/** y = Σ_i a[i] rows[i], from the column `start` on, i in order. */
export function combine(
  { round }: Arithmetic,
  a: ArrayLike<number>,
  rows: ArrayLike<Vector>,
  y: Vector,
  start = 0,
): Vector {
  y.fill(0);
  for (let i = 0; i < rows.length; i++) {
    const [factor, row] = [a[i]!, rows[i]!];
    for (let j = 0; j < y.length; j++) y[j] = round(y[j]! + round(factor * row[start + j]!));
  }
  return y;
}
