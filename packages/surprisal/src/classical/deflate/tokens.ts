/**
 * A parse: the content as literals and matches, one number for each. A literal is its byte; a match is
 * length + 2^9 · distance, which is always larger than a byte.
 */
import {
  DISTANCE_BITS,
  DISTANCES,
  distanceSymbol,
  END_OF_BLOCK,
  FIRST_LENGTH,
  LENGTH_BITS,
  LENGTH_SYMBOL,
  LITERALS,
} from './tables.js';

export const LENGTH_MASK = 2 ** 9 - 1;
export const DISTANCE_SHIFT = 9;

/** How often each symbol occurs in a part of a parse, and the size of its extra bits. */
export class Counts {
  readonly literals = new Uint32Array(LITERALS);
  readonly distances = new Uint32Array(DISTANCES);
  extraBits = 0;
  /** Bytes of content. */
  bytes = 0;

  constructor() {
    this.literals[END_OF_BLOCK] = 1;
  }

  /** Counts tokens `from` … `to` - 1. */
  add(tokens: Uint32Array, from: number, to: number): this {
    const { literals, distances } = this;
    let { extraBits, bytes } = this;
    for (let i = from; i < to; i++) {
      const token = tokens[i]!;
      if (token < END_OF_BLOCK) {
        literals[token]!++;
        bytes++;
        continue;
      }
      const length = token & LENGTH_MASK;
      const symbol = LENGTH_SYMBOL[length]!;
      const distance = distanceSymbol(token >>> DISTANCE_SHIFT);
      literals[FIRST_LENGTH + symbol]!++;
      distances[distance]!++;
      extraBits += LENGTH_BITS[symbol]! + DISTANCE_BITS[distance]!;
      bytes += length;
    }
    this.extraBits = extraBits;
    this.bytes = bytes;
    return this;
  }

  /** The counts of this part and the next one together. */
  with(next: Counts): Counts {
    const sum = new Counts();
    for (let i = 0; i < LITERALS; i++) sum.literals[i] = this.literals[i]! + next.literals[i]!;
    for (let i = 0; i < DISTANCES; i++) sum.distances[i] = this.distances[i]! + next.distances[i]!;
    // Each part has counted its own end of block.
    sum.literals[END_OF_BLOCK] = 1;
    sum.extraBits = this.extraBits + next.extraBits;
    sum.bytes = this.bytes + next.bytes;
    return sum;
  }
}
