import { MASS_ONE } from './byte-to-bit.js';
import type { Arithmetic, Vector } from './neural/arithmetic.js';
import { SoftmaxLayer } from './neural/softmax-layer.js';
import { f32 } from './numbers.js';

const ERROR_GRAIN = 2 ** -24;

/** Rows of a softmax for the bytes seen. Specification of kernel/models/byte-softmax.ts, whose preface explains it. */
export class ByteSoftmax {
  readonly layer: SoftmaxLayer;
  private readonly arithmetic: Arithmetic;
  /** Bytes seen, in order: the rows after the first. */
  private readonly seen: number[] = [];
  private errors: Vector[] = [];

  constructor(arithmetic: Arithmetic, inputs: number) {
    this.arithmetic = arithmetic;
    this.layer = new SoftmaxLayer(arithmetic, inputs);
  }

  /** P(row). */
  forward(h: Vector): Vector {
    return this.layer.forward(h, this.rows);
  }

  /** What the probabilities of rows, `p`, make of each byte. */
  masses(p: Vector): readonly number[] {
    const one = MASS_ONE - 4096;
    const unseen = Math.max(Math.floor(f32(f32(p[0]! * one) / Math.max(256 - this.seen.length, 1))), 1);
    return Array.from({ length: 256 }, (_, byte) => {
      const row = this.rowOf(byte);
      return row ? Math.max(Math.floor(f32(p[row]! * one)), 1) : unseen;
    });
  }

  /** Keeps the errors of a step. */
  learn(byte: number, p: Vector): void {
    const row = this.rowOf(byte);
    const errors = p.slice();
    errors[row] = errors[row]! - 1;
    this.errors.push(errors.map((e) => this.arithmetic.grained(e, ERROR_GRAIN)));
    if (row === 0) this.seen.push(byte);
  }

  /** The gradient with respect to h at each step kept. */
  backward(): Vector[] {
    return this.layer.backward(this.errors, this.rows);
  }

  /** The gradient of the row `r`. @param h at each step kept. */
  gradient(h: readonly Vector[], r: number): Vector {
    return this.layer.weightGradient(this.errors, h, r);
  }

  /** One step of all rows in use. */
  update(h: readonly Vector[], rate: number): void {
    this.layer.update(this.errors, this.rows, h, rate);
  }

  /** Drops the steps kept. */
  forget(): void {
    this.errors = [];
  }

  /** The row that stands for `byte`; 0 if it was not seen. */
  rowOf(byte: number): number {
    return this.seen.indexOf(byte) + 1;
  }

  /** Rows in use: bytes seen, and one. */
  get rows(): number {
    return this.seen.length + 1;
  }
}
