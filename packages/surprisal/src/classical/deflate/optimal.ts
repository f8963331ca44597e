/**
 * Optimal parsing: the cheapest of all parses for given symbol costs.
 *
 * From the end to the start, each place gets the cost of the cheapest path from it to the end. A path starts with a literal
 * or with any match at this place, and continues with the best path from where that ends. For each length only the nearest
 * match counts, as nearer matches never cost more. The cost of a symbol depends on how often it is used, and so on the
 * parse:
 *
 *   1. all matches are found once and kept
 *   2. a first parse takes the longest matches, as lazy.ts does
 *   3. blocks are cut (blocks.ts); each is parsed again a few times with the current costs of its symbols
 *
 * A symbol used c times out of n costs log2(n / c) bits. Rounding to whole bits would make the parse jump between codes of
 * about equal cost. Costs are integers, computed only by multiplication and halving, so that the parse is the same on
 * every machine.
 *
 * After zopfli (L. Vandevenne and J. Alakuijala, 2013) and the near-optimal parser of libdeflate (E. Biggers).
 */
import type { BinaryTrees } from '../lz/binary-trees.js';
import { type Block, split } from './blocks.js';
import {
  DISTANCE_BITS,
  DISTANCES,
  distanceSymbol,
  END_OF_BLOCK,
  FIRST_LENGTH,
  LENGTH_BITS,
  LENGTH_SYMBOL,
  LITERALS,
  MATCH_MAX,
  MATCH_MIN,
} from './tables.js';
import { Counts, DISTANCE_SHIFT, LENGTH_MASK } from './tokens.js';

/** How hard to try. */
export interface Effort {
  /** Maximum number of places to try for matches. */
  readonly tries: number;
  /** No matches are searched for inside a match of this length. */
  readonly enough: number;
  /** How often blocks are cut, and how often each is parsed after a cut. */
  readonly cuts: number;
  readonly passes: number;
  /** Tokens per piece; blocks are built from pieces. */
  readonly pieceTokens: number;
}

/** Costs have a resolution of 2^-COST_BITS bits. */
const COST_BITS = 5;
const BIT = 1 << COST_BITS;
/** Tries at a place that is only inserted. */
const SKIPPED_TRIES = 16;
/** Added to a match that must not be shortened. */
const WHOLE = 2 ** 30;

/** Costs of symbols, in units of 2^-5 bits. */
interface Costs {
  /** Shape (256). */
  readonly literal: Int32Array;
  /** By length, including extra bits: shape (259). */
  readonly length: Int32Array;
  /** By distance symbol, including extra bits: shape (30). */
  readonly distance: Int32Array;
}

/** The matches at each place of a segment. */
interface Matches {
  /** Where the matches at place i begin in `list`: shape (places + 1). */
  readonly starts: Uint32Array;
  /** length + 2^9 · distance, the shortest first at each place, plus WHOLE where it applies. */
  readonly list: Uint32Array;
}

/**
 * Parses `start` … `end` - 1 and cuts it into blocks.
 * @param tokens receives the parse: room for one token per byte. @returns its blocks.
 */
export function parseOptimally(
  bytes: Uint8Array,
  start: number,
  end: number,
  trees: BinaryTrees,
  effort: Effort,
  tokens: Uint32Array,
): Block[] {
  const segment = bytes.subarray(start, end);
  const matches = findMatches(bytes, start, end, trees, effort);
  const parse = new Parse(segment, matches);
  let size = parse.lazy(tokens);
  let blocks = split(tokens, size, effort.pieceTokens);
  // A parse for the costs of the previous parse may be worse than that parse, so the best one is kept.
  let best = { blocks, tokens: tokens.slice(0, size), bits: bitsOf(blocks) };
  for (let cut = 0; cut < effort.cuts; cut++) {
    size = 0;
    let from = 0;
    for (const block of blocks) {
      const to = from + block.counts.bytes;
      let counts = block.counts;
      let placed = 0;
      for (let pass = 0; pass < effort.passes; pass++) {
        placed = parse.cheapest(from, to, costsOf(counts), tokens, size);
        counts = new Counts().add(tokens, size, size + placed);
      }
      size += placed;
      from = to;
    }
    blocks = split(tokens, size, effort.pieceTokens);
    const bits = bitsOf(blocks);
    if (bits < best.bits) best = { blocks, tokens: tokens.slice(0, size), bits };
  }
  tokens.set(best.tokens);
  return best.blocks;
}

function bitsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { bits }) => sum + bits, 0);
}

function findMatches(bytes: Uint8Array, start: number, end: number, trees: BinaryTrees, effort: Effort): Matches {
  const { tries, enough } = effort;
  const size = end - start;
  const starts = new Uint32Array(size + 1);
  let list = new Uint32Array(4 * size + MATCH_MAX);
  let found = 0;
  // For a match too long to search inside: where it ends, and where it would end without the limit of MATCH_MAX.
  let skipTo = start;
  let reach = start;
  let distance = 0;
  for (let at = start; at < end; at++) {
    starts[at - start] = found;
    if (list.length - found < MATCH_MAX) {
      const grown = new Uint32Array(2 * list.length);
      grown.set(list);
      list = grown;
    }
    if (at < skipTo) {
      trees.insert(at, 0, SKIPPED_TRIES, undefined, 0);
      // A path that reaches this place can still continue with the rest of the match.
      const left = Math.min(reach - at, MATCH_MAX);
      if (left >= MATCH_MIN) list[found++] = WHOLE + left + (distance << DISTANCE_SHIFT);
      continue;
    }
    found += trees.insert(at, MATCH_MAX, tries, list, found);
    const longest = found > starts[at - start]! ? list[found - 1]! : 0;
    if ((longest & LENGTH_MASK) < enough) continue;
    distance = longest >>> DISTANCE_SHIFT;
    skipTo = at + (longest & LENGTH_MASK);
    const most = Math.min(skipTo + MATCH_MAX, end);
    for (reach = skipTo; reach < most && bytes[reach] === bytes[reach - distance]; ) reach++;
  }
  starts[size] = found;
  return { starts, list };
}

/** Parses a segment, given its matches. */
class Parse {
  readonly #bytes: Uint8Array;
  readonly #matches: Matches;
  /** Cost of the path from each place to the end of the part, and its first token. */
  readonly #cost: Int32Array;
  readonly #choice: Uint32Array;

  constructor(bytes: Uint8Array, matches: Matches) {
    this.#bytes = bytes;
    this.#matches = matches;
    this.#cost = new Int32Array(bytes.length + 1);
    this.#choice = new Uint32Array(bytes.length);
  }

  /** The first parse: takes the longest match, unless the next place has a longer one. @returns the number of tokens. */
  lazy(tokens: Uint32Array): number {
    const bytes = this.#bytes;
    const { starts, list } = this.#matches;
    const longest = (i: number): number => (starts[i]! < starts[i + 1]! ? list[starts[i + 1]! - 1]! : 0);
    let size = 0;
    for (let i = 0; i < bytes.length; ) {
      const match = longest(i);
      const length = Math.min(match & LENGTH_MASK, bytes.length - i);
      if (length < MATCH_MIN || (i + 1 < bytes.length && (longest(i + 1) & LENGTH_MASK) > length)) {
        tokens[size++] = bytes[i++]!;
      } else {
        tokens[size++] = (match & ~(LENGTH_MASK | WHOLE)) + length;
        i += length;
      }
    }
    return size;
  }

  /** The cheapest parse of `from` … `to` - 1, written to `tokens` from index `into` on. @returns the number of tokens. */
  cheapest(from: number, to: number, costs: Costs, tokens: Uint32Array, into: number): number {
    const { literal, length: lengthCost, distance: distanceCost } = costs;
    const bytes = this.#bytes;
    const { starts, list } = this.#matches;
    const cost = this.#cost;
    const choice = this.#choice;
    cost[to] = 0;
    for (let i = to - 1; i >= from; i--) {
      let best = cost[i + 1]! + literal[bytes[i]!]!;
      let chosen = bytes[i]!;
      let length = MATCH_MIN;
      const end = starts[i + 1]!;
      for (let m = starts[i]!; m < end; m++) {
        const match = list[m]! & ~WHOLE;
        const most = Math.min(match & LENGTH_MASK, to - i);
        const away = match & ~LENGTH_MASK;
        const base = distanceCost[distanceSymbol(match >>> DISTANCE_SHIFT)]!;
        if (list[m]! >= WHOLE) length = Math.max(length, most);
        for (; length <= most; length++) {
          const total = cost[i + length]! + lengthCost[length]! + base;
          if (total < best) {
            best = total;
            chosen = away + length;
          }
        }
      }
      cost[i] = best;
      choice[i] = chosen;
    }
    let size = into;
    for (let i = from; i < to; ) {
      const token = choice[i]!;
      tokens[size++] = token;
      i += token < END_OF_BLOCK ? 1 : token & LENGTH_MASK;
    }
    return size - into;
  }
}

/** Costs of symbols with these counts. A symbol that does not occur costs as much as one that occurs once. */
function costsOf(counts: Counts): Costs {
  const literals = logCosts(counts.literals, LITERALS);
  const distances = logCosts(counts.distances, DISTANCES);
  const length = new Int32Array(MATCH_MAX + 1);
  for (let n = MATCH_MIN; n <= MATCH_MAX; n++) {
    const symbol = LENGTH_SYMBOL[n]!;
    length[n] = literals[FIRST_LENGTH + symbol]! + LENGTH_BITS[symbol]! * BIT;
  }
  return {
    literal: literals.subarray(0, 256),
    length,
    distance: distances.map((cost, i) => cost + DISTANCE_BITS[i]! * BIT),
  };
}

function logCosts(counts: Uint32Array, n: number): Int32Array {
  let total = 0;
  for (const count of counts) total += count;
  const all = log2(Math.max(1, total));
  // No codeword is shorter than one bit.
  return Int32Array.from({ length: n }, (_, i) => Math.max(BIT, all - log2(Math.max(1, counts[i]!))));
}

/** log2 x in units of 2^-5, rounded down. @param x a whole number, 1 to 2^30. */
function log2(x: number): number {
  const whole = 31 - Math.clz32(x);
  let rest = x / (1 << whole);
  let bits = whole;
  for (let i = 0; i < COST_BITS; i++) {
    rest *= rest;
    bits = 2 * bits + (rest >= 2 ? 1 : 0);
    if (rest >= 2) rest /= 2;
  }
  return bits;
}
