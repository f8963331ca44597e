import { allocate } from '../memory';

/** The last bytes, in a ring whose size is a power of two. */
export class History {
  readonly mask: u32;
  readonly ring: usize;
  /** Bytes seen so far. */
  position: u32 = 0;
  /** The last four bytes, the newest lowest; and the four before them. */
  c4: u32 = 0;
  c8: u32 = 0;

  /** @param bits log2 of the ring. */
  constructor(bits: u32) {
    this.ring = allocate((<usize>1) << bits);
    this.mask = (1 << bits) - 1;
  }

  @inline
  append(byte: u32): void {
    store<u8>(this.ring + (this.position & this.mask), byte);
    this.position++;
    this.c8 = (this.c8 << 8) | (this.c4 >>> 24);
    this.c4 = (this.c4 << 8) | byte;
  }

  /** The byte `back` bytes ago: 1 is the newest. */
  @inline
  at(back: u32): u32 {
    return load<u8>(this.ring + ((this.position - back) & this.mask));
  }

  /** Hash of the last `count` bytes. */
  hash(count: u32): u32 {
    let h: u32 = 0;
    for (let i: u32 = 1; i <= count; i++) h = (h + this.at(i) + 1) * 0x2f0b4c47;
    return (h ^ (h >>> 16)) * 0x2c1b3c6d;
  }

  /** The byte at an absolute position. */
  @inline
  byte(position: u32): u32 {
    return load<u8>(this.ring + (position & this.mask));
  }
}
