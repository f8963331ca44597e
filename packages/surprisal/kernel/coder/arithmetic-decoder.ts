/**
 * The mirror of ArithmeticEncoder: `code` is the distance from the interval's low end to the code's value.
 * After the last code byte it reads zeros, which `finish` of the encoder counts on.
 */
export class ArithmeticDecoder {
  private range: u32 = u32.MAX_VALUE;
  private code: u32 = 0;
  private started: bool = false;
  private at: usize = 0;
  private end: usize = 0;

  /** Expects a new code. */
  reset(): void {
    this.range = u32.MAX_VALUE;
    this.code = 0;
    this.started = false;
  }

  /** Where the next code bytes are: [at, end). */
  open(at: usize, end: usize): void {
    this.at = at;
    this.end = end;
    if (!this.started) {
      this.started = true;
      for (let i = 0; i < 4; i++) this.code = (this.code << 8) | this.read();
    }
  }

  /** The address of the first code byte not read yet. */
  get position(): usize {
    return this.at;
  }

  /** @param p P(bit = 1), scaled by 2^32, as it was given to the encoder. */
  @inline
  decode(p: u32): u32 {
    const split = <u32>((<u64>this.range * p) >>> 32);
    const bit: u32 = this.code < split ? 1 : 0;
    if (bit) {
      this.range = split;
    } else {
      this.code -= split;
      this.range -= split;
    }
    while (this.range < 1 << 24) {
      this.range <<= 8;
      this.code = (this.code << 8) | this.read();
    }
    return bit;
  }

  private read(): u32 {
    return this.at < this.end ? load<u8>(this.at++) : 0;
  }
}
