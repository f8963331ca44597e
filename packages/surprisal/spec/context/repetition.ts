import { log2 } from '../numbers.js';
import type { History } from './history.js';

const LENGTH_MAX = 65535;
const VERIFY_MAX = 32;
export const LENGTH_CLASSES = 32;

/** The last place where the last bytes stood before, and what followed. Specification of kernel/mixing/match-finder.ts. */
export class Repetition {
  /** Bytes that are the same, 0 without a place. */
  length = 0;
  /** The byte that is expected next; of no meaning when length is 0. */
  expected = 0;
  private readonly history: History;
  private readonly minimum: number;
  private readonly bits: number;
  private readonly table: Uint32Array; // hash -> place in the ring, and more of the hash above it
  private pointer = 0; // position after the bytes that are the same

  /** @param minimum bytes hashed, at most 32. @param bits log2 of the table's entries. */
  constructor(history: History, minimum: number, bits: number) {
    this.history = history;
    this.minimum = minimum;
    this.bits = bits;
    this.table = new Uint32Array(2 ** bits);
  }

  /** Moves to the next byte. @param hash of the last `minimum` bytes. */
  perceiveByte(hash: number, learning: boolean): void {
    const h = this.history;
    if (this.length > 0 && h.byte(this.pointer) === h.at(1)) {
      this.length = Math.min(this.length + 1, LENGTH_MAX);
      this.pointer++;
    } else {
      this.length = 0;
    }
    const slot = hash >>> (32 - this.bits);
    const above = ~(h.size - 1); // the bits of an entry that are no place in the ring
    const check = (hash << this.bits) & above;
    const entry = this.table[slot]!;
    if (this.length === 0 && (entry & above) === check) this.recover((h.position - entry) & (h.size - 1));
    if (learning) this.table[slot] = (h.position & (h.size - 1)) | check;
    if (this.length > 0) this.expected = h.byte(this.pointer);
  }

  /** Takes the place `distance` bytes ago, if enough bytes before it are the last ones. */
  private recover(distance: number): void {
    const h = this.history;
    if (distance === 0 || distance > h.position || distance > h.size - 1 - VERIFY_MAX) return;
    this.pointer = h.position - distance;
    let n = 0;
    while (n < VERIFY_MAX && h.byte(this.pointer - n - 1) === h.at(n + 1)) n++;
    this.length = n >= this.minimum ? n : 0;
  }

  /** 0 ... 31, 0 without a place: exact to 15, then by half powers of two. */
  get lengthClass(): number {
    if (this.length < 16) return this.length;
    const log = log2(this.length);
    return Math.min(8 + 2 * log + ((this.length >>> (log - 1)) & 1), LENGTH_CLASSES - 1);
  }
}
