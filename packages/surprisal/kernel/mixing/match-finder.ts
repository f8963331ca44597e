import { allocate } from '../memory';
import { History } from './history';

/** Longest length that is counted. */
const LENGTH_MAX: u32 = 65535;
/** A place is compared this far back when it is found. */
const VERIFY_MAX: u32 = 32;
/** Classes of lengths: 0 … 31. */
export const LENGTH_CLASSES: u32 = 32;

/** The most recent place where the last `minimum` bytes stood before, and the byte that followed there. */
export class MatchFinder {
  /** Bytes that are the same, 0 without a place. */
  length: u32 = 0;
  /** The byte that is expected next; of no meaning when length is 0. */
  expected: u32 = 0;
  private pointer: u32 = 0; //       position after the bytes that are the same
  private readonly table: usize; //  u32[2^bits]: hash -> place in the ring, and more of the hash above it

  /** @param minimum bytes hashed, at most 32. @param bits log2 of the table's entries. */
  constructor(
    private readonly history: History,
    private readonly minimum: u32,
    private readonly bits: u32,
  ) {
    this.table = allocate((<usize>4) << bits);
  }

  /** Moves to the next byte. @param hash of the last `minimum` bytes, spread over 32 bits. @param learning whether to remember this place. */
  perceiveByte(hash: u32, learning: bool): void {
    const h = this.history;
    if (this.length > 0) {
      if (h.byte(this.pointer) === h.at(1)) {
        if (this.length < LENGTH_MAX) this.length++;
        this.pointer++;
      } else {
        this.length = 0;
      }
    }
    const slot = this.table + ((<usize>(hash >>> (32 - this.bits))) << 2);
    const check = (hash << this.bits) & ~h.mask;
    if (this.length === 0) {
      const entry = load<u32>(slot);
      // Most entries of another context differ in the check: the ring, a cache miss further, is not touched.
      if (((entry ^ check) & ~h.mask) === 0) this.recover((h.position - entry) & h.mask);
    }
    if (learning) store<u32>(slot, (h.position & h.mask) | check);
    if (this.length > 0) this.expected = h.byte(this.pointer);
  }

  /** Takes the place `distance` bytes ago, if enough bytes before it are the last ones. */
  private recover(distance: u32): void {
    const h = this.history;
    // Not a place that is to be written next, nor one before the start.
    if (distance === 0 || distance > min(h.position, h.mask - VERIFY_MAX)) return;
    this.pointer = h.position - distance;
    let n: u32 = 0;
    while (n < VERIFY_MAX && h.byte(this.pointer - n - 1) === h.at(n + 1)) n++;
    this.length = n >= this.minimum ? n : 0;
  }

  /** 0 … 31, 0 without a place: exact to 15, then by half powers of two. */
  @inline
  get lengthClass(): u32 {
    if (this.length < 16) return this.length;
    const log = 31 - clz(this.length);
    return min(8 + (log << 1) + ((this.length >>> (log - 1)) & 1), LENGTH_CLASSES - 1);
  }
}
