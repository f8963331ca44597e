import { sum4 } from '../math/lanes';
import { allocate } from '../memory';
import { exp4 } from './elementary4';
import { fourRows, matrixVector } from './linear';
import { step } from './optimizer';

/** Rows there may be, a multiple of 8. */
export const ROWS_MAX: u32 = 264;

/**
 * The output: P(row r) = e^(w_r · h) / Σ, weights f32[ROWS_MAX][inputs], 0 at first. Rows come into use one by one;
 * those not in use have no probability. There is no bias: it would save 0.1 %.
 * The gradient of the code, −ln P(row), with respect to the logits is P − (1 at the row): the errors.
 */
export class SoftmaxLayer {
  private readonly width: usize; //    bytes of a row
  private readonly w: usize;
  private readonly v: usize; //        second moments
  private readonly gradient: usize; // f32[4][inputs], scratch

  /** @param inputs a multiple of 32. */
  constructor(private readonly inputs: u32) {
    const width = (<usize>inputs) << 2;
    this.width = width;
    this.w = allocate(ROWS_MAX * width);
    this.v = allocate(ROWS_MAX * width);
    this.gradient = allocate(4 * width);
  }

  /** @param h f32[inputs]. @param n rows in use. @param p receives their probabilities, and 0 up to a multiple of 8. */
  forward(h: usize, n: u32, p: usize): void {
    const padded = (n + 7) & ~7;
    matrixVector(this.w, padded, this.inputs, h, p);
    softmax(p, n, padded);
  }

  /**
   * The gradient with respect to h, f32[steps][inputs] at `dh`, steps a multiple of 4.
   * @param errors f32[steps][ROWS_MAX], 0 for rows not in use. @param n rows in use.
   */
  backward(errors: usize, steps: u32, n: u32, dh: usize): void {
    const stride: usize = ROWS_MAX << 2;
    for (let k: usize = 0; k < steps; k += 4) {
      const into = dh + k * this.width;
      fourRows(errors + k * stride, stride, 4, n, this.w, this.width, this.inputs, into, this.width);
    }
  }

  /** One step of all rows in use. @param h f32[inputs] at each of `steps` steps. */
  update(errors: usize, steps: u32, n: u32, h: usize, stride: usize, rate: f32): void {
    for (let r: usize = 0; r < n; r += 4) {
      fourRows(errors + (r << 2), 4, ROWS_MAX << 2, steps, h, stride, this.inputs, this.gradient, this.width);
      step(this.w + r * this.width, this.v + r * this.width, this.gradient, this.inputs << 2, rate);
    }
  }
}

/**
 * Logits become probabilities, in place: e^(x - max) / Σ, summed in four lanes.
 * @param x f32[padded]. @param n how many count; those after them get 0. @param padded a multiple of 4.
 */
export function softmax(x: usize, n: u32, padded: u32): void {
  const end = x + ((<usize>padded) << 2);
  let top = load<f32>(x);
  for (let i: u32 = 1; i < n; i++) top = max(top, load<f32>(x + ((<usize>i) << 2)));
  const greatest = f32x4.splat(top);
  for (let i = x; i < end; i += 16) v128.store(i, exp4(f32x4.sub(v128.load(i), greatest)));
  for (let i = n; i < padded; i++) store<f32>(x + ((<usize>i) << 2), 0);
  let sums = f32x4.splat(0);
  for (let i = x; i < end; i += 16) sums = f32x4.add(sums, v128.load(i));
  const share = f32x4.splat(1 / sum4(sums));
  for (let i = x; i < end; i += 16) v128.store(i, f32x4.mul(v128.load(i), share));
}
