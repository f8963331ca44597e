import { times } from '../numbers.js';

/** The last bytes, in a ring whose size is a power of two. Specification of kernel/mixing/history.ts. */
export class History {
  readonly size: number;
  /** Bytes seen so far. */
  position = 0;
  /** The last four bytes, the newest lowest; and the four before them. */
  last4 = 0;
  last8 = 0;
  private readonly ring: Uint8Array;

  /** @param bits log2 of the ring. */
  constructor(bits: number) {
    this.size = 2 ** bits;
    this.ring = new Uint8Array(this.size);
  }

  append(byte: number): void {
    this.ring[this.position % this.size] = byte;
    this.position++;
    this.last8 = ((this.last8 << 8) | (this.last4 >>> 24)) >>> 0;
    this.last4 = ((this.last4 << 8) | byte) >>> 0;
  }

  /** The byte `back` bytes ago: 1 is the newest. */
  at(back: number): number {
    return this.byte(this.position - back);
  }

  /** The byte at an absolute position. */
  byte(position: number): number {
    return this.ring[position & (this.size - 1)]!;
  }

  /** Hash of the last `count` bytes. */
  hash(count: number): number {
    let h = 0;
    for (let i = 1; i <= count; i++) h = times(h + this.at(i) + 1, 0x2f0b4c47);
    return times(h ^ (h >>> 16), 0x2c1b3c6d);
  }
}
