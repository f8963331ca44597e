import { allocate } from '../memory';
import { StateMap } from '../mixing/state-map';
import { tune } from '../tune';
import { Tables } from './tables';

/** A cache line: four buckets. */
const LINE_BYTES: u32 = 64;
/** A bucket: one check byte, then the 15 bit histories of a nibble, at 1 … 15 as its bits are walked. */
const BUCKET_BYTES: u32 = 16;
const PHI: u32 = 0x9e3779b9; // 2^32 / golden ratio: spreads hashes

/**
 * Any number of contexts in one hashed table of bit histories, each context with its own map from
 * history to probability.
 *
 * At a nibble boundary every context finds its bucket: the hash gives a line of 64 bytes and a check byte,
 * which is compared in the line's four buckets. If none fits, the one whose first history is shortest
 * is cleared and taken. All lines are touched before any is compared, so that their cache misses overlap.
 * Within the nibble each bit is one byte of the bucket and one entry of the map: no further miss.
 * Inputs per context: stretch(p), and (p - 1/2) scaled, which says how sure it is in the middle range.
 * Source: the hash table of lpaq1 (M. Mahoney, 2007).
 */
export class HashedContexts {
  /** Inputs for each context. */
  static readonly INPUTS: u32 = 2;

  private readonly table: usize;
  private readonly stretch: usize;
  private readonly rates: usize;
  private readonly next: usize;
  private readonly conf: f32 = <f32>(tune(9, 4)/16777216.0);
  /** Contexts with a history at the last `predict`. */
  known: u32 = 0;
  private readonly lineShift: u32;
  private readonly maps: usize; //   u32[count][256]
  private readonly vacant: usize; // an empty bucket, for contexts not found while frozen
  private readonly hashes: StaticArray<u32>;
  private readonly buckets: StaticArray<usize>;
  private readonly entries: StaticArray<usize>;

  /**
   * @param count contexts. @param lineBits log2 of the lines in the table.
   * @param inputs where count x INPUTS mixer inputs go. @param limit of the maps' adaptation.
   */
  constructor(
    private readonly count: u32,
    lineBits: u32,
    private readonly inputs: usize,
    private readonly limit: u32,
    tables: Tables,
  ) {
    this.stretch = tables.stretch;
    this.rates = tables.rates;
    this.next = tables.histories.next;
    this.table = allocate(LINE_BYTES << lineBits);
    this.lineShift = 32 - lineBits;
    this.maps = allocate(count << 10);
    this.vacant = allocate(BUCKET_BYTES);
    this.hashes = new StaticArray<u32>(count);
    this.buckets = new StaticArray<usize>(count);
    this.entries = new StaticArray<usize>(count);
    for (let i: u32 = 0; i < count; i++) {
      memory.copy(this.maps + (i << 10), tables.histories.initial, 1024);
      unchecked((this.buckets[i] = this.vacant));
      unchecked((this.entries[i] = this.maps + (i << 10)));
    }
  }

  /** Context `i` of the next byte. */
  @inline
  set(i: u32, context: u32): void {
    unchecked((this.hashes[i] = (context + i) * PHI));
  }

  /** Finds the buckets of the next nibble. @param partial the bits of the byte so far, after a leading 1. */
  select(partial: u32, learning: bool): void {
    const count = this.count;
    const salt = partial * 0x2545f491;
    let touched: u32 = 0;
    for (let i: u32 = 0; i < count; i++) {
      const h = (unchecked(this.hashes[i]) ^ salt) * PHI;
      const line = this.table + ((h >>> this.lineShift) << 6);
      touched |= load<u8>(line);
      unchecked((this.buckets[i] = line));
    }
    store<u8>(this.vacant, touched); // keeps the loads above; a vacant bucket's check is never compared
    for (let i: u32 = 0; i < count; i++) {
      const h = (unchecked(this.hashes[i]) ^ salt) * PHI;
      unchecked((this.buckets[i] = this.find(unchecked(this.buckets[i]), (h >>> (this.lineShift - 8)) & 0xff, learning)));
    }
  }

  @inline
  private find(line: usize, check: u32, learning: bool): usize {
    if (load<u8>(line) == check) return line;
    if (load<u8>(line, 16) == check) return line + 16;
    if (load<u8>(line, 32) == check) return line + 32;
    if (load<u8>(line, 48) == check) return line + 48;
    if (!learning) return this.vacant;
    let least = line;
    let length = load<u8>(line, 1);
    for (let i: u32 = 16; i < LINE_BYTES; i += 16) {
      const n = load<u8>(line + i, 1);
      if (n < length) {
        length = n;
        least = line + i;
      }
    }
    v128.store(least, i32x4.splat(0));
    store<u8>(least, check);
    return least;
  }

  /** @param node 1 … 15: the bits of the nibble so far, after a leading 1. */
  @inline
  predict(node: u32): void {
    let known: u32 = 0;
    let x = this.inputs;
    let map = this.maps;
    for (let i: u32 = 0; i < this.count; i++) {
      const history = <u32>load<u8>(unchecked(this.buckets[i]) + node);
      known += history != 0 ? 1 : 0;
      const entry = map + (history << 2);
      unchecked((this.entries[i] = entry));
      const p = load<u32>(entry);
      store<f32>(x, load<f32>(this.stretch + ((p >>> 20) << 2)));
      store<f32>(x, (<f32>(p >>> 8) - 8388608) * this.conf, 4);
      x += 8;
      map += 1024;
    }
    this.known = known;
  }

  /** Moves histories and maps toward `bit`. */
  @inline
  learn(node: u32, bit: u32): void {
    const next = this.next + bit;
    for (let i: u32 = 0; i < this.count; i++) {
      StateMap.learn(unchecked(this.entries[i]), bit, this.limit, this.rates);
      const history = unchecked(this.buckets[i]) + node;
      store<u8>(history, load<u8>(next + (<u32>load<u8>(history) << 1)));
    }
  }
}

/** Scale of (p - 1/2) 2^24 as an input: ±2 at certainty. */
const CONFIDENCE: f32 = 4.0 / 16777216.0;
