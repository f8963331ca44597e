import { allocate } from '../memory';
import { tune } from '../tune';
import { squash, squash4 } from './logistic';

/** Inputs are padded with zeros to a multiple of this: two vectors of four f32. */
const BLOCK: u32 = 8;

/**
 * Gated logistic mixing in two layers.
 *
 *   x  inputs, stretched: ln(p / (1 - p)) in nats, f32[inputs]
 *   first layer:  for each set s, p_s = squash(y_s), y_s = w_s[c_s] · x: the context c_s selects a row
 *   second layer: p = squash(v[c] · y)
 *
 * Each dot product is trained on its own coding cost: w += rate (bit - p) x. No factor p (1 - p): the
 * loss is cross-entropy, not squared error. A row that errs by less than SKIP is not trained.
 * The order of summation (two accumulators of four lanes) is part of the model.
 * Source: M. Mahoney, PAQ7 (2005) and "Data Compression Explained" 4.3.2; the two layers of paq8.
 */
export class Mixer {
  readonly inputs: usize; //          f32[padded]
  private readonly vectors: u32; //   padded inputs, in bytes
  private readonly rows: StaticArray<usize>; //  selected row of each set
  private readonly bases: StaticArray<usize>; // row 0 of each set
  private readonly outputs: usize; // y_s, f32[sets padded to 4]
  private readonly errors: usize; //  p_s, f32[sets padded to 4]
  private readonly finals: usize; //  v, rows of [sets padded to 4]
  private final: usize;
  private readonly setVectors: u32; // padded sets, in bytes
  private p: f32 = 0.5;
  skip: f32 = <f32>tune(10, 0.001);
  /** Learning rates of both layers, now. */
  rate: f32 = 0.02;
  finalRate: f32 = 0.005;

  /**
   * @param inputs  how many. @param contexts how many rows each set has. @param finalContexts rows of the second layer.
   * @param weight  initial weight of each input.
   */
  constructor(inputs: u32, contexts: StaticArray<u32>, finalContexts: u32, weight: f32) {
    const sets = contexts.length;
    this.rows = new StaticArray<usize>(sets);
    this.bases = new StaticArray<usize>(sets);
    this.vectors = ((inputs + BLOCK - 1) & ~(BLOCK - 1)) << 2;
    this.inputs = allocate(this.vectors);
    for (let s = 0; s < sets; s++) {
      const rows = unchecked(contexts[s]);
      const base = allocate(rows * this.vectors);
      for (let r: u32 = 0; r < rows; r++) {
        for (let i: u32 = 0; i < inputs; i++) store<f32>(base + r * this.vectors + (i << 2), weight);
      }
      unchecked((this.bases[s] = base));
      unchecked((this.rows[s] = base));
    }
    const paddedSets = (sets + 3) & ~3;
    this.setVectors = paddedSets << 2;
    this.outputs = allocate(this.setVectors);
    this.errors = allocate(this.setVectors);
    this.finals = allocate(finalContexts * this.setVectors);
    for (let r: u32 = 0; r < finalContexts; r++) {
      for (let s = 0; s < sets; s++) store<f32>(this.finals + r * this.setVectors + (s << 2), 1 / <f32>sets);
    }
    this.final = this.finals;
  }

  /** Selects the row of set `s`. */
  @inline
  select(s: i32, context: u32): void {
    unchecked((this.rows[s] = this.bases[s] + context * this.vectors));
  }

  /** Selects the row of the second layer. */
  @inline
  selectFinal(context: u32): void {
    this.final = this.finals + context * this.setVectors;
  }

  /** @returns the stretched probability of a 1. */
  predict(): f32 {
    const sets = this.rows.length;
    const x = this.inputs;
    const end = x + this.vectors;
    const y = this.outputs;
    for (let s = 0; s < sets; s++) {
      let w = unchecked(this.rows[s]);
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let i = x;
      do {
        a = f32x4.add(a, f32x4.mul(v128.load(i), v128.load(w)));
        b = f32x4.add(b, f32x4.mul(v128.load(i, 16), v128.load(w, 16)));
        i += 32;
        w += 32;
      } while (i < end);
      store<f32>(y + (s << 2), Mixer.clamp(Mixer.sum(f32x4.add(a, b))));
    }
    let c = f32x4.splat(0);
    for (let i: u32 = 0; i < this.setVectors; i += 16) {
      const v = v128.load(y + i);
      v128.store(this.errors + i, squash4(v));
      c = f32x4.add(c, f32x4.mul(v, v128.load(this.final + i)));
    }
    const dot = Mixer.clamp(Mixer.sum(c));
    this.p = squash(dot);
    return dot;
  }

  /** One gradient step of every row used by the last `predict`. */
  learn(bit: u32): void {
    const target = <f32>bit;
    const finalStep = f32x4.splat(this.finalRate * (target - this.p));
    for (let i: u32 = 0; i < this.setVectors; i += 16) {
      const v = this.final + i;
      v128.store(v, f32x4.add(v128.load(v), f32x4.mul(finalStep, v128.load(this.outputs + i))));
    }
    const sets = this.rows.length;
    const x = this.inputs;
    const end = x + this.vectors;
    for (let s = 0; s < sets; s++) {
      const error = target - load<f32>(this.errors + (s << 2));
      if (abs(error) < this.skip) continue;
      const step = f32x4.splat(this.rate * error);
      let w = unchecked(this.rows[s]);
      let i = x;
      do {
        v128.store(w, f32x4.add(v128.load(w), f32x4.mul(step, v128.load(i))));
        v128.store(w, f32x4.add(v128.load(w, 16), f32x4.mul(step, v128.load(i, 16))), 16);
        i += 32;
        w += 32;
      } while (i < end);
    }
  }

  /** The four lanes, as (0 + 2) + (1 + 3). */
  @inline
  private static sum(v: v128): f32 {
    return (
      f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
    );
  }

  @inline
  private static clamp(x: f32): f32 {
    return max<f32>(min<f32>(x, OUTPUT_MAX), -OUTPUT_MAX);
  }
}

/** Errors smaller than this train nothing: faster, and weights are not worn by certainty. */
const SKIP: f32 = 0.001;
/** Outputs of the first layer stay within this, in nats. */
const OUTPUT_MAX: f32 = 12;
