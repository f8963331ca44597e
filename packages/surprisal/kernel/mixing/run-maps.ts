import { allocate } from '../memory';
import { ContextList } from './context-list';
import { gather } from './inputs';
import { StateMap } from './state-map';
import { Tables } from './tables';

/** Run lengths that are distinguished: 1 … 31 and more. */
const LENGTH_MAX: u32 = 31;

/**
 * Run maps: for each context the byte that came last and how often it came in a row. While the byte so far
 * agrees with it, the next bit of that byte is expected, as surely as runs of this length in this context
 * have kept their word at this bit.
 * One u32 for each context in a hashed table: a check of 16 bits, the length, the byte.
 * One input for each context: stretch(p) toward the expected bit, 0 without one.
 * Source: RunContextMap of paq8 (M. Mahoney, 2007); the learned certainty is ours.
 */
export class RunMaps {
  static readonly INPUTS: u32 = 1;

  /** Where count x INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  private readonly table: usize;
  private readonly shift: u32;
  private readonly maps: usize; // u32[count][32 lengths][8 bits]
  private readonly nothing: usize; // f32 0, and the entry that is trained where nothing was expected
  private readonly slots: StaticArray<usize>;
  private readonly entries: StaticArray<usize>; // lowest bit: the bit expected
  // biome-ignore lint/correctness/noUnusedPrivateClassMembers: keeps the loads ahead of their use
  private touched: u32 = 0;

  /** @param count contexts with run maps, the first ones of the list: a multiple of 4. @param bits log2 of the entries in the table. */
  constructor(
    private readonly list: ContextList,
    private readonly count: u32,
    bits: u32,
    private readonly tables: Tables,
  ) {
    assert(count % 4 === 0 && count <= list.count, 'run maps fill vectors, and have contexts');
    this.table = allocate((<usize>4) << bits);
    this.shift = 32 - bits;
    this.maps = StateMap.table(count << 8);
    this.nothing = allocate(8);
    this.slots = new StaticArray<usize>(count);
    this.entries = new StaticArray<usize>(count);
    for (let i: u32 = 0; i < count; i++) {
      unchecked((this.slots[i] = this.table));
      unchecked((this.entries[i] = this.nothing + 4));
    }
  }

  /** Finds the slots of the contexts listed; call after `learnByte`. */
  select(learning: bool): void {
    const hashes = this.list.hashes;
    let touched: u32 = 0;
    for (let i: u32 = 0; i < this.count; i++) {
      const slot = this.table + ((load<u32>(hashes + (i << 2)) >>> this.shift) << 2);
      touched |= load<u32>(slot);
      unchecked((this.slots[i] = slot));
    }
    this.touched = touched; // keeps the loads above, whose misses overlap
    // A slot of another context is cleared; while frozen, it is taken for what it is not.
    if (!learning) return;
    for (let i: u32 = 0; i < this.count; i++) {
      const slot = unchecked(this.slots[i]);
      const check = (load<u32>(hashes + (i << 2)) * 0x2c1b3c6d) >>> 16;
      if (load<u16>(slot, 2) !== check) store<u32>(slot, check << 16);
    }
  }

  /** Counts the byte that came in every context. */
  learnByte(byte: u32): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const slot = unchecked(this.slots[i]);
      const run = load<u32>(slot);
      const length = (run >>> 8) & 255;
      if (length > 0 && (run & 255) === byte) store<u32>(slot, length < LENGTH_MAX ? run + 256 : run);
      else store<u32>(slot, (run & 0xffff0000) | 256 | byte);
    }
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  @inline
  predict(partial: u32, bits: u32): void {
    let x = this.inputs;
    for (let i: u32 = 0; i < this.count; i += 4) {
      const a = this.stretched(i, partial, bits);
      const b = this.stretched(i + 1, partial, bits);
      const c = this.stretched(i + 2, partial, bits);
      const d = this.stretched(i + 3, partial, bits);
      v128.store(x, gather(a, b, c, d));
      x += 16;
    }
  }

  /** Where the input of context `i` lies. Whether runs agree is hard to foresee, so nothing here is a branch. */
  @inline
  private stretched(i: u32, partial: u32, bits: u32): usize {
    const run = load<u32>(unchecked(this.slots[i]));
    const length = (run >>> 8) & 255;
    const byte = (run & 255) | 256;
    const expected = (byte >>> (7 - bits)) & 1;
    const agrees = u32(length > 0) & u32(byte >>> (8 - bits) === partial);
    const entry = this.maps + (((((i << 5) | length) << 3) | bits) << 2);
    unchecked((this.entries[i] = select<usize>(entry | expected, this.nothing + 4, agrees)));
    const level = (load<u32>(entry) >>> 20) ^ ((expected - 1) & 4095);
    return select<usize>(this.tables.stretch + (level << 2), this.nothing, agrees);
  }

  @inline
  learn(bit: u32): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const entry = unchecked(this.entries[i]);
      StateMap.learn(entry & ~1, (<u32>entry & 1) === bit ? 1 : 0, 1023, this.tables.rates);
    }
  }
}
