import { allocate } from '../memory';
import { StateMap } from '../mixing/state-map';
import { confidence } from './evidence';
import { History } from './history';
import { Tables } from './tables';

/** Longest length that is counted. */
const LENGTH_MAX: u32 = 65535;
/** A match is compared this far back when it is found. */
const VERIFY_MAX: u32 = 32;
/** Length classes of the map: 0 … 31. */
const CLASSES: u32 = 32;

/**
 * The match model: finds the most recent place where the last `minimum` bytes stood before, and predicts
 * that what followed there follows here. Its certainty is learned for each class of match length.
 * Inputs: stretch(p) and (p - 1/2) scaled, toward the expected bit, 0 without a match; and two zeros, so
 * that they are written as one vector.
 * Source: MatchModel of lpaq1 (M. Mahoney, 2007).
 */
export class Match {
  static readonly INPUTS: u32 = 4;

  /** Where INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  /** Bytes matched so far, 0 without a match. */
  length: u32 = 0;
  /** The byte that is expected next; of no meaning when length is 0. */
  expected: u32 = 0;
  private pointer: u32 = 0; //       position after the matched bytes
  private readonly table: usize; //  u32[2^bits]: hash -> place in the ring, and more of the hash above it
  private readonly map: usize; //    P(the expected bit comes), for each class of length
  private entry: usize = 0; //       0: nothing was predicted for this bit
  private expectedBit: u32 = 0;

  /** @param minimum bytes hashed, at most 32. @param bits log2 of the table's entries. */
  constructor(
    private readonly history: History,
    private readonly minimum: u32,
    private readonly bits: u32,
    private readonly tables: Tables,
  ) {
    this.table = allocate(<usize>4 << bits);
    this.map = StateMap.table(CLASSES);
  }

  /** Moves to the next byte. @param hash of the last `minimum` bytes, spread over 32 bits. */
  perceiveByte(hash: u32, learning: bool): void {
    const h = this.history;
    if (this.length > 0) {
      if (h.byte(this.pointer) == h.at(1)) {
        if (this.length < LENGTH_MAX) this.length++;
        this.pointer++;
      } else {
        this.length = 0;
      }
    }
    const slot = this.table + (<usize>(hash >>> (32 - this.bits)) << 2);
    const check = (hash << this.bits) & ~h.mask;
    if (this.length == 0) {
      const entry = load<u32>(slot);
      // Most entries of another context differ in the check: the ring, a cache miss further, is not touched.
      if (((entry ^ check) & ~h.mask) == 0) this.recover((h.position - entry) & h.mask);
    }
    if (learning) store<u32>(slot, (h.position & h.mask) | check);
    if (this.length > 0) this.expected = h.byte(this.pointer);
  }

  /** Takes the place `distance` bytes ago for the match, if enough bytes before it are the last ones. */
  private recover(distance: u32): void {
    const h = this.history;
    // Not a place that is to be written next, nor one before the start.
    if (distance == 0 || distance > min(h.position, h.mask - VERIFY_MAX)) return;
    this.pointer = h.position - distance;
    let n: u32 = 0;
    while (n < VERIFY_MAX && h.byte(this.pointer - n - 1) == h.at(n + 1)) n++;
    this.length = n >= this.minimum ? n : 0;
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  @inline
  predict(partial: u32, bits: u32): void {
    if (this.length > 0 && (this.expected | 256) >>> (8 - bits) == partial) {
      this.expectedBit = (this.expected >>> (7 - bits)) & 1;
      this.entry = this.map + (lengthClass(this.length) << 2);
      const p = load<u32>(this.entry);
      const s = load<f32>(this.tables.stretch + ((p >>> 20) << 2));
      const c = confidence(p);
      const x = f32x4.replace_lane(f32x4.replace_lane(i32x4.splat(0), 0, s), 1, c);
      v128.store(this.inputs, this.expectedBit ? x : f32x4.neg(x));
    } else {
      this.entry = 0;
      v128.store(this.inputs, i32x4.splat(0));
    }
  }

  @inline
  learn(bit: u32): void {
    if (this.entry != 0) StateMap.learn(this.entry, bit == this.expectedBit ? 1 : 0, 1023, this.tables.rates);
  }

  /** Gives the match up when it was wrong about this bit. */
  @inline
  perceive(bit: u32): void {
    if (this.entry != 0 && bit != this.expectedBit) this.length = 0;
  }

  /** 0 … 5: the length in coarse steps, for a mixer's context. */
  @inline
  get band(): u32 {
    const n = this.length;
    return (n >= 8 ? 1 : 0) + (n >= 12 ? 1 : 0) + (n >= 16 ? 1 : 0) + (n >= 24 ? 1 : 0) + (n >= 32 ? 1 : 0);
  }

  /** 0 when no bit is expected, else 1 … 32, growing with the length of the match. */
  @inline
  get strength(): u32 {
    return this.entry == 0 ? 0 : lengthClass(this.length) + 1;
  }
}

/** 0 … 31: exact to 15, then by half powers of two. */
@inline
function lengthClass(length: u32): u32 {
  if (length < 16) return length;
  const log = 31 - clz(length);
  return min(8 + (log << 1) + ((length >>> (log - 1)) & 1), CLASSES - 1);
}
