import { allocate } from '../memory';
import { StateMap } from '../mixing/state-map';
import { Tables } from './tables';

/** Run lengths that are told apart: 1 … 31 and more. */
const LENGTH_MAX: u32 = 31;

/**
 * Run maps: for each context the byte that came last and how often it came in a row. While the byte so far
 * agrees with it, the next bit of that byte is expected, as surely as runs of this length in this context
 * have kept their word at this bit.
 * One u32 for each context in a hashed table: a check of 16 bits, the length, the byte.
 * One input for each context: stretch(p) toward the expected bit, 0 without one.
 * Source: RunContextMap of paq8 (M. Mahoney, 2007); the learned certainty is ours.
 */
export class Runs {
  static readonly INPUTS: u32 = 1;

  /** Where count x INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  private readonly table: usize;
  private readonly shift: u32;
  private readonly maps: usize; // u32[count][32 lengths][8 bits]
  private readonly slots: StaticArray<usize>;
  private readonly entries: StaticArray<usize>; // 0 where nothing was expected; lowest bit: the bit expected

  /** @param count contexts. @param bits log2 of the entries in the table. */
  constructor(
    private readonly count: u32,
    bits: u32,
    private readonly tables: Tables,
  ) {
    this.table = allocate(<usize>4 << bits);
    this.shift = 32 - bits;
    this.maps = StateMap.table(count << 8);
    this.slots = new StaticArray<usize>(count);
    this.entries = new StaticArray<usize>(count);
    for (let i: u32 = 0; i < count; i++) unchecked((this.slots[i] = this.table));
  }

  /** Context `i` of the next byte; call after `learnByte`. */
  @inline
  set(i: u32, context: u32, learning: bool): void {
    const h = (context + i) * 0x9e3779b9;
    const slot = this.table + ((h >>> this.shift) << 2);
    unchecked((this.slots[i] = slot));
    const check = (h * 0x2c1b3c6d) >>> 16;
    // A slot of another context is cleared; while frozen, it is taken for what it is not.
    if (learning && load<u16>(slot, 2) != check) store<u32>(slot, check << 16);
  }

  /** Counts the byte that came in every context. */
  learnByte(byte: u32): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const slot = unchecked(this.slots[i]);
      const run = load<u32>(slot);
      const length = (run >>> 8) & 255;
      if (length > 0 && (run & 255) == byte) store<u32>(slot, length < LENGTH_MAX ? run + 256 : run);
      else store<u32>(slot, (run & 0xffff0000) | 256 | byte);
    }
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  @inline
  predict(partial: u32, bits: u32): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const run = load<u32>(unchecked(this.slots[i]));
      const length = (run >>> 8) & 255;
      const x = this.inputs + (i << 2);
      if (length > 0 && ((run & 255) | 256) >>> (8 - bits) == partial) {
        const expected = (run >>> (7 - bits)) & 1;
        const entry = this.maps + (((((i << 5) | length) << 3) | bits) << 2);
        unchecked((this.entries[i] = entry | expected));
        const s = load<f32>(this.tables.stretch + ((load<u32>(entry) >>> 20) << 2));
        store<f32>(x, expected ? s : -s);
      } else {
        unchecked((this.entries[i] = 0));
        store<f32>(x, 0);
      }
    }
  }

  @inline
  learn(bit: u32): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const entry = unchecked(this.entries[i]);
      if (entry != 0) StateMap.learn(entry & ~1, (<u32>entry & 1) == bit ? 1 : 0, 1023, this.tables.rates);
    }
  }
}
