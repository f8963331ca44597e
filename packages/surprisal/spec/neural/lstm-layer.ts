import { type Arithmetic, clamp, sigmoid, sumOf, tanh, type Vector } from './arithmetic.js';
import { Embeddings } from './embeddings.js';
import { combine, type Matrix, matrix, matrixVector } from './linear.js';
import { step } from './optimizer.js';
import type { Uniform } from './random.js';

const GATES = 3;
const WEIGHT_LIMIT = 0.1;
const FORGET_BIAS = 1;
const ERROR_MAX = 2;
const HIDDEN_GRAIN = 2 ** -22;
const ERROR_GRAIN = 2 ** -32;
const NORM_EPSILON = 1e-5;

/** What a step makes. */
export interface LstmStep {
  /** h of the step before, then h of the layer below. */
  readonly x: Vector;
  readonly before: Vector;
  readonly n: Vector;
  readonly a: Vector;
  readonly squashed: Vector;
  readonly cell: Vector;
  readonly hidden: Vector;
  /** 1 / root mean square of each gate's input. */
  readonly scales: Vector;
}

/** With respect to W x at each step, and to gain and shift. */
export interface LstmGradient {
  readonly errors: readonly Vector[];
  readonly gain: Vector;
  readonly shift: Vector;
}

/** A layer of an LSTM. Specification of kernel/neural/lstm-layer.ts, whose preface explains it. */
export class LstmLayer {
  readonly cells: number;
  readonly w: Matrix;
  readonly gain: Vector;
  readonly shift: Vector;
  readonly embeddings: Embeddings;
  private readonly arithmetic: Arithmetic;
  private readonly moments: Matrix;
  private readonly gainMoments: Vector;
  private readonly shiftMoments: Vector;

  constructor(arithmetic: Arithmetic, cells: number, below: boolean, tables: number, bits: number, random: Uniform) {
    const units = GATES * cells;
    this.arithmetic = arithmetic;
    this.cells = cells;
    this.w = matrix(arithmetic, units, below ? 2 * cells : cells);
    this.moments = matrix(arithmetic, units, below ? 2 * cells : cells);
    for (const row of this.w) random.fill(row, WEIGHT_LIMIT);
    this.gain = arithmetic.array(units).fill(1);
    this.shift = arithmetic.array(units).fill(FORGET_BIAS, 0, cells);
    this.gainMoments = arithmetic.array(units);
    this.shiftMoments = arithmetic.array(units);
    this.embeddings = new Embeddings(arithmetic, tables, bits, units, random);
  }

  forward(x: Vector, before: Vector, keys: readonly number[]): LstmStep {
    const { round, grained, array } = this.arithmetic;
    const h = this.cells;
    const n = array(GATES * h);
    const scales = array(GATES);
    matrixVector(this.arithmetic, this.w, x, n);
    this.embeddings.addTo(n, keys);
    for (let q = 0; q < GATES; q++) {
      const u = n.subarray(q * h, (q + 1) * h);
      const mean = round(sumOf(this.arithmetic, h, (i) => u[i]! * u[i]!) / h);
      const scale = round(1 / round(Math.sqrt(round(mean + round(NORM_EPSILON)))));
      scales[q] = scale;
      for (let i = 0; i < h; i++) u[i] = u[i]! * scale;
    }
    const a = n.map((x, i) => round(x * this.gain[i]!) + this.shift[i]!);
    const [squashed, cell, hidden] = [array(h), array(h), array(h)];
    for (let i = 0; i < h; i++) {
      const f = sigmoid(this.arithmetic, a[i]!);
      const g = tanh(this.arithmetic, a[h + i]!);
      const o = sigmoid(this.arithmetic, a[2 * h + i]!);
      a.set([f], i);
      a.set([g], h + i);
      a.set([o], 2 * h + i);
      cell[i] = round(f * before[i]!) + round(round(1 - f) * g);
      squashed[i] = tanh(this.arithmetic, cell[i]!);
      hidden[i] = grained(round(o * squashed[i]!), HIDDEN_GRAIN);
    }
    return { x, before, n, a, squashed, cell, hidden, scales };
  }

  /** The way back through `steps`. @param above gradient with respect to h of each step, from outside this layer. */
  backward(steps: readonly LstmStep[], above: readonly Vector[]): LstmGradient {
    const { round, array } = this.arithmetic;
    const h = this.cells;
    const [carried, carriedCell] = [array(h), array(h)];
    const [gain, shift] = [array(GATES * h), array(GATES * h)];
    const errors: Vector[] = [];
    for (let k = steps.length - 1; k >= 0; k--) {
      const { before, n, a, squashed } = steps[k]!;
      const d = array(GATES * h);
      for (let i = 0; i < h; i++) {
        const [f, g, o, s] = [a[i]!, a[h + i]!, a[2 * h + i]!, squashed[i]!];
        const dh = round(above[k]![i]! + clamp(carried[i]!, ERROR_MAX));
        const slope = round(1 - round(s * s));
        const dc = round(carriedCell[i]! + round(round(dh * o) * slope));
        carriedCell[i] = clamp(round(dc * f), ERROR_MAX);
        const leak = round(1 - f);
        d[i] = dc * round(round(round(before[i]! - g) * f) * leak);
        d[h + i] = dc * round(leak * round(1 - round(g * g)));
        d[2 * h + i] = dh * round(round(s * o) * round(1 - o));
      }
      for (let i = 0; i < d.length; i++) {
        gain[i] = gain[i]! + round(d[i]! * n[i]!);
        shift[i] = shift[i]! + d[i]!;
        d[i] = d[i]! * this.gain[i]!;
      }
      for (let q = 0; q < GATES; q++) this.normBackward(steps[k]!, d, q);
      errors[k] = d;
      combine(this.arithmetic, d, this.w, carried);
    }
    return { errors, gain, shift };
  }

  private normBackward({ n, scales }: LstmStep, d: Vector, q: number): void {
    const { round, grained } = this.arithmetic;
    const h = this.cells;
    const start = q * h;
    const mean = round(sumOf(this.arithmetic, h, (i) => d[start + i]! * n[start + i]!) / h);
    for (let i = start; i < start + h; i++) {
      d[i] = grained(round(round(d[i]! - round(n[i]! * mean)) * scales[q]!), ERROR_GRAIN);
    }
  }

  /** Adds the gradient with respect to what the layer below gave. */
  passDown(errors: readonly Vector[], below: readonly Vector[]): void {
    const passed = this.arithmetic.array(this.cells);
    errors.forEach((d, k) => {
      combine(this.arithmetic, d, this.w, passed, this.cells);
      for (let i = 0; i < this.cells; i++) below[k]![i] = below[k]![i]! + clamp(passed[i]!, ERROR_MAX);
    });
  }

  /** The gradient of the row `r` of W. */
  weightGradient(steps: readonly LstmStep[], errors: readonly Vector[], r: number): Vector {
    const inputs = steps.map(({ x }) => x);
    const along = errors.map((d) => d[r]!);
    return combine(this.arithmetic, along, inputs, this.arithmetic.array(this.w[r]!.length));
  }

  /** One step of all weights. */
  update(steps: readonly LstmStep[], gradient: LstmGradient, keys: readonly (readonly number[])[], rate: number): void {
    this.w.forEach((row, r) => {
      step(this.arithmetic, row, this.moments[r]!, this.weightGradient(steps, gradient.errors, r), rate);
    });
    step(this.arithmetic, this.gain, this.gainMoments, gradient.gain, rate);
    step(this.arithmetic, this.shift, this.shiftMoments, gradient.shift, rate);
    this.embeddings.update(gradient.errors, keys, rate);
  }
}
