/**
 * Binary arithmetic encoder: the interval [low, low + range), range in [2^24, 2^32) between calls.
 *
 * `low` has 32 bits and a carry above them. A byte leaves at the top only once no carry can reach it:
 * one byte is held back, and the 0xff bytes after it (which a carry would turn to 0x00) are counted.
 * Cost per bit: -log2 p, plus at most 2^-24 / p' for rounding the split, where p' is the smaller part
 * of the interval. `finish` costs one byte or less.
 * Source: G. N. N. Martin, "Range encoding" (1979); carry handling as described for LZMA (I. Pavlov).
 */
export class ArithmeticEncoder {
  private low: u64 = 0;
  private range: u32 = u32.MAX_VALUE;
  private held: i32 = -1; //   the byte that a carry may still reach; -1 before the first
  private pending: u32 = 0; // bytes of 0xff after it
  private out: usize = 0;
  private limit: usize = 0;
  overflow: bool = false; //   more code than room: what was written is of no use

  /** Starts a new code. */
  reset(): void {
    this.low = 0;
    this.range = u32.MAX_VALUE;
    this.held = -1;
    this.pending = 0;
    this.overflow = false;
  }

  /** Where the next code bytes go. @param room in bytes; sets `overflow` instead of writing more. */
  open(out: usize, room: usize): void {
    this.out = out;
    this.limit = out + room;
  }

  /** The address after the last code byte written. */
  get end(): usize {
    return this.out;
  }

  /** Codes `bit` (0 or 1) under P(bit = 1) = p / 2^32. */
  @inline
  encode(bit: u32, p: u32): void {
    const split = <u32>((<u64>this.range * p) >>> 32);
    if (bit) {
      this.range = split;
    } else {
      this.low += split;
      this.range -= split;
    }
    while (this.range < 1 << 24) {
      this.range <<= 8;
      this.shift();
    }
  }

  /**
   * Writes what the decoder needs to stay inside the interval, given that it reads zeros after the end.
   * Call once, last. Trailing zero bytes of the whole code may then be dropped.
   */
  finish(): void {
    // A multiple of 2^24 is always inside: the interval is at least that wide.
    this.low = (this.low + 0xffffff) & ~(<u64>0xffffff);
    this.shift();
    this.shift();
  }

  private shift(): void {
    if (this.low < 0xff000000 || this.low > 0xffffffff) {
      const carry = <i32>(this.low >>> 32);
      if (this.held >= 0) this.write(this.held + carry);
      for (; this.pending > 0; this.pending--) this.write(0xff + carry);
      this.held = <i32>(this.low >>> 24) & 0xff;
    } else {
      this.pending++;
    }
    this.low = (this.low & 0xffffff) << 8;
  }

  private write(byte: i32): void {
    if (this.out < this.limit) store<u8>(this.out++, byte);
    else this.overflow = true;
  }
}
