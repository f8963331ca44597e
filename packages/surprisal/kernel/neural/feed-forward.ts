import { allocate } from '../memory';
import { Dense } from './dense';
import { grained4 } from './elementary4';
import { normalise, normaliseBackward } from './norm';
import { Uniform } from './random';

/** Uniform within ±this at first: the inner weights. The outer ones start at 0, so that a block begins by changing nothing. */
const WEIGHT_LIMIT: f32 = 0.1;
/** Hidden numbers and errors are multiples of these: no product of theirs is denormal. */
const HIDDEN_GRAIN: f32 = 1.0 / 4194304;
const ERROR_GRAIN: f32 = 1.0 / 4294967296;

/**
 * The second half of a block of a Transformer, for each position by itself:
 *
 *   u = norm(W1 norm(x)),  x += W2 relu(u)^2
 *
 * That u is normalised too keeps any rate of learning from running away: without it, 0.005 doubles the code of prose.
 * A step's record: norm(x)[d] u[f] relu(u)^2[f], then 1 / root mean square of x and of W1 norm(x), padded to four.
 * Source of the square: D. So et al., "Primer: searching for efficient Transformers" (2021).
 */
export class FeedForward {
  readonly activationBytes: usize;
  private readonly inner: Dense;
  private readonly outer: Dense;
  private readonly width: usize; //  bytes of d numbers
  private readonly hidden: usize; // bytes of f numbers
  private readonly dn: usize; //     with respect to norm(x), f32[steps][d]
  private readonly dh: usize; //     with respect to relu(u)^2, f32[steps][f]
  private readonly du: usize; //     with respect to W1 norm(x), f32[steps][f]

  /** @param units d, @param hidden f, multiples of 32. @param steps learned from at once, a multiple of 4. */
  constructor(
    units: u32,
    hidden: u32,
    private readonly steps: u32,
    random: Uniform,
  ) {
    const width = (<usize>units) << 2;
    const bytes = (<usize>hidden) << 2;
    this.inner = new Dense(hidden, units, WEIGHT_LIMIT, random);
    this.outer = new Dense(units, hidden, 0, random);
    this.width = width;
    this.hidden = bytes;
    this.activationBytes = width + 2 * bytes + 16;
    this.dn = allocate(<usize>steps * width);
    this.dh = allocate(<usize>steps * bytes);
    this.du = allocate(<usize>steps * bytes);
  }

  /** @param x f32[d], changed. @param y f32[d], scratch. */
  forward(x: usize, activations: usize, y: usize): void {
    const u = activations + this.width;
    const h = u + this.hidden;
    const scales = h + this.hidden;
    store<f32>(scales, normalise(x, this.width, activations));
    this.inner.forward(activations, u);
    store<f32>(scales, normalise(u, this.hidden, u), 4);
    for (let i: usize = 0; i < this.hidden; i += 16) {
      const v = f32x4.max(v128.load(u + i), f32x4.splat(0));
      v128.store(h + i, grained4(f32x4.mul(v, v), HIDDEN_GRAIN));
    }
    this.outer.forward(h, y);
    for (let i: usize = 0; i < this.width; i += 16) v128.store(x + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
  }

  /** The way back, and one step of all weights. @param dx f32[steps][d]: with respect to x after, made that before. */
  backward(activations: usize, stride: usize, dx: usize, rate: f32): void {
    const h = activations + this.width + this.hidden;
    this.outer.backward(dx, this.width, this.steps, this.dh);
    this.outer.update(dx, this.width, this.steps, h, stride, rate);
    memory.fill(this.du, 0, this.steps * this.hidden);
    for (let k: usize = 0; k < this.steps; k++) {
      const u = activations + k * stride + this.width;
      const d = this.dh + k * this.hidden;
      for (let i: usize = 0; i < this.hidden; i += 16) {
        const v = f32x4.max(v128.load(u + i), f32x4.splat(0));
        v128.store(d + i, grained4(f32x4.mul(v128.load(d + i), f32x4.add(v, v)), ERROR_GRAIN));
      }
      normaliseBackward(d, u, load<f32>(u + 2 * this.hidden, 4), this.hidden, this.du + k * this.hidden);
    }
    this.inner.backward(this.du, this.hidden, this.steps, this.dn);
    this.inner.update(this.du, this.hidden, this.steps, activations, stride, rate);
    for (let k: usize = 0; k < this.steps; k++) {
      const n = activations + k * stride;
      const r = load<f32>(n + this.width + 2 * this.hidden);
      normaliseBackward(this.dn + k * this.width, n, r, this.width, dx + k * this.width);
    }
  }
}
