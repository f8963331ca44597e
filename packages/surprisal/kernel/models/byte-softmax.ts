import { allocate, scratch } from '../memory';
import { grained4 } from '../neural/elementary4';
import { ROWS_MAX, SoftmaxLayer } from '../neural/softmax-layer';
import { MASS_ONE } from './byte-to-bit';

/** Errors are multiples of this: no product of theirs is denormal. */
const ERROR_GRAIN: f32 = 1.0 / 16777216;
const ROW_BYTES: usize = ROWS_MAX << 2;

/** What changes while learning and is a number: in the arena. */
@unmanaged
class Seen {
  /** Rows in use: bytes seen, and one. */
  rows: u32;
}

/**
 * The output of a network of bytes: a softmax with a row for each byte seen so far, in order of appearance, and one,
 * row 0, for all the others, which share its probability alike. So content of 80 different bytes costs the time of 80,
 * and no bits for the rest. The 256 probabilities become integers of MASS_ONE, at least 1; byte-to-bit.ts walks them.
 */
export class ByteSoftmax {
  private readonly layer: SoftmaxLayer;
  private readonly probabilities: usize; // P(row), f32[ROWS_MAX]
  private readonly errors: usize; //  f32[steps][ROWS_MAX]
  private readonly rowOf: usize; //   row of each byte, u16[256]; 0: not seen
  private readonly seen: Seen;

  /** @param inputs a multiple of 32. @param steps that are learned from at once, a multiple of 4. */
  constructor(
    inputs: u32,
    private readonly steps: u32,
  ) {
    this.layer = new SoftmaxLayer(inputs);
    this.probabilities = scratch(ROW_BYTES);
    this.errors = allocate(steps * ROW_BYTES);
    this.rowOf = allocate(256 << 1);
    this.seen = changetype<Seen>(allocate(offsetof<Seen>()));
    this.seen.rows = 1;
  }

  /** @param h f32[inputs]. @param masses as in ByteModel.distribution. */
  distribution(h: usize, masses: usize): void {
    const rows = this.seen.rows;
    this.layer.forward(h, rows, this.probabilities);
    const one = <f32>(MASS_ONE - 4096); // leaves room for what rounding adds
    const unseen = load<f32>(this.probabilities) * one;
    const each = max<u32>(<u32>(unseen / <f32>max<u32>(257 - rows, 1)), 1);
    for (let b: usize = 0; b < 256; b++) {
      const row = <usize>load<u16>(this.rowOf + (b << 1));
      store<u32>(masses + (b << 2), row ? max<u32>(<u32>(load<f32>(this.probabilities + (row << 2)) * one), 1) : each);
    }
  }

  /** Keeps the errors of the last `distribution` as those of the step `k`. */
  learn(byte: u32, k: usize): void {
    const row: usize = load<u16>(this.rowOf + (byte << 1));
    const errors = this.errors + k * ROW_BYTES;
    const used = (<usize>((this.seen.rows + 7) & ~7)) << 2;
    memory.copy(errors, this.probabilities, used);
    memory.fill(errors + used, 0, ROW_BYTES - used);
    const at = errors + (row << 2);
    store<f32>(at, load<f32>(at) - 1);
    for (let i = errors; i < errors + used; i += 16) v128.store(i, grained4(v128.load(i), ERROR_GRAIN));
    if (row) return;
    store<u16>(this.rowOf + (byte << 1), <u16>this.seen.rows);
    this.seen.rows++;
  }

  /** The gradient with respect to h at each step, f32[steps][inputs]. */
  backward(into: usize): void {
    this.layer.backward(this.errors, this.steps, this.seen.rows, into);
  }

  /** One step of all rows in use. @param h f32[inputs] at each step, `stride` apart. */
  update(h: usize, stride: usize, rate: f32): void {
    this.layer.update(this.errors, this.steps, this.seen.rows, h, stride, rate);
  }
}
