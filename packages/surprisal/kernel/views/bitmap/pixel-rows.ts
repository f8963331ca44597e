import { History } from '../../mixing/history';

/**
 * The pixels around the next one, x: those before it in its row, and 17 of each of the eight rows above, the one above x
 * at bit 8. Bits to the left are higher.
 */
export class PixelRows {
  /** The last pixels of the row, the newest lowest. */
  left: u32 = 0;
  one: u32 = 0;
  two: u32 = 0;
  three: u32 = 0;
  four: u32 = 0;
  five: u32 = 0;
  six: u32 = 0;
  seven: u32 = 0;
  eight: u32 = 0;

  /** @param stride bytes in a row. */
  constructor(
    private readonly history: History,
    private readonly stride: u32,
  ) {}

  /** Reads them. @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  @inline
  read(partial: u32, bits: u32): void {
    this.left = (this.history.c4 << bits) | (partial ^ (1 << bits));
    this.one = this.row(1, bits);
    this.two = this.row(2, bits);
    this.three = this.row(3, bits);
    this.four = this.row(4, bits);
    this.five = this.row(5, bits);
    this.six = this.row(6, bits);
    this.seven = this.row(7, bits);
    this.eight = this.row(8, bits);
  }

  @inline
  private row(up: u32, bits: u32): u32 {
    const h = this.history;
    const back = up * this.stride;
    return (((h.at(back + 1) << 16) | (h.at(back) << 8) | h.at(back - 1)) >>> (7 - bits)) & 0x1ffff;
  }

  /** The 24 pixels nearest to x: three to the left, seven in each of three rows. */
  @inline
  get block(): u32 {
    return ((this.left & 7) << 21) | (window(this.one, 3) << 14) | (window(this.two, 3) << 7) | window(this.three, 3);
  }

  /** The 16 pixels around that block. */
  @inline
  get ring(): u32 {
    return (
      ((this.left >>> 3) & 1) |
      (at(this.one, 4) << 1) |
      (at(this.two, 4) << 2) |
      (at(this.three, 4) << 3) |
      (window(this.four, 4) << 4) |
      (at(this.three, -4) << 13) |
      (at(this.two, -4) << 14) |
      (at(this.one, -4) << 15)
    );
  }

  /** The pixels straight above, in six rows. */
  @inline
  get column(): u32 {
    return (
      at(this.one, 0) |
      (at(this.two, 0) << 1) |
      (at(this.three, 0) << 2) |
      (at(this.four, 0) << 3) |
      (at(this.five, 0) << 4) |
      (at(this.six, 0) << 5)
    );
  }

  /** The same with those to their left. */
  @inline
  get columns(): u32 {
    return (
      (window2(this.one) << 10) |
      (window2(this.two) << 8) |
      (window2(this.three) << 6) |
      (window2(this.four) << 4) |
      (window2(this.five) << 2) |
      window2(this.six)
    );
  }
}

/** The pixels of `row` within `reach` columns of bit 8. */
@inline
export function window(row: u32, reach: u32): u32 {
  return (row >>> (8 - reach)) & ((2 << (2 * reach)) - 1);
}

/** The pixel of `row` at bit 8 and the one to its left. */
@inline
export function window2(row: u32): u32 {
  return (row >>> 8) & 3;
}

/** The pixel of `row` `reach` columns left of bit 8. */
@inline
export function at(row: u32, reach: i32): u32 {
  return (row >>> (8 + reach)) & 1;
}

/** How many pixels from bit 0 to the left are alike, 1 … 15; all beyond those known are white. */
@inline
export function edgeLeft(pixels: u32): u32 {
  return min(ctz((pixels ^ (0 - (pixels & 1))) | 0x8000), 15);
}

/** How many pixels of `row` from bit 8 to the right are alike, 1 … 9. */
@inline
export function edgeRight(row: u32): u32 {
  return min(clz((row ^ (0 - at(row, 0))) << 23), 9);
}
