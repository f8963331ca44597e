import { StateMap } from '../mixing/state-map.js';
import { log2 } from '../numbers.js';
import type { History } from './history.js';

const LENGTH_MAX = 65535;
const VERIFY_MAX = 32;
const CLASSES = 32;

/**
 * The match model: what followed the last place where the last bytes stood before follows here again.
 * Twin of kernel/context/match.ts.
 */
export class Match {
  static readonly INPUTS = 4;

  inputs: Float32Array = new Float32Array(Match.INPUTS);
  /** Bytes matched so far, 0 without a match. */
  length = 0;
  /** The byte that is expected next; of no meaning when length is 0. */
  expected = 0;
  private readonly history: History;
  private readonly minimum: number;
  private readonly bits: number;
  private readonly table: Uint32Array; // hash -> place in the ring, and more of the hash above it
  private readonly map = new StateMap(CLASSES); // P(the expected bit comes), by length
  private pointer = 0; // position after the matched bytes
  /** What the last `predict` said, undefined where nothing. */
  private said: { readonly bit: number; readonly entry: number } | undefined;

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

  /** Takes the place `distance` bytes ago for the match, if enough bytes before it are the last ones. */
  private recover(distance: number): void {
    const h = this.history;
    if (distance === 0 || distance > h.position || distance > h.size - 1 - VERIFY_MAX) return;
    this.pointer = h.position - distance;
    let n = 0;
    while (n < VERIFY_MAX && h.byte(this.pointer - n - 1) === h.at(n + 1)) n++;
    this.length = n >= this.minimum ? n : 0;
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: number, bits: number): void {
    this.inputs.fill(0);
    this.said = undefined;
    if (this.length === 0 || (this.expected | 256) >>> (8 - bits) !== partial) return;
    const entry = lengthClass(this.length);
    const bit = (this.expected >>> (7 - bits)) & 1;
    const sign = bit ? 1 : -1;
    this.inputs[0] = sign * this.map.stretched(entry);
    this.inputs[1] = sign * this.map.confidence(entry);
    this.said = { bit, entry };
  }

  learn(bit: number): void {
    if (this.said !== undefined) this.map.learn(this.said.entry, bit === this.said.bit ? 1 : 0, 1023);
  }

  /** Gives the match up when it was wrong about this bit. */
  perceive(bit: number): void {
    if (this.said !== undefined && bit !== this.said.bit) this.length = 0;
  }

  /** 0 when no bit is expected, else 1 ... 32, growing with the length of the match. */
  get strength(): number {
    return this.said === undefined ? 0 : lengthClass(this.length) + 1;
  }
}

/** 0 ... 31: exact to 15, then by half powers of two. */
function lengthClass(length: number): number {
  if (length < 16) return length;
  const log = log2(length);
  return Math.min(8 + 2 * log + ((length >>> (log - 1)) & 1), CLASSES - 1);
}
