import { ln } from '../math/elementary';
import { allocate } from '../memory';
import { grained4 } from './elementary4';
import { HardLstm } from './hard-lstm';
import { DECAY, step } from './optimizer';
import { Uniform } from './random';
import { add, addScaled, dot } from './vectors';

/** Steps between updates; errors go back through all of them and no further. */
const STEPS: u32 = 32;
/** Errors that go back to a cell, or to a hidden output, stay within ±this. */
const ERROR_MAX: f32 = 8;
/** Errors are multiples of this: no product of theirs with a hidden output is denormal. */
const ERROR_GRAIN: f32 = 1.0 / 16777216;
/** Uniform within ±this at first: what symbols and cells say to the gates, and what cells say to the output. */
const START: f32 = 0.5;
/** Bias of the forget gate at first: 3/4 of a cell is kept. */
const FORGET_BIAS: f32 = 1;
/** Products of probabilities are turned into a logarithm below this. */
const PRODUCT_MIN: f64 = 1e-200;
/** A weight is at most this many of its steps. */
const WEIGHT_MAX: f32 = 127;

/**
 * Trains a HardLstm on symbols, again and again over the same ones: truncated back-propagation through 32 steps, then one
 * step of every weight (neural/optimizer.ts).
 *
 * What is minimised is the length of a code in two parts: the code of the symbols in nats, and λ Σ |w|, which is the
 * code of the weights where P(w) ∝ e^(−λ |w|): most weights then end at 0, which costs next to nothing. The gradient of the
 * second part is shared out evenly over the updates of a weight in one pass; a row of E or D has one where its symbol comes.
 *
 * Rounding: the network computes with weights that are multiples of a step, a power of two, while the updates, which are
 * smaller, add up in a copy of full precision ("straight through": the derivative of rounding is taken to be 1).
 *
 * Four blocks of the shape of the weights: those the network uses, those of full precision, second moments, gradients.
 * Sources: S. Nowlan, G. Hinton, "Simplifying neural networks by soft weight-sharing" (1992), for the code of weights;
 * M. Courbariaux et al., "BinaryConnect" (2015), for rounding in the loop.
 */
export class HardLstmTraining {
  readonly net: HardLstm;
  /** From a weight that is used to the same in the other blocks. */
  private readonly full: usize;
  private readonly moment: usize;
  private readonly gradient: usize;
  /** u8[n]: what is learned. */
  readonly text: usize;
  /** Updates in a pass in which a symbol comes before another, u32[symbols]; those of all. */
  private readonly updatesOf: usize;
  private readonly updatesInPass: u32;
  private readonly activations: usize; // of the step before the first, and of all steps
  private readonly activationBytes: usize;
  private readonly carried: usize; // gradient with respect to h, then c, f32[2][H]
  private readonly du: usize; //      with respect to u, f32[4H]
  private readonly moved: usize; //   u8[256]: symbols whose rows were moved by this update
  private remaining: f64 = 1; //      DECAY^n after n updates
  /** Weights are to be multiples of 2^-exponent, and are while `rounding`. */
  exponent: u32 = 0;
  rounding: bool = false;

  /** @param n symbols there are to learn: to be written to `text`, then `start`. */
  constructor(
    cells: u32,
    symbols: u32,
    readonly n: u32,
  ) {
    const bytes = HardLstm.bytes(cells, symbols);
    const block = allocate(4 * bytes);
    const net = new HardLstm(block);
    net.open(cells, symbols);
    this.net = net;
    this.full = bytes;
    this.moment = 2 * bytes;
    this.gradient = 3 * bytes;
    this.text = allocate(n);
    this.updatesOf = allocate(SYMBOL_BYTES << 2);
    this.updatesInPass = (n + STEPS - 1) / STEPS;
    this.activationBytes = HardLstm.activationBytes(cells, symbols);
    this.activations = allocate((STEPS + 1) * this.activationBytes);
    this.carried = allocate(2 * net.cellBytes);
    this.du = allocate(net.unitBytes);
    this.moved = allocate(SYMBOL_BYTES);
  }

  /** Weights to begin with. @param seed others for another. */
  start(seed: u32): void {
    const net = this.net;
    const random = new Uniform(seed);
    memory.fill(net.v, 0, this.full << 2);
    const m = net.v + this.full;
    for (let i: u32 = 0; i < HardLstm.count(net.cells, net.symbols); i++) {
      const at = net.place(i);
      const isWeight = (at >= net.V && at < net.b) || at >= net.E;
      if (isWeight) random.fill(at + this.full, 1, START);
    }
    const forget = net.b - net.v + m + net.cellBytes;
    for (let j: u32 = 0; j < net.cells; j++) store<f32>(forget + (j << 2), FORGET_BIAS);
    this.remaining = 1;
    this.countUpdates();
  }

  private countUpdates(): void {
    memory.fill(this.updatesOf, 0, SYMBOL_BYTES << 2);
    for (let from: u32 = 0; from < this.n; from += STEPS) {
      memory.fill(this.moved, 0, SYMBOL_BYTES);
      for (let t = max<u32>(from, 1); t < min(from + STEPS, this.n); t++) {
        const s: usize = load<u8>(this.text + t - 1);
        if (load<u8>(this.moved + s)) continue;
        store<u8>(this.moved + s, 1);
        const at = this.updatesOf + (s << 2);
        store<u32>(at, load<u32>(at) + 1);
      }
    }
  }

  /**
   * Learns the symbols [from, to); `from` is 0, or where the call before ended.
   * @param rate of all weights. @param lambda of the penalty, in nats for a weight of 1. @returns the code of the symbols in nats.
   */
  pass(from: u32, to: u32, rate: f64, lambda: f32): f64 {
    const net = this.net;
    if (from === 0) {
      memory.fill(this.activations, 0, this.activationBytes);
      this.use(net.v, this.full);
    }
    let nats: f64 = 0;
    for (let t = from; t < to; t += STEPS) {
      const steps = min(STEPS, to - t);
      nats += this.forward(t, steps);
      for (let k = <i32>steps - 1; k >= 0; k--)
        this.backward(t + k, this.activations + <usize>k * this.activationBytes);
      this.remaining *= DECAY;
      this.update(t, steps, <f32>(rate * Math.sqrt(1 - this.remaining)), lambda);
      memory.copy(this.activations, this.activations + steps * this.activationBytes, 2 * net.cellBytes);
      memory.fill(this.carried, 0, 2 * net.cellBytes);
    }
    return nats;
  }

  /** The code of all symbols in nats, nothing being learned. */
  cost(): f64 {
    const net = this.net;
    memory.fill(this.activations, 0, this.activationBytes);
    let nats: f64 = 0;
    for (let t: u32 = 0; t < this.n; t += STEPS) {
      const steps = min(STEPS, this.n - t);
      nats += this.forward(t, steps);
      memory.copy(this.activations, this.activations + steps * this.activationBytes, 2 * net.cellBytes);
    }
    return nats;
  }

  /** Rounds all weights that the network uses. */
  round(): void {
    const net = this.net;
    this.rounding = true;
    this.use(net.v, this.full);
  }

  /** Steps from `t` on, each into its record. @returns their code in nats. */
  private forward(t: u32, steps: u32): f64 {
    const net = this.net;
    let nats: f64 = 0;
    let product: f64 = 1;
    let activations = this.activations;
    for (let k: u32 = 0; k < steps; k++) {
      const at = this.text + t + k;
      net.forward(t + k ? <i32>load<u8>(at - 1) : -1, activations, activations + this.activationBytes);
      activations += this.activationBytes;
      // A coder's probabilities have a floor, too: 2^-30 is that of the masses (models/byte-to-bit.ts).
      product *= max<f64>(
        <f64>load<f32>(net.probabilities(activations) + ((<usize>load<u8>(at)) << 2)),
        1.0 / 1073741824.0,
      );
      if (product > PRODUCT_MIN) continue;
      nats -= ln(product);
      product = 1;
    }
    return nats - ln(product);
  }

  /** The way back through step `t`. @param before the record before its own. */
  private backward(t: u32, before: usize): void {
    const net = this.net;
    const activations = before + this.activationBytes;
    const h = net.cellBytes;
    const width = net.symbolBytes;
    const bytes = net.unitBytes;
    const e = net.probabilities(activations);
    const target = e + ((<usize>load<u8>(this.text + t)) << 2);
    store<f32>(target, load<f32>(target) - 1);
    for (let i: usize = 0; i < width; i += 16) v128.store(e + i, grained4(v128.load(e + i), ERROR_GRAIN));
    add(net.v + this.gradient, e, width);
    const symbol: usize = t ? load<u8>(this.text + t - 1) : 0;
    if (t) add(net.D + symbol * width + this.gradient, e, width);
    for (let j: usize = 0; j < net.cells; j++) {
      const row = net.V + j * width;
      const at = this.carried + (j << 2);
      store<f32>(at, clamp(load<f32>(at) + dot(e, row, width)));
      addScaled(row + this.gradient, load<f32>(activations + h + (j << 2)), e, width);
    }
    const du = this.du;
    for (let k: usize = 0; k < h; k += 16) this.gatesBackward(before + k, activations + k, this.carried + k, du + k);
    add(net.b + this.gradient, du, bytes);
    if (t) add(net.E + symbol * bytes + this.gradient, du, bytes);
    for (let j: usize = 0; j < net.cells; j++) {
      const row = net.W + j * bytes;
      addScaled(row + this.gradient, load<f32>(before + h + (j << 2)), du, bytes);
      store<f32>(this.carried + (j << 2), dot(du, row, bytes));
    }
  }

  /** Through the gates of four cells. @param du receives the gradient with respect to u, gate by gate. */
  @inline
  private gatesBackward(before: usize, activations: usize, carried: usize, du: usize): void {
    const h = this.net.cellBytes;
    const a = activations + 2 * h;
    const one = f32x4.splat(1);
    const i = v128.load(a);
    const f = v128.load(a + h);
    const g = v128.load(a + 2 * h);
    const o = v128.load(a + 3 * h);
    const c = v128.load(activations);
    const q = f32x4.div(one, f32x4.add(one, f32x4.abs(c)));
    const dh = v128.load(carried);
    const dc = f32x4.add(v128.load(carried + h), f32x4.mul(f32x4.mul(dh, o), f32x4.mul(q, q)));
    v128.store(carried + h, clamp4(f32x4.mul(dc, f)));
    v128.store(du, hardSlope(f32x4.mul(dc, g), i));
    v128.store(du + h, hardSlope(f32x4.mul(dc, v128.load(before)), f));
    const inside = f32x4.lt(f32x4.abs(g), one);
    v128.store(du + 2 * h, grained4(v128.and(f32x4.mul(dc, i), inside), ERROR_GRAIN));
    v128.store(du + 3 * h, hardSlope(f32x4.mul(dh, f32x4.mul(c, q)), o));
  }

  /** One step of all weights that had an error in the steps from `t` on; their gradients are 0 again. */
  private update(t: u32, steps: u32, rate: f32, lambda: f32): void {
    const net = this.net;
    const share = lambda / <f32>this.updatesInPass;
    this.move(net.v, net.symbolBytes, rate, share);
    this.move(net.V, net.b - net.V, rate, share);
    this.move(net.b, net.unitBytes, rate, share);
    this.move(net.W, net.end - net.W, rate, share);
    memory.fill(this.moved, 0, SYMBOL_BYTES);
    for (let k = max<u32>(t, 1); k < t + steps; k++) {
      const s: usize = load<u8>(this.text + k - 1);
      if (load<u8>(this.moved + s)) continue;
      store<u8>(this.moved + s, 1);
      const own = lambda / <f32>load<u32>(this.updatesOf + (s << 2));
      this.move(net.D + s * net.symbolBytes, net.symbolBytes, rate, own);
      this.move(net.E + s * net.unitBytes, net.unitBytes, rate, own);
    }
  }

  /** One step of the weights [w, w + bytes). @param penalty gradient of λ |w|. */
  private move(w: usize, bytes: usize, rate: f32, penalty: f32): void {
    if (!bytes) return;
    const m = w + this.full;
    const g = w + this.gradient;
    const size = f32x4.splat(penalty);
    const sign = i32x4.splat(i32.MIN_VALUE);
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = v128.load(m + i);
      const toZero = v128.and(v128.or(v128.and(x, sign), size), f32x4.ne(x, f32x4.splat(0)));
      v128.store(g + i, f32x4.add(v128.load(g + i), toZero));
    }
    step(m, w + this.moment, g, <u32>(bytes >>> 2), rate);
    memory.fill(g, 0, bytes);
    this.use(w, bytes);
  }

  /** Gives the network the weights [w, w + bytes), rounded if that is on. */
  private use(w: usize, bytes: usize): void {
    const m = w + this.full;
    if (!this.rounding) {
      memory.copy(w, m, bytes);
      return;
    }
    const grain: f32 = 1 / <f32>(1 << this.exponent);
    const limit = f32x4.splat(WEIGHT_MAX * grain);
    for (let i: usize = 0; i < bytes; i += 16) {
      const inside = f32x4.pmax(f32x4.pmin(v128.load(m + i), limit), f32x4.neg(limit));
      v128.store(w + i, grained4(inside, grain));
    }
  }
}

const SYMBOL_BYTES: usize = 256;

/** Through a hard sigmoid: a quarter where it is neither 0 nor 1. */
@inline
function hardSlope(d: v128, a: v128): v128 {
  const inside = v128.and(f32x4.gt(a, f32x4.splat(0)), f32x4.lt(a, f32x4.splat(1)));
  return grained4(v128.and(f32x4.mul(d, f32x4.splat(0.25)), inside), ERROR_GRAIN);
}

@inline
function clamp4(x: v128): v128 {
  return f32x4.pmax(f32x4.pmin(x, f32x4.splat(ERROR_MAX)), f32x4.splat(-ERROR_MAX));
}

@inline
function clamp(x: f32): f32 {
  return max(min(x, ERROR_MAX), -ERROR_MAX);
}
