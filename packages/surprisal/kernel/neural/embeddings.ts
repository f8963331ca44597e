import { allocate, allocatePerceived, sizeBits } from '../memory';
import { EmbeddingAdmission, NO_ROW } from './embedding-admission';
import { FIXED_ONE, highFixed, lowFixed, toFixed } from './fixed';
import { SINGLE_BYTES } from './ngram-keys';
import { stepRow } from './optimizer';
import { Uniform } from './random';

/**
 * Rows of a hashed table: one for each 8 bytes of content, from 2^8 to 2^15; to 2^14 inside of another model, which knows
 * rare strings itself.
 */
const CONTENT_BYTES_EACH: u32 = 8;
const ROW_BITS_MIN: u32 = 8;
const ROW_BITS_MAX: u32 = 15;
const ROW_BITS_MAX_INSIDE: u32 = 14;
/** The first row of the hashed tables. */
const HASHED: usize = SINGLE_BYTES << 8;
/** Uniform within ±this at first, for the last byte; all others start at 0. */
const LIMIT: f32 = 0.2;

/** log2 of the rows of a hashed table. @param size bytes of content expected. @param alone whether the network predicts alone. */
export function rowBits(size: u32, alone: bool): u32 {
  return sizeBits(size / CONTENT_BYTES_EACH, ROW_BITS_MIN, alone ? ROW_BITS_MAX : ROW_BITS_MAX_INSIDE);
}

/**
 * The past as an input of a layer, in addition to its memory: a sum of rows, one of each table. A key chooses the row
 * (ngram-keys.ts): tables 0, 1 and 2 have one for each byte, the others 2^bits, for the keys that come most often
 * (embedding-admission.ts); a key without a row adds nothing. Rows are i16[units] in fixed point (fixed.ts), and so are sums of
 * them, saturated.
 *
 * A row is a first guess at the input of every gate, learned as all weights are, but only when its key comes: so
 * the layer knows strings that came once, long before its weights could.
 * Code of 100 KB of prose is 8 % shorter than with singles alone, of 200 KB of markup 13 % (docs/decisions/lstm.md).
 * Source: the hashed n-grams of T. Mikolov et al., "Strategies for training large scale neural network language models"
 * (2011), there connected to the output.
 */
export class Embeddings {
  private readonly rowBytes: usize;
  private readonly errorBytes: usize; // of a step
  private readonly rows: usize; //     i16[rows][units]: those of the singles, then table by table
  private readonly moments: usize; //  f32 of each row
  private readonly admission: EmbeddingAdmission;
  private readonly nothing: usize; //  a row of zeros
  private readonly chosen: usize; //   addresses of rows, u32[tables], scratch
  private readonly gradient: usize; // f32[units], scratch

  /** @param tables how many, more than 0. @param bits log2 of the rows of a hashed table. @param units a multiple of 8. */
  constructor(
    private readonly tables: u32,
    private readonly bits: u32,
    private readonly units: u32,
    random: Uniform,
  ) {
    const singles = min(tables, SINGLE_BYTES);
    const hashed = (<usize>(tables - singles)) << bits;
    const all = <usize>(singles << 8) + hashed;
    const rowBytes = (<usize>units) << 1;
    this.rowBytes = rowBytes;
    this.errorBytes = 2 * rowBytes;
    this.rows = allocate(all * rowBytes);
    this.moments = allocate(all << 2);
    this.admission = new EmbeddingAdmission(hashed);
    this.nothing = allocate(rowBytes);
    this.chosen = allocatePerceived(tables << 2);
    this.gradient = allocate(2 * rowBytes);
    for (let r: usize = 0; r < 256; r++) this.start(this.rows + r * rowBytes, random);
  }

  private start(row: usize, random: Uniform): void {
    const from = this.gradient;
    random.fill(from, this.units, LIMIT * FIXED_ONE);
    for (let i: usize = 0; i < this.rowBytes; i += 16) {
      v128.store(row + i, toFixed(v128.load(from + 2 * i), v128.load(from + 2 * i, 16)));
    }
  }

  /** Adds the rows of u32[tables] `keys` to f32[units] at `u`. */
  addTo(u: usize, keys: usize): void {
    const chosen = this.chosen;
    const end = chosen + ((<usize>this.tables) << 2);
    for (let s: u32 = 0; s < this.tables; s++) {
      const row = this.find(s, load<u32>(keys + (s << 2)));
      store<u32>(chosen + (s << 2), <u32>(row === NO_ROW ? this.nothing : this.rows + row * this.rowBytes));
    }
    const unit = f32x4.splat(1 / FIXED_ONE);
    for (let i: usize = 0; i < this.rowBytes; i += 16) {
      let sum = v128.load(<usize>load<u32>(chosen) + i);
      for (let c = chosen + 4; c < end; c += 4) sum = i16x8.add_sat_s(sum, v128.load(<usize>load<u32>(c) + i));
      const to = u + 2 * i;
      v128.store(to, f32x4.add(v128.load(to), f32x4.mul(unit, lowFixed(sum))));
      v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(unit, highFixed(sum))), 16);
    }
  }

  /**
   * One step of every row that was used: its gradient is the sum over the steps that used it. A key without a row may
   * get one.
   * @param errors f32[steps][units]. @param keys u32[tables] at each of `steps` steps, at most 32.
   */
  update(errors: usize, steps: u32, keys: usize, stride: usize, rate: f32): void {
    for (let s: u32 = 0; s < this.tables; s++) {
      const at = keys + (s << 2);
      this.touch(s, steps, at, stride);
      let done: u32 = 0; // bit k: step k is in a sum
      for (let k: u32 = 0; k < steps; k++) {
        if ((done >>> k) & 1) continue;
        const key = load<u32>(at + k * stride);
        let gradient = errors + k * this.errorBytes;
        for (let j = k + 1; j < steps; j++) {
          if (load<u32>(at + j * stride) !== key) continue;
          done |= 1 << j;
          gradient = this.sum(gradient, errors + j * this.errorBytes);
        }
        const row = this.claim(s, key);
        if (row === NO_ROW) continue;
        stepRow(this.rows + row * this.rowBytes, this.moments + (row << 2), gradient, this.units, rate);
      }
    }
  }

  /** Reads from the rows that the keys of table `s` own, so that their cache misses overlap; what is read is stored, or no one would read it. */
  private touch(s: u32, steps: u32, at: usize, stride: usize): void {
    let touched = i32x4.splat(0);
    for (let k: u32 = 0; k < steps; k++) {
      const row = this.find(s, load<u32>(at + k * stride));
      if (row === NO_ROW) continue;
      const from = this.rows + row * this.rowBytes;
      for (let i: usize = 0; i < this.rowBytes; i += 64) touched = v128.or(touched, v128.load(from + i));
      touched = v128.or(touched, v128.load32_zero(this.moments + (row << 2)));
    }
    v128.store(this.gradient, touched);
  }

  /** Of two gradients, the first of them maybe a sum. @returns where it is. */
  private sum(x: usize, y: usize): usize {
    const into = this.gradient;
    for (let i: usize = 0; i < this.errorBytes; i += 16) {
      v128.store(into + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
    }
    return into;
  }

  /** The row of a key in table `s`, counted from the first row of all, or NO_ROW. */
  @inline
  private find(s: u32, key: u32): usize {
    if (s < SINGLE_BYTES) return (s << 8) | key;
    const row = this.admission.find(this.place(s, key), key);
    return row === NO_ROW ? NO_ROW : HASHED + row;
  }

  /** The same of a key that came; it gets one, if it came often enough. */
  private claim(s: u32, key: u32): usize {
    if (s < SINGLE_BYTES) return (s << 8) | key;
    const own = this.find(s, key);
    if (own !== NO_ROW) {
      this.admission.countUse(own - HASHED);
      return own;
    }
    const taken = this.admission.admit(this.place(s, key), key);
    if (taken === NO_ROW) return NO_ROW;
    const row = HASHED + taken;
    memory.fill(this.rows + row * this.rowBytes, 0, this.rowBytes);
    return row;
  }

  /** Where a key of the hashed table `s` leads, by its upper bits. */
  @inline
  private place(s: u32, key: u32): usize {
    return ((<usize>(s - SINGLE_BYTES)) << this.bits) + (key >>> (32 - this.bits));
  }
}
