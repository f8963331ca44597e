import { StateMap } from '../mixing/state-map.js';
import { PHI, times } from '../numbers.js';
import { HISTORIES, INITIAL } from './bit-history.js';

/** A line: four check bytes, then four buckets of 15 histories, one for each node of a nibble's tree. */
const LINE_BYTES = 64;
const BUCKETS = 4;
const BUCKET_BYTES = 15;
/** A bucket is addressed one byte before its first history, as nodes count from 1. */
const FIRST_BUCKET = 3;
/** The second nibble's line is one of the 64 of the first's page. */
const PAGE_LINES = 64;
const LIMIT = 1023;

/**
 * Contexts in one hashed table of bit histories, each context with its own map from history to probability.
 * Specification of kernel/mixing/hashed-contexts.ts, whose preface explains it.
 */
export class HashedContexts {
  static readonly INPUTS = 4;

  inputs: Float32Array = new Float32Array();
  /** Contexts, the first ones, for which capitals are small letters from their third bit on. */
  caseless = 0;
  /** Contexts that have a history, at the last `predict`. */
  known = 0;
  /** The first nibble, after a leading 1; 1 while it is read. */
  private nibble = 1;
  private readonly lineBits: number;
  private readonly table: Uint8Array;
  private readonly vacant: number; // an empty bucket after the lines, for contexts not found while frozen
  private readonly contexts: readonly Context[];

  /** @param count contexts. @param lineBits log2 of the lines in the table, at most 24. */
  constructor(count: number, lineBits: number) {
    this.lineBits = lineBits;
    this.vacant = LINE_BYTES * 2 ** lineBits;
    this.table = new Uint8Array(this.vacant + 1 + BUCKET_BYTES);
    const map = () => new StateMap(256, INITIAL);
    this.contexts = Array.from({ length: count }, () => ({
      hash: 0,
      line: 0,
      bucket: this.vacant,
      map: map(),
      entry: 0,
    }));
  }

  /** Context `i` of the next byte, any hash of it. */
  set(i: number, context: number): void {
    this.contexts[i]!.hash = times(context + i, PHI);
  }

  /** The hash of context `i` of the next byte. */
  hash(i: number): number {
    return this.contexts[i]!.hash;
  }

  /** Finds the buckets of a byte's first nibble. */
  select(learning: boolean): void {
    this.nibble = 1;
    const shift = 32 - this.lineBits;
    for (const c of this.contexts) {
      c.line = c.hash >>> shift;
      c.bucket = this.find(c.line, (c.hash >>> (shift - 8)) & 255, learning);
    }
  }

  /** Finds the buckets of a byte's second nibble. @param nibble the first one, 4 bits after a leading 1. */
  selectSecond(nibble: number, learning: boolean): void {
    this.nibble = nibble;
    for (const [i, c] of this.contexts.entries()) {
      const read = i < this.caseless ? small(nibble, 1) : nibble;
      const h = times(c.hash ^ Math.imul(read, 0x2545f491), PHI);
      const line = c.line - (c.line % PAGE_LINES) + (h >>> 26);
      c.bucket = this.find(line, (h >>> 16) & 255, learning);
    }
  }

  /** The bucket in `line` that has the check byte; or else the one with the shortest first history, cleared. */
  private find(line: number, check: number, learning: boolean): number {
    const start = line * LINE_BYTES;
    const bucket = (b: number): number => start + FIRST_BUCKET + b * BUCKET_BYTES;
    const checks = this.table.subarray(start, start + BUCKETS);
    const found = checks.indexOf(check);
    if (found >= 0) return bucket(found);
    if (!learning) return this.vacant;
    const shortest = [0, 1, 2, 3].map((b) => this.table[bucket(b) + 1]!);
    const least = shortest.indexOf(Math.min(...shortest));
    checks[least] = check;
    this.table.fill(0, bucket(least) + 1, bucket(least) + 1 + BUCKET_BYTES);
    return bucket(least);
  }

  /** @param node 1 ... 15: the bits of the nibble so far, after a leading 1. */
  predict(node: number): void {
    this.known = 0;
    this.contexts.forEach((c, i) => {
      c.entry = this.table[c.bucket + this.nodeOf(i, node)]!;
      const { seen, sure } = HISTORIES[c.entry]!;
      if (seen) this.known++;
      const x = seen ? [c.map.stretched(c.entry), c.map.confidence(c.entry)] : [0, 0];
      this.inputs.set([...x, ...(sure ? x : [0, 0])], i * HashedContexts.INPUTS);
    });
  }

  /** As `predict`, but one input for each context. */
  predictPlain(node: number): void {
    this.known = 0;
    this.contexts.forEach((c, i) => {
      c.entry = this.table[c.bucket + node]!;
      if (c.entry !== 0) this.known++;
      this.inputs[i] = c.map.stretched(c.entry);
    });
  }

  learn(node: number, bit: number): void {
    for (const [i, { bucket, map, entry }] of this.contexts.entries()) {
      map.learn(entry, bit, LIMIT);
      const history = bucket + this.nodeOf(i, node);
      this.table[history] = HISTORIES[this.table[history]!]!.next[bit]!;
    }
  }

  /** Where context `i` has the history of a node. */
  private nodeOf(i: number, node: number): number {
    return i < this.caseless && this.nibble === 1 ? small(node, 0) : node;
  }
}

/** Three or more bits after a leading 1: those of 64 … 95 become those of 96 … 127. @param more bits after the third. */
function small(bits: number, more: number): number {
  return bits >> more === 0b1010 ? bits + (1 << more) : bits;
}

interface Context {
  hash: number;
  /** Of the first nibble. */
  line: number;
  bucket: number;
  readonly map: StateMap;
  /** The history that the last `predict` used. */
  entry: number;
}
