import { allocate } from '../memory';
import { StateMap } from '../mixing/state-map';
import { writeEvidence } from './evidence';
import { History } from './history';
import { Tables } from './tables';

/** log2 of the pixels' patterns of each context: its table has a byte for each. */
const PATTERN_BITS: StaticArray<u32> = [16, 14, 15, 18, 15, 16, 19, 21];

/**
 * Contexts for pictures of one bit a pixel: patterns of the pixels to the left, and of those above within
 * a few columns, in up to four rows. They change with every bit, so each pattern has one bit history in a
 * table of its own, and each table a map from history to probability; inputs as in HashedContexts.
 *
 *   . . 4 4 4 . .          columns -3 … 3 around the pixel to be predicted (x); rows up to four above
 *   . 3 3 3 3 3 .          the widths differ by context: see `perceive`
 *   2 2 2 2 2 2 2
 *   1 1 1 1 1 1 1
 *   0 0 0 x
 *
 * Source: the templates of JBIG (ITU-T T.82) and of paq8's im1bitModel, chosen anew.
 */
export class Bitmap {
  static readonly CONTEXTS: u32 = 8;
  static readonly INPUTS: u32 = 4;

  /** Where CONTEXTS x INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  /** The seven pixels around the one above: a context for the mixer, 0 … 127. */
  around: u32 = 0;
  private readonly histories: StaticArray<usize> = new StaticArray<usize>(8); // of the patterns at hand
  private readonly entries: StaticArray<usize> = new StaticArray<usize>(8);
  private readonly bases: StaticArray<usize> = new StaticArray<usize>(8);
  private readonly maps: usize = allocate(8 << 10);

  /** @param stride bytes in a row. */
  constructor(
    private readonly history: History,
    private readonly stride: u32,
    private readonly tables: Tables,
  ) {
    for (let i: u32 = 0; i < Bitmap.CONTEXTS; i++) {
      unchecked((this.bases[i] = allocate(1 << unchecked(PATTERN_BITS[i]))));
      unchecked((this.histories[i] = this.bases[i]));
      unchecked((this.entries[i] = this.maps + (i << 10)));
      memory.copy(this.maps + (i << 10), tables.histories.initial, 1024);
    }
  }

  /** Selects the patterns of the next pixel. @param partial the bits of its byte so far, after a leading 1. @param bits how many. */
  perceive(partial: u32, bits: u32): void {
    const left = (this.history.last4 << bits) | (partial ^ (1 << bits));
    const one = this.row(1, bits);
    const two = this.row(2, bits);
    const three = this.row(3, bits);
    const four = this.row(4, bits);
    this.around = window(one, 3);
    this.pattern(0, ((left & 15) << 12) | (window(one, 3) << 5) | window(two, 2));
    this.pattern(1, ((left & 2047) << 3) | window(one, 1));
    this.pattern(2, ((left & 63) << 9) | window(one, 4));
    this.pattern(3, ((left & 7) << 15) | (window(one, 2) << 10) | (window(two, 2) << 5) | window(three, 2));
    this.pattern(4, ((left & 7) << 12) | (window(one, 1) << 9) | (window(two, 1) << 6) | (window(three, 1) << 3) | window(four, 1));
    this.pattern(5, left & 0xffff);
    this.pattern(6, ((left & 255) << 11) | window(one, 5));
    this.pattern(7, ((left & 31) << 16) | (window(one, 4) << 7) | window(two, 3));
  }

  @inline
  private pattern(i: u32, value: u32): void {
    unchecked((this.histories[i] = this.bases[i] + value));
  }

  /** 24 pixels `up` rows above, the one above the next pixel at bit 8. */
  @inline
  private row(up: u32, bits: u32): u32 {
    const h = this.history;
    const back = up * this.stride;
    return ((h.at(back + 1) << 16) | (h.at(back) << 8) | h.at(back - 1)) >>> (7 - bits);
  }

  @inline
  predict(): void {
    for (let i: u32 = 0; i < Bitmap.CONTEXTS; i++) {
      const history = <u32>load<u8>(unchecked(this.histories[i]));
      const entry = this.maps + (((i << 8) | history) << 2);
      unchecked((this.entries[i] = entry));
      writeEvidence(this.inputs + (i << 4), load<u32>(entry), history, this.tables);
    }
  }

  @inline
  learn(bit: u32): void {
    const next = this.tables.histories.next + bit;
    for (let i: u32 = 0; i < Bitmap.CONTEXTS; i++) {
      StateMap.learn(unchecked(this.entries[i]), bit, 1023, this.tables.rates);
      const history = unchecked(this.histories[i]);
      store<u8>(history, load<u8>(next + (<u32>load<u8>(history) << 1)));
    }
  }
}

/** The pixels of `row` within `reach` columns of bit 8. */
@inline
function window(row: u32, reach: u32): u32 {
  return (row >>> (8 - reach)) & ((2 << (2 * reach)) - 1);
}
