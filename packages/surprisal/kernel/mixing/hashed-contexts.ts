import { PHI } from '../math/hash';
import { allocate, PAGE_BYTES, scratch } from '../memory';
import { ContextList } from './context-list';
import { gather, writeInputs } from './inputs';
import { StateMap } from './state-map';
import { Tables } from './tables';

/**
 * A cache line: four check bytes, then four buckets of 15 bit histories, one for each node of a nibble's
 * tree. A bucket is addressed one byte before its first history, as nodes count from 1.
 */
const LINE_BYTES: u32 = 64;
const BUCKET_BYTES: u32 = 15;
const FIRST_BUCKET: u32 = 3;
/** What a nibble is multiplied with, to be mixed into the hashes of the second nibble's lines. */
const SALT: u32 = 0x2545f491;
/** The first nibble of bytes 64 … 79 after a leading 1: of capitals, with the one that follows it. */
const CAPITALS: u32 = 0b10100;
/** The second nibble's line lies in the same page as the first's: one TLB entry serves both. */
const PAGE_LINES_MASK: u32 = 0xfc0;

/**
 * Any number of contexts in one hashed table of bit histories, each context with its own map from
 * history to probability.
 *
 * At a nibble boundary every context finds its bucket: the hash gives a line and a check byte, which is
 * compared with the line's four. If no check fits, the bucket whose first history is shortest is cleared and
 * taken. All lines are touched before any is compared, so that their cache misses overlap.
 * Within the nibble each bit is one byte of the bucket and one entry of the map: no further miss.
 *
 * Inputs per context, all 0 where the context is new:
 *   stretch(p)                  what its history's map says
 *   (p - 1/2) scaled            the same, flatter: the mixer may trust the middle range less
 *   both again, or 0            only if all bits seen there were the same: certainty has weights of its own
 * or, for the single-layer mixer, the first alone (`predictPlain`): costs 0.4 % in size with eight contexts.
 *
 * The first `caseless` contexts have one history for both cases of a letter: once the third bit of a byte of
 * 64 … 127 is known, its tree goes on as that of the byte with this bit set, the small letter. What a word
 * was in small letters it is then expected to be in capitals. (Of `@[\]^_` and `` `{|}~ `` the same holds: no harm.)
 * Source: the hash table of lpaq1 and the inputs of paq8 (M. Mahoney, 2007).
 */
export class HashedContexts {
  /** Inputs for each context. */
  static readonly INPUTS: u32 = 4;

  /** Where count x INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  /** How many contexts, the first ones, have one history for both cases of a letter; 0 for `predictPlain`. */
  caseless: u32 = 0;
  /** Contexts that have a history, at the last `predict`. */
  known: u32 = 0;
  private isSecond: bool = false; // nibble
  private readonly table: usize;
  private readonly lineShift: u32;
  private readonly maps: usize; //   u32[count][256]
  private readonly vacant: usize; // an empty bucket, for contexts not found while frozen
  private readonly count: u32;
  private readonly lines: StaticArray<usize>; // of the first nibble
  private readonly buckets: StaticArray<usize>;
  private readonly entries: StaticArray<usize>;

  /**
   * @param list of the contexts: there will always be as many as now. @param lineBits log2 of the lines in the table, 6 (a page) to 24.
   * @param limit of the maps' adaptation, at most 1023.
   */
  constructor(
    private readonly list: ContextList,
    lineBits: u32,
    private readonly limit: u32,
    private readonly tables: Tables,
  ) {
    assert(lineBits >= 6 && lineBits <= 24 && limit <= 1023, 'a table of pages, a limit that the count can reach');
    const count = list.count;
    this.count = count;
    this.table = allocate(LINE_BYTES << lineBits, PAGE_BYTES); // so that a line's page is all its own
    this.lineShift = 32 - lineBits;
    this.maps = allocate(count << 10);
    this.vacant = scratch(BUCKET_BYTES + 1);
    this.lines = new StaticArray<usize>(count);
    this.buckets = new StaticArray<usize>(count);
    this.entries = new StaticArray<usize>(count);
    for (let i: u32 = 0; i < count; i++) {
      memory.copy(this.maps + (i << 10), tables.histories.initial, 1024);
      unchecked((this.lines[i] = this.table));
      unchecked((this.buckets[i] = this.vacant));
      unchecked((this.entries[i] = this.maps + (i << 10)));
    }
  }

  /** Finds the buckets of the next nibble. @param partial 1 before a byte, 16 … 31 in its middle. */
  select(partial: u32, learning: bool): void {
    this.isSecond = partial !== 1;
    if (partial === 1) this.selectFirst(learning);
    else this.selectSecond(partial, learning);
  }

  private selectFirst(learning: bool): void {
    const count = this.count;
    const hashes = this.list.hashes;
    assert(this.list.count === count, 'as many contexts are listed as there are tables for');
    let touched: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const line = this.table + ((load<u32>(hashes + (i << 2)) >>> this.lineShift) << 6);
      touched |= load<u32>(line);
      unchecked((this.lines[i] = line));
    }
    store<u8>(this.vacant, touched); // keeps the loads above; no node has the number 0
    for (let i: u32 = 0; i < count; i++) {
      const check = (load<u32>(hashes + (i << 2)) >>> (this.lineShift - 8)) & 0xff;
      unchecked((this.buckets[i] = this.find(unchecked(this.lines[i]), check, learning)));
    }
  }

  /** @param nibble the first one, 4 bits after a leading 1. */
  private selectSecond(nibble: u32, learning: bool): void {
    const count = this.count;
    const hashes = this.list.hashes;
    const caseless = this.caseless;
    const salt = nibble * SALT;
    const caselessSalt = (nibble & ~1) === CAPITALS ? (nibble | 2) * SALT : salt;
    let touched: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const h = (load<u32>(hashes + (i << 2)) ^ (i < caseless ? caselessSalt : salt)) * PHI;
      const line = (unchecked(this.lines[i]) & ~PAGE_LINES_MASK) | ((h >>> 20) & PAGE_LINES_MASK);
      touched |= load<u32>(line);
      unchecked((this.buckets[i] = line));
    }
    store<u8>(this.vacant, touched);
    for (let i: u32 = 0; i < count; i++) {
      const h = (load<u32>(hashes + (i << 2)) ^ (i < caseless ? caselessSalt : salt)) * PHI;
      const check = (h >>> 16) & 0xff;
      unchecked((this.buckets[i] = this.find(unchecked(this.buckets[i]), check, learning)));
    }
  }

  @inline
  private find(line: usize, check: u32, learning: bool): usize {
    // The lowest zero byte of `differences` is the first check that fits.
    const differences = load<u32>(line) ^ (check * 0x01010101);
    const zeros = (differences - 0x01010101) & ~differences & 0x80808080;
    if (zeros !== 0) return line + FIRST_BUCKET + (ctz(zeros) >>> 3) * BUCKET_BYTES;
    if (!learning) return this.vacant;
    const a = (<u32>load<u8>(line, 4)) << 2;
    const b = ((<u32>load<u8>(line, 19)) << 2) | 1;
    const c = ((<u32>load<u8>(line, 34)) << 2) | 2;
    const d = ((<u32>load<u8>(line, 49)) << 2) | 3;
    const least = min(min(a, b), min(c, d)) & 3;
    store<u8>(line + least, check);
    const bucket = line + FIRST_BUCKET + least * BUCKET_BYTES;
    store<u64>(bucket, 0, 1);
    store<u64>(bucket, 0, 8);
    return bucket;
  }

  /** @param node 1 … 15: the bits of the nibble so far, after a leading 1. */
  @inline
  predict(node: u32): void {
    const caseless = this.caseless;
    const caselessNode = this.caselessNode(node);
    let known: u32 = 0;
    let x = this.inputs;
    let map = this.maps;
    for (let i: u32 = 0; i < this.count; i++) {
      const history = <u32>load<u8>(unchecked(this.buckets[i]) + (i < caseless ? caselessNode : node));
      const entry = map + (history << 2);
      unchecked((this.entries[i] = entry));
      known += history !== 0 ? 1 : 0;
      writeInputs(x, load<u32>(entry), history, this.tables);
      x += 16;
      map += 1024;
    }
    this.known = known;
  }

  /** As `predict`, but one input for each context; their count is a multiple of 4. */
  @inline
  predictPlain(node: u32): void {
    let known: u32 = 0;
    let x = this.inputs;
    let map = this.maps;
    for (let i: u32 = 0; i < this.count; i += 4) {
      const a = <u32>load<u8>(unchecked(this.buckets[i]) + node);
      const b = <u32>load<u8>(unchecked(this.buckets[i + 1]) + node);
      const c = <u32>load<u8>(unchecked(this.buckets[i + 2]) + node);
      const d = <u32>load<u8>(unchecked(this.buckets[i + 3]) + node);
      known += (a !== 0 ? 1 : 0) + (b !== 0 ? 1 : 0) + (c !== 0 ? 1 : 0) + (d !== 0 ? 1 : 0);
      const sa = this.stretched(i, map + (a << 2));
      const sb = this.stretched(i + 1, map + 1024 + (b << 2));
      const sc = this.stretched(i + 2, map + 2048 + (c << 2));
      const sd = this.stretched(i + 3, map + 3072 + (d << 2));
      v128.store(x, gather(sa, sb, sc, sd));
      x += 16;
      map += 4096;
    }
    this.known = known;
  }

  /** Where stretch(p) of an entry lies; it becomes that of context `i`. */
  @inline
  private stretched(i: u32, entry: usize): usize {
    unchecked((this.entries[i] = entry));
    return this.tables.stretch + ((load<u32>(entry) >>> 20) << 2);
  }

  /** Moves histories and maps toward `bit`. */
  @inline
  learn(node: u32, bit: u32): void {
    const caseless = this.caseless;
    const caselessNode = this.caselessNode(node);
    const next = this.tables.histories.next + bit;
    const rates = this.tables.rates;
    for (let i: u32 = 0; i < this.count; i++) {
      StateMap.learn(unchecked(this.entries[i]), bit, this.limit, rates);
      const history = unchecked(this.buckets[i]) + (i < caseless ? caselessNode : node);
      store<u8>(history, load<u8>(next + ((<u32>load<u8>(history)) << 1)));
    }
  }

  /** Where caseless contexts have the history of a node. */
  @inline
  private caselessNode(node: u32): u32 {
    return node === CAPITALS >>> 1 && !this.isSecond ? node | 1 : node;
  }
}
