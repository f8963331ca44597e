import { ln } from '../math/elementary';
import { allocate } from '../memory';
import { grained4 } from './elementary4';
import { HardLstm } from './hard-lstm';
import { DECAY } from './optimizer';
import { Uniform } from './random';
import { TrainedWeights } from './trained-weights';
import { add, addScaled, dot } from './vectors';

/** Steps between updates; errors go back through all of them and no further. */
const STEPS: u32 = 32;
/** Errors that go back to a cell, or to a hidden output, stay within ±this. */
const ERROR_MAX: f32 = 8;
/** Errors are multiples of this: no product of theirs with a hidden output is denormal. */
const ERROR_GRAIN: f32 = 1.0 / 16777216;
/** Initial weights are uniform within ±this: those from symbols and cells to the gates, and from cells to the output. */
const START: f32 = 0.5;
/** Bias of the forget gate at first: 3/4 of a cell is kept. */
const FORGET_BIAS: f32 = 1;
/** Products of probabilities are turned into a logarithm below this. */
const PRODUCT_MIN: f64 = 1e-200;

/**
 * Trains a HardLstm on symbols, again and again over the same ones: truncated back-propagation through 32 steps, then one
 * step of every weight (neural/optimizer.ts).
 *
 * What is minimised is the length of a code in two parts: the code of the symbols in nats, and λ Σ |w|, which is the
 * code of the weights where P(w) ∝ e^(−λ |w|): most weights then end at 0, which costs next to nothing. The gradient of the
 * second part is shared out evenly over the updates of a weight in one pass; a row of E or D has one where its symbol comes.
 *
 * Sources: S. Nowlan, G. Hinton, "Simplifying neural networks by soft weight-sharing" (1992), for the code of weights.
 */
export class HardLstmTraining {
  readonly net: HardLstm;
  readonly weights: TrainedWeights;
  private readonly gradient: usize; // from a weight to its gradient
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

  /** @param n symbols there are to learn: to be written to `text`, then `start`. */
  constructor(
    cells: u32,
    symbols: u32,
    readonly n: u32,
  ) {
    const bytes = HardLstm.bytes(cells, symbols);
    const weights = new TrainedWeights(bytes);
    const net = new HardLstm(weights.start);
    net.open(cells, symbols);
    this.net = net;
    this.weights = weights;
    this.gradient = weights.gradient;
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
    const full = this.weights.full;
    this.weights.clear();
    for (let i: u32 = 0; i < HardLstm.count(net.cells, net.symbols); i++) {
      const at = net.place(i);
      const isWeight = (at >= net.V && at < net.b) || at >= net.E;
      if (isWeight) random.fill(at + full, 1, START);
    }
    const forget = net.b + full + net.cellBytes;
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
      this.weights.useAll();
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

  /** Steps from `t` on, each into its activations. @returns their code in nats. */
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

  /** Back-propagation through step `t`. @param before the activations of the step before. */
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
    const weights = this.weights;
    const share = lambda / <f32>this.updatesInPass;
    weights.step(net.v, net.symbolBytes, rate, share);
    weights.step(net.V, net.b - net.V, rate, share);
    weights.step(net.b, net.unitBytes, rate, share);
    weights.step(net.W, net.end - net.W, rate, share);
    memory.fill(this.moved, 0, SYMBOL_BYTES);
    for (let k = max<u32>(t, 1); k < t + steps; k++) {
      const s: usize = load<u8>(this.text + k - 1);
      if (load<u8>(this.moved + s)) continue;
      store<u8>(this.moved + s, 1);
      const own = lambda / <f32>load<u32>(this.updatesOf + (s << 2));
      weights.step(net.D + s * net.symbolBytes, net.symbolBytes, rate, own);
      weights.step(net.E + s * net.unitBytes, net.unitBytes, rate, own);
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
