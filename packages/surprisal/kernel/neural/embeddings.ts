import { allocate, sizeBits } from '../memory';
import { stepRow } from './optimizer';
import { SINGLES } from './row-keys';
import { Uniform } from './random';

/** Rows of a hashed table: one for each 16 bytes of content, from 2^8 to 2^15. */
const CONTENT_BYTES_EACH: u32 = 16;
const ROW_BITS_MIN: u32 = 8;
const ROW_BITS_MAX: u32 = 15;
/** Uniform within ±this at first, for the last byte; all others start at 0. */
const LIMIT: f32 = 0.2;

/** log2 of the rows of a hashed table. @param size bytes of content expected. */
export function rowBits(size: u32): u32 {
  return sizeBits(size / CONTENT_BYTES_EACH, ROW_BITS_MIN, ROW_BITS_MAX);
}

/**
 * What a layer is told of the past, besides what it remembers: a sum of rows, one of each table. A key chooses the row
 * (row-keys.ts): tables 0, 1 and 2 have one for each byte, f32[256][units], the others 2^bits, by the upper bits.
 *
 * A row is a first guess at the input of every gate, learned as all weights are, but only when its key comes: so
 * the layer knows strings that came once, long before its weights could. Rows that share a hash share the guess.
 * Code of 100 KB of prose is 8 % shorter than with singles alone, of 200 KB of markup 13 % (docs/decisions/lstm.md).
 * Source: the hashed n-grams of T. Mikolov et al., "Strategies for training large scale neural network language models"
 * (2011), there connected to the output.
 */
export class Embeddings {
  private readonly rowBytes: usize;
  private readonly rows: usize; //     f32[tables][rows of each][units]
  private readonly moments: usize; //  f32 of each row
  private readonly gradient: usize; // f32[units], scratch

  /** @param tables how many. @param bits log2 of the rows of a hashed table. @param units a multiple of 4. */
  constructor(
    private readonly tables: u32,
    private readonly bits: u32,
    private readonly units: u32,
    random: Uniform,
  ) {
    const singles = min(tables, SINGLES);
    const all = <usize>(singles << 8) + (<usize>(tables - singles) << bits);
    const rowBytes = <usize>units << 2;
    const rows = allocate(all * rowBytes);
    random.fill(rows, 256 * units, LIMIT);
    this.rowBytes = rowBytes;
    this.rows = rows;
    this.moments = allocate(all << 2);
    this.gradient = allocate(rowBytes);
  }

  /** Adds the rows of u32[tables] `keys` to f32[units] at `u`, s in order. */
  addTo(u: usize, keys: usize): void {
    for (let s: u32 = 0; s < this.tables; s++) {
      const row = this.rows + this.row(s, keys) * this.rowBytes;
      for (let i: usize = 0; i < this.rowBytes; i += 16) {
        v128.store(u + i, f32x4.add(v128.load(u + i), v128.load(row + i)));
      }
    }
  }

  /**
   * One step of every row that was used: its gradient is the sum over the steps that used it.
   * @param errors f32[steps][units]. @param keys u32[tables] at each of `steps` records, at most 32.
   */
  update(errors: usize, steps: u32, keys: usize, stride: usize, rate: f32): void {
    for (let s: u32 = 0; s < this.tables; s++) {
      let done: u32 = 0; // bit k: step k is in a sum
      for (let k: u32 = 0; k < steps; k++) {
        if ((done >>> k) & 1) continue;
        const row = this.row(s, keys + k * stride);
        memory.copy(this.gradient, errors + k * this.rowBytes, this.rowBytes);
        for (let j = k + 1; j < steps; j++) {
          if (this.row(s, keys + j * stride) != row) continue;
          done |= 1 << j;
          this.sumUp(errors + j * this.rowBytes);
        }
        stepRow(this.rows + row * this.rowBytes, this.moments + (row << 2), this.gradient, this.units, rate);
      }
    }
  }

  @inline
  private sumUp(errors: usize): void {
    for (let i: usize = 0; i < this.rowBytes; i += 16) {
      v128.store(this.gradient + i, f32x4.add(v128.load(this.gradient + i), v128.load(errors + i)));
    }
  }

  /** The row of table `s`, counted from the first row of all. */
  @inline
  private row(s: u32, keys: usize): usize {
    const key = load<u32>(keys + (s << 2));
    if (s < SINGLES) return (s << 8) | key;
    return (SINGLES << 8) + (<usize>(s - SINGLES) << this.bits) + (key >>> (32 - this.bits));
  }
}
