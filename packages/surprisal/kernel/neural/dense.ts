import { allocate } from '../memory';
import { fourRows, matrixVector } from './linear';
import { step } from './optimizer';
import { Uniform } from './random';

/**
 * A matrix of weights, f32[rows][columns], with a second moment each: y = W x at every step, and the way back through
 * many steps at once. Steps come in fours.
 */
export class Dense {
  private readonly w: usize;
  private readonly v: usize;
  private readonly gradient: usize; // f32[4][columns], scratch
  private readonly width: usize; //    bytes of a row

  /** @param rows, columns multiples of 8. @param limit uniform within ±this at first. */
  constructor(
    private readonly rows: u32,
    private readonly columns: u32,
    limit: f32,
    random: Uniform,
  ) {
    const width = (<usize>columns) << 2;
    const w = allocate(rows * width);
    if (limit > 0) random.fill(w, rows * columns, limit);
    this.w = w;
    this.v = allocate(rows * width);
    this.gradient = allocate(4 * width);
    this.width = width;
  }

  /** @param x f32[columns]. @param y receives f32[rows]. */
  @inline
  forward(x: usize, y: usize): void {
    matrixVector(this.w, this.rows, this.columns, x, y);
  }

  /**
   * The gradient with respect to x at each step.
   * @param errors f32[rows] at each step, `stride` apart. @param into receives f32[steps][columns].
   */
  backward(errors: usize, stride: usize, steps: u32, into: usize): void {
    for (let k: usize = 0; k < steps; k += 4) {
      const c = into + k * this.width;
      fourRows(errors + k * stride, stride, 4, this.rows, this.w, this.width, this.columns, c, this.width);
    }
  }

  /** One step of all weights. @param errors as above. @param x f32[columns] at each step, `xStride` apart. */
  update(errors: usize, stride: usize, steps: u32, x: usize, xStride: usize, rate: f32): void {
    for (let r: usize = 0; r < this.rows; r += 4) {
      fourRows(errors + (r << 2), 4, stride, steps, x, xStride, this.columns, this.gradient, this.width);
      step(this.w + r * this.width, this.v + r * this.width, this.gradient, this.columns << 2, rate);
    }
  }
}
