import { type Arithmetic, sumOf, type Vector } from './arithmetic.js';
import { combine, type Matrix, matrix, matrixVector } from './linear.js';
import { step } from './optimizer.js';

const ROWS_MAX = 264;

/** Logits of rows that come into use one by one. Specification of kernel/neural/softmax-layer.ts, whose preface explains it. */
export class SoftmaxLayer {
  readonly w: Matrix;
  private readonly arithmetic: Arithmetic;
  private readonly moments: Matrix;

  constructor(arithmetic: Arithmetic, inputs: number) {
    this.arithmetic = arithmetic;
    this.w = matrix(arithmetic, ROWS_MAX, inputs);
    this.moments = matrix(arithmetic, ROWS_MAX, inputs);
  }

  /** P(row) of the first `n` rows; the others have 0. */
  forward(h: Vector, n: number): Vector {
    const { round, exp, array } = this.arithmetic;
    const p = array(ROWS_MAX);
    const rows = this.w.slice(0, n);
    matrixVector(this.arithmetic, rows, h, p);
    const top = Math.max(...p.subarray(0, n));
    for (let r = 0; r < n; r++) p[r] = exp(round(p[r]! - top));
    const share = round(1 / sumOf(this.arithmetic, n, (r) => p[r]!));
    return p.map((x) => x * share);
  }

  /** The gradient with respect to h at each step. @param errors of all rows. @param n rows in use. */
  backward(errors: readonly Vector[], n: number): Vector[] {
    const rows = this.w.slice(0, n);
    return errors.map((e) => combine(this.arithmetic, e, rows, this.arithmetic.array(this.w[0]!.length)));
  }

  /** The gradient of the row `r`. */
  weightGradient(errors: readonly Vector[], h: readonly Vector[], r: number): Vector {
    const along = errors.map((e) => e[r]!);
    return combine(this.arithmetic, along, h, this.arithmetic.array(this.w[r]!.length));
  }

  /** One step of all rows in use. They come in fours: the moments of what fills up the last four move too. */
  update(errors: readonly Vector[], n: number, h: readonly Vector[], rate: number): void {
    for (let r = 0; r < Math.ceil(n / 4) * 4; r++) {
      step(this.arithmetic, this.w[r]!, this.moments[r]!, this.weightGradient(errors, h, r), rate);
    }
  }
}
