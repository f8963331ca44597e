import { allocate, allocatePerceived } from '../memory';
import { sigmoid4 } from './elementary4';
import { Embeddings } from './embeddings';
import { normalise, normaliseBackward } from './norm';
import { Uniform } from './random';

/**
 * What a network begins with: the past as d numbers. Two sums of rows (embeddings.ts), each normalised
 * (norm.ts), a gate and a value:
 *
 *   x = sigmoid(norm(gate)) norm(value)
 *
 * A product of two sums sees what comes together, where a sum sees each string for itself. That alone makes code
 * 5 % shorter, for no matrix at all (docs/decisions/transformer.md).
 * A step's record: norm(gate)[d] norm(value)[d], then 1 / root mean square of each, padded to four.
 * Source: gated linear units, Y. Dauphin et al., "Language modeling with gated convolutional networks" (2017).
 */
export class GatedEmbeddings {
  readonly activationBytes: usize;
  private readonly embeddings: Embeddings;
  private readonly width: usize; //  bytes of d numbers
  private readonly sums: usize; //   gate then value, f32[2d], scratch
  private readonly errors: usize; // with respect to the sums, f32[steps][2d]
  private readonly passed: usize; // with respect to them normalised, f32[2d], scratch

  /** @param units d, a multiple of 4. @param tables, bits as in Embeddings. @param steps learned from at once, to 32. */
  constructor(
    units: u32,
    tables: u32,
    bits: u32,
    private readonly steps: u32,
    random: Uniform,
  ) {
    const width = (<usize>units) << 2;
    this.embeddings = new Embeddings(tables, bits, 2 * units, random);
    this.width = width;
    this.activationBytes = 2 * width + 16;
    this.sums = allocatePerceived(2 * width);
    this.errors = allocate(2 * <usize>steps * width);
    this.passed = allocate(2 * width);
  }

  /** @param keys u32[tables]. @param x receives f32[d]. */
  forward(keys: usize, activations: usize, x: usize): void {
    const width = this.width;
    const value = activations + width;
    const scales = value + width;
    memory.fill(this.sums, 0, 2 * width);
    this.embeddings.addTo(this.sums, keys);
    store<f32>(scales, normalise(this.sums, width, activations));
    store<f32>(scales, normalise(this.sums + width, width, value), 4);
    for (let i: usize = 0; i < width; i += 16) {
      v128.store(x + i, f32x4.mul(sigmoid4(v128.load(activations + i)), v128.load(value + i)));
    }
  }

  /** One step of the rows that were used. @param dx f32[steps][d]. @param keys u32[tables] at each, `stride` apart as activations. */
  update(activations: usize, keys: usize, stride: usize, dx: usize, rate: f32): void {
    const width = this.width;
    const value = this.passed + width;
    memory.fill(this.errors, 0, 2 * this.steps * width);
    for (let k: usize = 0; k < this.steps; k++) {
      const n = activations + k * stride;
      for (let i: usize = 0; i < width; i += 16) {
        const s = sigmoid4(v128.load(n + i));
        const d = v128.load(dx + k * width + i);
        const slope = f32x4.mul(s, f32x4.sub(f32x4.splat(1), s));
        v128.store(this.passed + i, f32x4.mul(f32x4.mul(d, v128.load(n + width + i)), slope));
        v128.store(value + i, f32x4.mul(d, s));
      }
      const to = this.errors + 2 * k * width;
      normaliseBackward(this.passed, n, load<f32>(n + 2 * width), width, to);
      normaliseBackward(value, n + width, load<f32>(n + 2 * width, 4), width, to + width);
    }
    this.embeddings.update(this.errors, this.steps, keys, stride, rate);
  }
}
