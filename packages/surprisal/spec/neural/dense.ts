import type { Arithmetic, Vector } from './arithmetic.js';
import { combine, type Matrix, matrix, matrixVector } from './linear.js';
import { step } from './optimizer.js';
import type { Uniform } from './random.js';

/** A matrix of weights. Specification of kernel/neural/dense.ts. */
export class Dense {
  readonly w: Matrix;
  private readonly arithmetic: Arithmetic;
  private readonly moments: Matrix;

  constructor(arithmetic: Arithmetic, rows: number, columns: number, limit: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.w = matrix(arithmetic, rows, columns);
    this.moments = matrix(arithmetic, rows, columns);
    if (limit > 0) for (const row of this.w) random.fill(row, limit);
  }

  forward(x: Vector): Vector {
    const y = this.arithmetic.array(this.w.length);
    matrixVector(this.arithmetic, this.w, x, y);
    return y;
  }

  /** The gradient with respect to x at each step. */
  backward(errors: readonly Vector[]): Vector[] {
    return errors.map((d) => combine(this.arithmetic, d, this.w, this.arithmetic.array(this.w[0]!.length)));
  }

  /** The gradient of the row `r`. @param x what came in at each step. */
  gradient(errors: readonly Vector[], x: readonly Vector[], r: number): Vector {
    const along = errors.map((d) => d[r]!);
    return combine(this.arithmetic, along, x, this.arithmetic.array(this.w[r]!.length));
  }

  /** One step of all weights. */
  update(errors: readonly Vector[], x: readonly Vector[], rate: number): void {
    this.w.forEach((row, r) => {
      step(this.arithmetic, row, this.moments[r]!, this.gradient(errors, x, r), rate);
    });
  }
}
