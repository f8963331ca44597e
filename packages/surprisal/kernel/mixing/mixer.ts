import { clamp4, sum4 } from '../math/lanes';
import { allocate, scratch } from '../memory';
import { squash, squash4 } from './logistic';
import { allocateRows, HEADER_BYTES, startWeights, takeRate } from './rows';

/** Inputs are padded with zeros to a multiple of this: two vectors of four f32. */
const BLOCK: u32 = 8;
/** Rate of the second layer. Best of 0.0002 … 0.006 there. */
const FINAL_RATE: f32 = 0.0007;
/** Outputs of the first layer stay within this, in nats. */
export const OUTPUT_MAX: f32 = 12;

/**
 * Gated logistic mixing in two layers.
 *
 *   x  inputs, stretched: ln(p / (1 - p)) in nats, f32[inputs]
 *   first layer:  for each set s, p_s = squash(y_s), y_s = w_s[c_s] · x: the context c_s selects a row
 *   second layer: p = squash(v[c] · y)
 *
 * Each dot product is trained on its own coding cost: w += rate (bit - p) x. No factor p (1 - p): the
 * loss is cross-entropy, not squared error. Every row has a rate of its own (rows.ts).
 * The order of summation (two accumulators of four lanes) is part of the model.
 * Source: M. Mahoney, PAQ7 (2005) and "Data Compression Explained" 4.3.2; the two layers of paq8.
 */
export class Mixer {
  private readonly inputs: usize; //     f32[padded]
  private claimed: usize; //             end of the inputs that have an owner
  private readonly inputBytes: u32; //   padded
  private readonly rowBytes: u32; //     header and weights
  private readonly rows: StaticArray<usize>; //    selected row of each set, padded to 4
  private readonly bases: StaticArray<usize>; //   row 0 of each set
  private readonly contexts: StaticArray<u32>; //  rows of each set
  private readonly outputs: usize; //    y_s, f32[sets padded to 4]
  private readonly probabilities: usize; //    p_s, f32[sets padded to 4]
  private readonly setBytes: u32; //     padded
  private readonly finals: usize; //     v, rows of [sets padded to 4]
  private final: usize;
  private p: f32 = 0.5;

  /**
   * @param inputs how many. @param contexts how many rows each set has.
   * @param finalContexts rows of the second layer. @param rateStart, rate of a row of the first layer: at first, and in
   * the long run. @param decay how fast it falls, as RATE_DECAY. @param errorMin rows that err by less are not trained.
   */
  constructor(
    inputs: u32,
    contexts: StaticArray<u32>,
    private readonly finalContexts: u32,
    rateStart: f32,
    private readonly rate: f32,
    private readonly decay: f32,
    private readonly errorMin: f32,
  ) {
    const sets = contexts.length;
    const padded = (sets + 3) & ~3;
    const rows = new StaticArray<usize>(padded);
    const bases = new StaticArray<usize>(sets);
    const inputBytes = ((inputs + BLOCK - 1) & ~(BLOCK - 1)) << 2;
    const rowBytes = inputBytes + HEADER_BYTES;
    for (let s = 0; s < sets; s++) {
      const base = allocateRows(unchecked(contexts[s]), rowBytes, rateStart);
      unchecked((bases[s] = base));
      unchecked((rows[s] = base));
    }
    const setBytes = padded << 2;
    const none = allocate(inputBytes); // the weights of sets that only fill up a group of four
    for (let s = sets; s < padded; s++) unchecked((rows[s] = none));
    const finals = allocate(finalContexts * setBytes);
    for (let r: u32 = 0; r < finalContexts; r++) {
      for (let s = 0; s < sets; s++) store<f32>(finals + r * setBytes + (s << 2), 1 / <f32>sets);
    }
    const x = scratch(inputBytes);
    this.inputs = x;
    this.claimed = x;
    this.inputBytes = inputBytes;
    this.rowBytes = rowBytes;
    this.rows = rows;
    this.bases = bases;
    this.contexts = contexts;
    this.outputs = scratch(setBytes);
    this.probabilities = scratch(setBytes);
    this.setBytes = setBytes;
    this.finals = finals;
    this.final = finals;
  }

  /**
   * Gives the next `count` groups of `each` inputs to a component; the first of each group, its plain
   * stretch(p), starts at `weight` in all rows, the others at 0.
   * @returns where the component writes them, f32.
   */
  claim(count: u32, each: u32, weight: f32): usize {
    const start = this.claimed;
    this.claimed += (count * each) << 2;
    assert(this.claimed <= this.inputs + this.inputBytes, 'more inputs claimed than there are');
    for (let s = 0; s < this.bases.length; s++) {
      const first = unchecked(this.bases[s]) + (start - this.inputs);
      startWeights(first, unchecked(this.contexts[s]), this.rowBytes, count, each, weight);
    }
    return start;
  }

  /** Selects the row of set `s`. */
  @inline
  select(s: i32, context: u32): void {
    assert(context < unchecked(this.contexts[s]), 'a row that the set has not');
    unchecked((this.rows[s] = this.bases[s] + context * this.rowBytes));
  }

  /** Selects the row of the second layer. */
  @inline
  selectFinal(context: u32): void {
    assert(context < this.finalContexts, 'a row that the second layer has not');
    this.final = this.finals + context * this.setBytes;
  }

  /** @returns the stretched probability of a 1. */
  predict(): f32 {
    const x = this.inputs;
    const end = x + this.inputBytes;
    let c = f32x4.splat(0);
    // Two sets at a time: each input is loaded once for both. Four sets' outputs make a vector.
    for (let g: u32 = 0; g < this.setBytes; g += 16) {
      const s = <i32>(g >>> 2);
      const ab = pair(x, end, unchecked(this.rows[s]), unchecked(this.rows[s + 1]));
      let cd = f32x4.splat(0);
      if (s + 2 < this.bases.length) cd = pair(x, end, unchecked(this.rows[s + 2]), unchecked(this.rows[s + 3]));
      const y = clamp4(
        f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7)),
        OUTPUT_MAX,
      );
      v128.store(this.outputs + g, y);
      v128.store(this.probabilities + g, squash4(y));
      c = f32x4.add(c, f32x4.mul(y, v128.load(this.final + g)));
    }
    const total = sum4(c);
    const dot = total > OUTPUT_MAX ? OUTPUT_MAX : total < -OUTPUT_MAX ? -OUTPUT_MAX : total;
    this.p = squash(dot);
    return dot;
  }

  /** One gradient step of every row used by the last `predict`. */
  learn(bit: u32): void {
    const target = <f32>bit;
    const finalStep = f32x4.splat(FINAL_RATE * (target - this.p));
    for (let i: u32 = 0; i < this.setBytes; i += 16) {
      const v = this.final + i;
      v128.store(v, f32x4.add(v128.load(v), f32x4.mul(finalStep, v128.load(this.outputs + i))));
    }
    const sets = this.bases.length;
    const x = this.inputs;
    const end = x + this.inputBytes;
    for (let s = 0; s < sets; s++) {
      const error = target - load<f32>(this.probabilities + (s << 2));
      if (abs(error) < this.errorMin) continue;
      let w = unchecked(this.rows[s]);
      const step = f32x4.splat(takeRate(w, this.rate, this.decay) * error);
      let i = x;
      do {
        v128.store(w, f32x4.add(v128.load(w), f32x4.mul(step, v128.load(i))));
        v128.store(w, f32x4.add(v128.load(w, 16), f32x4.mul(step, v128.load(i, 16))), 16);
        i += 32;
        w += 32;
      } while (i < end);
    }
  }
}

/**
 * The dot products of two rows with the inputs in [x, end), each half summed: lanes 0 and 1 are to be added
 * to lanes 2 and 3. @returns (v0 + v2, w0 + w2, v1 + v3, w1 + w3) of the lane sums v and w.
 */
@inline
function pair(x: usize, end: usize, v: usize, w: usize): v128 {
  let va = f32x4.splat(0);
  let vb = va;
  let wa = va;
  let wb = va;
  let i = x;
  do {
    const a = v128.load(i);
    const b = v128.load(i, 16);
    va = f32x4.add(va, f32x4.mul(a, v128.load(v)));
    vb = f32x4.add(vb, f32x4.mul(b, v128.load(v, 16)));
    wa = f32x4.add(wa, f32x4.mul(a, v128.load(w)));
    wb = f32x4.add(wb, f32x4.mul(b, v128.load(w, 16)));
    i += 32;
    v += 32;
    w += 32;
  } while (i < end);
  const sv = f32x4.add(va, vb);
  const sw = f32x4.add(wa, wb);
  return f32x4.add(v128.shuffle<f32>(sv, sw, 0, 4, 1, 5), v128.shuffle<f32>(sv, sw, 2, 6, 3, 7));
}
