import { allocate } from '../memory';
import { grained4 } from './elementary4';
import { step } from './optimizer';

/** A weight is at most this many of its steps. */
const WEIGHT_MAX: f32 = 127;

/**
 * Weights that a network uses while they are trained: a block of them, and three more of the same shape, of full
 * precision, of second moments, and of gradients.
 *
 * Rounding: the network computes with weights that are multiples of a step, a power of two, while the updates, which are
 * smaller, add up in the copy of full precision ("straight through": the derivative of rounding is taken to be 1).
 * Source: M. Courbariaux et al., "BinaryConnect" (2015).
 */
export class TrainedWeights {
  /** Of the block that the network uses. */
  readonly start: usize;
  /** From a weight that is used to the same one in the other blocks. */
  readonly full: usize;
  readonly gradient: usize;
  private readonly moment: usize;
  /** Weights are to be multiples of 2^-exponent, and are while `rounding`. */
  exponent: u32 = 0;
  rounding: bool = false;

  /** @param bytes of all weights, f32. */
  constructor(private readonly bytes: usize) {
    this.start = allocate(4 * bytes);
    this.full = bytes;
    this.moment = 2 * bytes;
    this.gradient = 3 * bytes;
  }

  /** Weights, moments and gradients are 0. */
  clear(): void {
    memory.fill(this.start, 0, this.bytes << 2);
  }

  /** Gives the network all weights. */
  useAll(): void {
    this.use(this.start, this.bytes);
  }

  /** Gives the network all weights, rounded from now on. */
  round(): void {
    this.rounding = true;
    this.useAll();
  }

  /** One step of the weights [w, w + bytes). @param penalty gradient of λ |w|. */
  step(w: usize, bytes: usize, rate: f32, penalty: f32): void {
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
