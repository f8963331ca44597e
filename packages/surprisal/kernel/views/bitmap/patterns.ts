import { hash2, hash3, PHI } from '../../math/hash';
import { allocate, sizeBits } from '../../memory';
import { History } from '../../mixing/history';
import { confidence, writeInputs } from '../../mixing/inputs';
import { Mixer } from '../../mixing/mixer';
import { StateMap } from '../../mixing/state-map';
import { Tables } from '../../mixing/tables';
import { at, edgeLeft, edgeRight, PixelRows, window, window2 } from './pixel-rows';

/** What a pattern has learned, 8 bytes: u32 P(1) as in a state map, ^ HALF so that 0 is unknown; u8 bit history; u8 check. */
const SLOT_BYTES: usize = 8;
const HISTORY: usize = 4;
const CHECK: usize = 5;
const HALF: u32 = StateMap.INITIAL;
const INPUTS: u32 = 4;
const AVERAGE_INPUTS: u32 = 2;
const WEIGHT: f32 = 0.05;
/** log2 of the slots of a context, at most. */
const SLOT_BITS_MAX: u32 = 19;

/**
 * Contexts for pictures of one bit a pixel: patterns of the pixels to the left and of those above, in up to eight rows.
 *
 *   . . 4 4 4 . .          columns -3 … 3 around the pixel to be predicted (x); rows above
 *   . 3 3 3 3 3 .          the widths differ by context: see `perceive`
 *   2 2 2 2 2 2 2
 *   1 1 1 1 1 1 1
 *   0 0 0 x
 *
 * Some see a few pixels, learned soon; some a letter or more, which predict it when it comes again; others how many pixels
 * are black, or how far the next edges are. They change with every bit, so each context has a hashed table of its own, of
 * slots with a check byte: a bit history, of which a map makes a probability with inputs as in HashedContexts, and a
 * probability of its own, the average of what was seen there, stretched and as (p - 1/2) scaled: pictures are more
 * alike from top to bottom than text.
 * Source: the templates of JBIG (ITU-T T.82); tall and round patterns, counts, and averages with histories as in
 * Image1BitModel of paq8px; chosen anew on pages made for it (docs/decisions/pictures-and-audio.md).
 */
export class Patterns {
  /** Mixer inputs of each context: of its history, and of its average. */
  static readonly INPUTS_EACH: u32 = INPUTS + AVERAGE_INPUTS;
  /** How many contexts there are, the most useful first. */
  static readonly CONTEXTS_MAX: u32 = 24;

  /** Contexts for mixer and maps. The six pixels next to x, 0 … 63. */
  near: u32 = 0;
  /** The seven pixels around the one above, 0 … 127. */
  around: u32 = 0;
  /** The one to the left, and six rows of the column, 0 … 127. */
  tall: u32 = 0;
  /** How far the last edge is and the next one in the row above, 0 … 255. */
  edges: u32 = 0;
  /** How many of 40 pixels around are black. */
  black: u32 = 0;
  /** 16 pixels around; a hash of 32. */
  template: u32 = 0;
  wide: u32 = 0;
  private readonly rows: PixelRows;
  private inputs: usize = 0; //                    f32[contexts][INPUTS]
  private averages: usize = 0; //                  f32[contexts][AVERAGE_INPUTS]
  private readonly slots: StaticArray<usize>; //   of the patterns at hand
  private readonly checks: StaticArray<u32>;
  private readonly entries: StaticArray<usize>;
  private readonly tableBytes: usize; //           of each context
  private readonly shift: u32;
  private readonly base: usize;
  private readonly maps: usize;

  /** @param stride bytes in a row. @param size bytes of content expected. @param contexts how many, at most CONTEXTS_MAX. */
  constructor(
    history: History,
    stride: u32,
    size: u32,
    private readonly contexts: u32,
    private readonly tables: Tables,
  ) {
    const bits = sizeBits(size, 10, SLOT_BITS_MAX);
    const tableBytes = SLOT_BYTES << bits;
    const base = allocate(contexts * tableBytes);
    const maps = allocate(contexts << 10);
    this.rows = new PixelRows(history, stride);
    this.shift = 32 - bits;
    this.tableBytes = tableBytes;
    this.base = base;
    this.maps = maps;
    this.slots = new StaticArray<usize>(contexts);
    this.checks = new StaticArray<u32>(contexts);
    this.entries = new StaticArray<usize>(contexts);
    for (let i: u32 = 0; i < contexts; i++) {
      unchecked((this.slots[i] = base));
      unchecked((this.entries[i] = maps));
      memory.copy(maps + (i << 10), tables.histories.initial, 1024);
    }
  }

  /** Claims the mixer inputs of its own. */
  claim(mixer: Mixer): void {
    this.inputs = mixer.claim(this.contexts, INPUTS, WEIGHT);
    this.averages = mixer.claim(this.contexts, AVERAGE_INPUTS, WEIGHT);
  }

  /** Selects the patterns of the next pixel. @param partial the bits of its byte so far, after a leading 1. @param bits how many. */
  perceive(partial: u32, bits: u32): void {
    const rows = this.rows;
    rows.read(partial, bits);
    const left = rows.left;
    const one = rows.one;
    const block = rows.block;
    const ring = rows.ring;
    const column = rows.column;
    const black = popcnt(block);
    const run = edgeLeft(left);
    const next = edgeRight(one);
    this.near = ((left & 7) << 3) | window(one, 1);
    this.around = window(one, 3);
    this.tall = (column << 1) | (left & 1);
    this.edges = run * 16 + next;
    this.black = black + popcnt(ring);
    this.template = ((left & 15) << 12) | (window(one, 3) << 5) | window(rows.two, 2);
    this.wide = hash2(block, ring & 0xff);
    this.selectPatterns(block, column, black, run, next);
  }

  /**
   * Selects the slots of the patterns, the most useful first.
   * @param block, column of the rows. @param black how many of the block are. @param run, next as `edges` has them.
   */
  @inline
  private selectPatterns(block: u32, column: u32, black: u32, run: u32, next: u32): void {
    const rows = this.rows;
    const left = rows.left;
    const one = rows.one;
    const two = rows.two;
    const three = rows.three;
    const four = rows.four;
    const five = rows.five;
    const six = rows.six;
    const seven = rows.seven;
    const eight = rows.eight;
    const columns = rows.columns;
    this.select(0, ((left & 2047) << 3) | window(one, 1));
    this.select(
      1,
      ((left & 7) << 12) | (window(one, 1) << 9) | (window(two, 1) << 6) | (window(three, 1) << 3) | window(four, 1),
    );
    this.select(2, hash2(left & 255, window(one, 5)));
    const colours = (left & 1) | (at(one, 0) << 1) | (at(two, 0) << 2);
    this.select(
      3,
      hash3(run, next * 16 + edgeLeft(one >>> 8), (edgeRight(two) * 16 + edgeLeft(two >>> 8)) * 8 + colours),
    );
    this.select(4, hash3(black, this.black, this.near & 31));
    this.select(5, hash2(block, 0));
    this.select(6, hash3(left & 63, (window(one, 6) << 11) | window(two, 5), window(three, 4)));
    this.select(7, hash3(hash3(left & 255, one, two), window(three, 7), (window(four, 6) << 16) | window(five, 5)));
    this.select(8, hash3(left & 0xffff, one, (window(two, 7) << 15) | window(three, 7)));
    this.select(9, hash3(hash2(block, window(four, 3)), window(five, 3), window(six, 3)));
    this.select(10, this.near);
    this.select(11, ((left & 3) << 8) | (window(one, 2) << 3) | window(two, 1));
    this.select(12, (column << 3) | (left & 7));
    this.select(13, hash3(columns, (window2(seven) << 2) | window2(eight), left & 3));
    this.select(14, hash3(left & 15, block, (window(four, 3) << 7) | window(five, 2)));
    this.select(15, hash3(window(two, 4), window(three, 3), left & 7));
    this.select(16, left & 0xffff);
    this.select(17, (columns << 1) | (left & 1));
    this.select(18, ((left & 7) << 15) | (window(one, 2) << 10) | (window(two, 2) << 5) | window(three, 2));
    this.select(19, hash2(left & 15, (((one >>> 1) & 0xfff) << 6) | ((two >>> 4) & 0x3f)));
    this.select(20, hash3(hash3(left & 4095, one, two), hash3(three, four, five), hash3(six, seven, eight)));
    this.select(21, hash3(hash3(left & 4095, one, two), window(three, 6), window(four, 4)));
    this.select(22, hash3(left & 0xfffff, one, window(two, 2)));
    this.select(
      23,
      hash3(left & 63, (window(one, 4) << 9) | window(two, 4), (window(three, 4) << 9) | window(four, 4)),
    );
  }

  @inline
  private select(i: u32, pattern: u32): void {
    if (i >= this.contexts) return;
    const h = pattern * PHI;
    unchecked((this.slots[i] = this.base + i * this.tableBytes + (h >>> this.shift) * SLOT_BYTES));
    unchecked((this.checks[i] = (h >>> (this.shift - 8)) & 0xff));
  }

  @inline
  predict(): void {
    for (let i: u32 = 0; i < this.contexts; i++) {
      const slot = unchecked(this.slots[i]);
      const known = <u32>load<u8>(slot, CHECK) === unchecked(this.checks[i]);
      const history = known ? <u32>load<u8>(slot, HISTORY) : 0;
      const average = known ? load<u32>(slot) ^ HALF : HALF;
      const entry = this.maps + (((i << 8) | history) << 2);
      unchecked((this.entries[i] = entry));
      writeInputs(this.inputs + (i << 4), load<u32>(entry), history, this.tables);
      store<f32>(this.averages + (i << 3), load<f32>(this.tables.stretch + ((average >>> 20) << 2)));
      store<f32>(this.averages + (i << 3), confidence(average), 4);
    }
  }

  @inline
  learn(bit: u32): void {
    const next = this.tables.histories.next + bit;
    const rates = this.tables.rates;
    for (let i: u32 = 0; i < this.contexts; i++) {
      const slot = unchecked(this.slots[i]);
      const check = unchecked(this.checks[i]);
      if (<u32>load<u8>(slot, CHECK) !== check) store<u64>(slot, (<u64>check) << (8 * CHECK));
      StateMap.learn(unchecked(this.entries[i]), bit, 1023, rates);
      store<u8>(slot, load<u8>(next + ((<u32>load<u8>(slot, HISTORY)) << 1)), HISTORY);
      store<u32>(slot, load<u32>(slot) ^ HALF);
      StateMap.learn(slot, bit, 1023, rates);
      store<u32>(slot, load<u32>(slot) ^ HALF);
    }
  }
}
