import { clamp4, sum4 } from '../math/lanes';
import { allocate } from '../memory';
import { grained4, sigmoid4, tanh4 } from './elementary4';
import { Embeddings } from './embeddings';
import { fourRows, matrixVector, vectorMatrix } from './linear';
import { step } from './optimizer';
import { Uniform } from './random';

/** Forget, candidate, output: a cell takes in what it forgets (the input gate is 1 - forget). */
const GATES: u32 = 3;

/** Uniform within ±this at first. */
const WEIGHT_LIMIT: f32 = 0.1;
/** The forget gate's bias at first: sigmoid(1) = 0.73 of a cell is kept. */
const FORGET_BIAS: f32 = 1;

/** Errors that go back to a cell, or to what came into a layer, stay within ±this. */
const ERROR_MAX: f32 = 2;
/** Hidden outputs and errors of gates are multiples of these: no product of theirs is denormal. */
const HIDDEN_GRAIN: f32 = 1.0 / 4194304;
const ERROR_GRAIN: f32 = 1.0 / 4294967296;
const NORM_EPSILON: f32 = 1e-5;

/**
 * A layer of an LSTM: H cells. At each step, for the gates q in (f, g, o), each f32[H]:
 *
 *   u_q = W_q x + embeddings          x = [h of the step before, h of the layer below]
 *   n_q = u_q / sqrt(mean u_q^2 + 1e-5)
 *   a_q = γ_q n_q + β_q
 *   f = sigmoid(a_f),  g = tanh(a_g),  o = sigmoid(a_o)
 *   c = f c' + (1 - f) g,   h = o tanh(c)              c' the cell of the step before
 *
 * What a step makes is a record of f32s, so that a later backward pass can be given many of them:
 *
 *   x[K] n[3H] a[3H] c'[H] tanh c[H] c[H] h[H] 1/sqrt(…)[4]        a after its nonlinearity
 *
 * Weights W f32[3H][K], rows in order of gates; embeddings.ts for the rest of u.
 * Sources: S. Hochreiter, J. Schmidhuber (1997); the forget gate of F. Gers et al. (2000); coupled gates: K. Greff et
 * al., "LSTM: a search space odyssey" (2015); gates normalised by their root mean square, as in B. Knoll's cmix.
 */
export class LstmLayer {
  /** Bytes of a step's record. */
  readonly activationBytes: usize;
  /** Offsets in it. */
  readonly before: usize;
  readonly cell: usize;
  readonly hidden: usize;
  private readonly normed: usize;
  private readonly active: usize;
  private readonly squashed: usize;
  private readonly scale: usize;

  private readonly columns: u32; //  K
  private readonly units: u32; //    3H
  private readonly w: usize; //      f32[3H][K]
  private readonly wv: usize;
  private readonly gain: usize; //   γ then β, f32[2][3H]
  private readonly gainV: usize;
  private readonly embeddings: Embeddings;
  private readonly errors: usize; //   gradient with respect to W x, f32[STEPS][3H]
  private readonly carried: usize; //  with respect to h, then to c, from the step after, f32[2][H]
  private readonly gainGradient: usize; // of γ then β, f32[2][3H]
  private readonly gradient: usize; // scratch, f32[4][K]

  /**
   * @param cells a multiple of 32. @param below whether there is a layer below.
   * @param tables, bits of its embeddings. @param steps of a backward pass: a multiple of 4, at most 32.
   */
  constructor(
    private readonly cells: u32,
    below: bool,
    tables: u32,
    bits: u32,
    private readonly steps: u32,
    random: Uniform,
  ) {
    const h = (<usize>cells) << 2;
    const columns = below ? 2 * cells : cells;
    const units = GATES * cells;
    const x = (<usize>columns) << 2;
    this.normed = x;
    this.active = x + 3 * h;
    this.before = x + 6 * h;
    this.squashed = x + 7 * h;
    this.cell = x + 8 * h;
    this.hidden = x + 9 * h;
    this.scale = x + 10 * h;
    this.activationBytes = x + 10 * h + 16;
    const w = allocate((units * columns) << 2);
    random.fill(w, units * columns, WEIGHT_LIMIT);
    const gain = allocate((2 * units) << 2);
    for (let i: u32 = 0; i < units; i++) store<f32>(gain + (i << 2), 1);
    for (let i: u32 = 0; i < cells; i++) store<f32>(gain + ((units + i) << 2), FORGET_BIAS);
    this.columns = columns;
    this.units = units;
    this.w = w;
    this.wv = allocate((units * columns) << 2);
    this.gain = gain;
    this.gainV = allocate((2 * units) << 2);
    this.embeddings = new Embeddings(tables, bits, units, random);
    this.errors = allocate((steps * units) << 2);
    this.carried = allocate(2 * h);
    this.gainGradient = allocate(6 * h);
    this.gradient = allocate(4 * x);
  }

  /** One step. @param activations with x and c' in it; the rest is made. @param keys of the embeddings. */
  forward(activations: usize, keys: usize): void {
    const h = (<usize>this.cells) << 2;
    const u = activations + this.normed;
    matrixVector(this.w, this.units, this.columns, activations, u);
    this.embeddings.addTo(u, keys);
    const scale = activations + this.scale;
    for (let q: u32 = 0; q < GATES; q++) {
      let squares = f32x4.splat(0);
      const start = <usize>q * h;
      for (let i = start; i < start + h; i += 16) {
        const v = v128.load(u + i);
        squares = f32x4.add(squares, f32x4.mul(v, v));
      }
      const r: f32 = 1 / sqrt<f32>(sum4(squares) / <f32>this.cells + NORM_EPSILON);
      store<f32>(scale + (q << 2), r);
      for (let i = start; i < start + h; i += 16) v128.store(u + i, f32x4.mul(v128.load(u + i), f32x4.splat(r)));
    }
    const a = activations + this.active;
    const shift = this.gain + 3 * h;
    for (let i: usize = 0; i < h; i += 16) {
      const f = sigmoid4(this.scaled(u, shift, i));
      const g = tanh4(this.scaled(u, shift, i + h));
      const o = sigmoid4(this.scaled(u, shift, i + 2 * h));
      v128.store(a + i, f);
      v128.store(a + h + i, g);
      v128.store(a + 2 * h + i, o);
      const kept = f32x4.mul(f, v128.load(activations + this.before + i));
      const c = f32x4.add(kept, f32x4.mul(f32x4.sub(f32x4.splat(1), f), g));
      const squashed = tanh4(c);
      v128.store(activations + this.cell + i, c);
      v128.store(activations + this.squashed + i, squashed);
      v128.store(activations + this.hidden + i, grained4(f32x4.mul(o, squashed), HIDDEN_GRAIN));
    }
  }

  @inline
  private scaled(n: usize, shift: usize, i: usize): v128 {
    return f32x4.add(f32x4.mul(v128.load(n + i), v128.load(this.gain + i)), v128.load(shift + i));
  }

  /**
   * Back-propagation through all steps, the last first.
   *
   * @param activations of this layer. @param stride from one to the next.
   * @param above f32[steps][H]: the gradient of the code with respect to h, from outside this layer.
   * @param aboveStride its stride.
   */
  backward(activations: usize, stride: usize, above: usize, aboveStride: usize): void {
    const h = (<usize>this.cells) << 2;
    memory.fill(this.carried, 0, 2 * h);
    memory.fill(this.gainGradient, 0, 6 * h);
    for (let k = <i32>this.steps - 1; k >= 0; k--) {
      const d = this.errors + <usize>k * 3 * h;
      this.gatesBackward(activations + <usize>k * stride, above + <usize>k * aboveStride, d);
      if (k) vectorMatrix(d, this.units, this.w, (<usize>this.columns) << 2, this.cells, this.carried);
    }
  }

  /** The way back through the nonlinearities of one step. @param d receives the gradient with respect to W x, f32[3H]. */
  private gatesBackward(activations: usize, above: usize, d: usize): void {
    const h = (<usize>this.cells) << 2;
    const one = f32x4.splat(1);
    const a = activations + this.active;
    const carriedState = this.carried + h;
    for (let i: usize = 0; i < h; i += 16) {
      const f = v128.load(a + i);
      const g = v128.load(a + h + i);
      const o = v128.load(a + 2 * h + i);
      const squashed = v128.load(activations + this.squashed + i);
      const dh = f32x4.add(v128.load(above + i), clamp4(v128.load(this.carried + i), ERROR_MAX));
      const slope = f32x4.sub(one, f32x4.mul(squashed, squashed));
      const dc = f32x4.add(v128.load(carriedState + i), f32x4.mul(f32x4.mul(dh, o), slope));
      v128.store(carriedState + i, clamp4(f32x4.mul(dc, f), ERROR_MAX));
      const leak = f32x4.sub(one, f);
      const df = f32x4.mul(f32x4.mul(f32x4.sub(v128.load(activations + this.before + i), g), f), leak);
      const dg = f32x4.mul(leak, f32x4.sub(one, f32x4.mul(g, g)));
      const dO = f32x4.mul(f32x4.mul(squashed, o), f32x4.sub(one, o));
      this.gainBackward(activations, i, f32x4.mul(dc, df), d);
      this.gainBackward(activations, i + h, f32x4.mul(dc, dg), d);
      this.gainBackward(activations, i + 2 * h, f32x4.mul(dh, dO), d);
    }
    for (let q: usize = 0; q < GATES; q++) this.normBackward(activations, d, q * h);
  }

  /** Through a = γ n + β, of four units at the offset `i`. */
  @inline
  private gainBackward(activations: usize, i: usize, da: v128, d: usize): void {
    const gamma = this.gainGradient + i;
    const beta = gamma + ((<usize>this.units) << 2);
    v128.store(gamma, f32x4.add(v128.load(gamma), f32x4.mul(da, v128.load(activations + this.normed + i))));
    v128.store(beta, f32x4.add(v128.load(beta), da));
    v128.store(d + i, f32x4.mul(da, v128.load(this.gain + i)));
  }

  /** Through n = u r, r = 1 / sqrt(mean u^2 + epsilon): du = r (dn - n mean(n dn)), of the gate at the offset `start`. */
  @inline
  private normBackward(activations: usize, d: usize, start: usize): void {
    const h = (<usize>this.cells) << 2;
    const n = activations + this.normed;
    let dot = f32x4.splat(0);
    for (let i = start; i < start + h; i += 16) {
      dot = f32x4.add(dot, f32x4.mul(v128.load(d + i), v128.load(n + i)));
    }
    const mean = f32x4.splat(sum4(dot) / <f32>this.cells);
    const r = f32x4.splat(load<f32>(activations + this.scale + ((start / h) << 2)));
    for (let i = start; i < start + h; i += 16) {
      const along = f32x4.mul(v128.load(n + i), mean);
      v128.store(d + i, grained4(f32x4.mul(f32x4.sub(v128.load(d + i), along), r), ERROR_GRAIN));
    }
  }

  /** After `backward`: the gradient with respect to what the layer below gave, added to `below`, f32[steps][H]. */
  passDown(below: usize, belowStride: usize): void {
    const h = (<usize>this.cells) << 2;
    const stride = (<usize>this.columns) << 2;
    for (let k: usize = 0; k < this.steps; k += 4) {
      const d = this.errors + k * 3 * h;
      fourRows(d, 3 * h, 4, this.units, this.w + h, stride, this.cells, this.gradient, h);
      for (let p: usize = 0; p < 4; p++) {
        const into = below + (k + p) * belowStride;
        for (let i: usize = 0; i < h; i += 16) {
          const passed = clamp4(v128.load(this.gradient + p * h + i), ERROR_MAX);
          v128.store(into + i, f32x4.add(v128.load(into + i), passed));
        }
      }
    }
  }

  /** After `backward`: one step of all weights. @param keys as for `forward`, of each step, `stride` apart. */
  update(activations: usize, keys: usize, stride: usize, rate: f32): void {
    const h = (<usize>this.cells) << 2;
    const x = (<usize>this.columns) << 2;
    for (let r: usize = 0; r < this.units; r += 4) {
      fourRows(this.errors + (r << 2), 4, 3 * h, this.steps, activations, stride, this.columns, this.gradient, x);
      step(this.w + r * x, this.wv + r * x, this.gradient, this.columns << 2, rate);
    }
    step(this.gain, this.gainV, this.gainGradient, 2 * this.units, rate);
    this.embeddings.update(this.errors, this.steps, keys, stride, rate);
  }
}
