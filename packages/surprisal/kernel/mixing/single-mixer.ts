import { sum4 } from '../math/lanes';
import { scratch } from '../memory';
import { squash } from './logistic';
import { OUTPUT_MAX } from './mixer';
import { allocateRows, HEADER_BYTES, RATE_DECAY, startWeights, takeRate } from './rows';

/** A row's rate starts here: there are many rows, and no second layer to choose among sets meanwhile. */
const RATE_START: f32 = 0.025; // 0.01 costs 0.3 % at 100 KB, 2 % at 4 KB

/**
 * Gated logistic mixing in one layer with one set of weights: p = squash(w_c · x), where the context c selects
 * the row w_c. Trained like a set of Mixer, and laid out like one. With a well-chosen context it is 0.3 %
 * dearer than two sets under a second layer, at half the time.
 * Source: the mixer of lpaq1 (M. Mahoney, 2007).
 */
export class SingleMixer {
  private readonly inputs: usize; //     f32[inputs]
  private claimed: usize; //             end of the inputs that have an owner
  private readonly inputBytes: u32;
  private readonly rowBytes: u32; //     header and weights
  private readonly base: usize; //       row 0
  private row: usize; //                 selected
  private p: f32 = 0.5;

  /** @param inputs how many, a multiple of 4. @param contexts rows. @param rate of learning in the long run. */
  constructor(
    inputs: u32,
    private readonly contexts: u32,
    private readonly rate: f32,
  ) {
    assert(inputs % 4 === 0, 'inputs fill vectors');
    const inputBytes = inputs << 2;
    const rowBytes = inputBytes + HEADER_BYTES;
    const base = allocateRows(contexts, rowBytes, RATE_START);
    const x = scratch(inputBytes);
    this.inputs = x;
    this.claimed = x;
    this.inputBytes = inputBytes;
    this.rowBytes = rowBytes;
    this.base = base;
    this.row = base;
  }

  /** As Mixer.claim. */
  claim(count: u32, each: u32, weight: f32): usize {
    const start = this.claimed;
    this.claimed += (count * each) << 2;
    assert(this.claimed <= this.inputs + this.inputBytes, 'more inputs claimed than there are');
    startWeights(this.base + (start - this.inputs), this.contexts, this.rowBytes, count, each, weight);
    return start;
  }

  /** Selects the row. */
  @inline
  select(context: u32): void {
    assert(context < this.contexts, 'a row that the mixer has not');
    this.row = this.base + context * this.rowBytes;
  }

  /** @returns P(bit = 1). */
  @inline
  predict(): f32 {
    const end = this.inputs + this.inputBytes;
    let total = f32x4.splat(0);
    let w = this.row;
    let i = this.inputs;
    do {
      total = f32x4.add(total, f32x4.mul(v128.load(i), v128.load(w)));
      i += 16;
      w += 16;
    } while (i < end);
    const dot = sum4(total);
    const y = dot > OUTPUT_MAX ? OUTPUT_MAX : dot < -OUTPUT_MAX ? -OUTPUT_MAX : dot;
    this.p = squash(y);
    return this.p;
  }

  /** One gradient step of the row used by the last `predict`. */
  @inline
  learn(bit: u32): void {
    const end = this.inputs + this.inputBytes;
    let w = this.row;
    const rate = takeRate(w, this.rate, RATE_DECAY);
    const step = f32x4.splat(rate * (<f32>bit - this.p));
    let i = this.inputs;
    do {
      v128.store(w, f32x4.add(v128.load(w), f32x4.mul(step, v128.load(i))));
      i += 16;
      w += 16;
    } while (i < end);
  }
}
