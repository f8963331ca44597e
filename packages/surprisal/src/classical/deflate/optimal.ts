/**
 * Parsing with foresight: the cheapest of all parses, for given costs of the symbols.
 *
 * From the end to the start, each place gets the cost of the cheapest way from it to the end: a literal and then the next
 * place's way, or any match at it and then the way from where that ends. For each length only the nearest match counts, as
 * nearer ones never cost more. What a symbol costs depends on how often it is used, and so on the parse:
 *
 *   1. all matches are found once and kept
 *   2. a first parse takes the longest, as lazy.ts does
 *   3. blocks are cut (blocks.ts); each is parsed again with the costs that its symbols have now, a few times over
 *
 * A symbol that is used c times out of n costs log2 n / c bits: not whole bits, which would let the parse jump between codes
 * that are about equal. Costs are whole numbers, made by multiplying and halving alone, so that the parse is
 * the same everywhere.
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
  /** Places to look at for matches, at most. */
  readonly tries: number;
  /** Inside a match of this length none are looked for. */
  readonly enough: number;
  /** Times that blocks are cut, and times that each is parsed after that. */
  readonly cuts: number;
  readonly passes: number;
  /** Tokens of the pieces that blocks are made of. */
  readonly pieceTokens: number;
}

/** Fractions of a bit in a cost: 2^-COST_BITS. */
const COST_BITS = 5;
const BIT = 1 << COST_BITS;
/** Tries of a place that is only inserted. */
const SKIPPED_TRIES = 16;
/** Added to a match that may not be cut shorter. */
const WHOLE = 2 ** 30;

/** What symbols cost, in units of 2^-5 bits. */
interface Costs {
  /** Shape (256). */
  readonly literal: Int32Array;
  /** With extra bits: shape (259). */
  readonly length: Int32Array;
  /** With extra bits, for each symbol: shape (30). */
  readonly distance: Int32Array;
}

/** The matches at each place of a segment. */
interface Matches {
  /** Where those of place i begin in `list`: shape (places + 1). */
  readonly starts: Uint32Array;
  /** length + 2^9 · distance, the shortest first at each place; and WHOLE. */
  readonly list: Uint32Array;
}

/**
 * Parses `start` … `end` - 1 and cuts it into blocks.
 * @param tokens receives the parse: room for one token a byte. @returns its blocks.
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
  // A parse for the costs of the last one may be worse than that was: the best is kept.
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
  // Of a match so long that none are looked for inside: where it ends, and, were it not for MATCH_MAX, would end.
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
      // But a way that comes here can go on with what is left of it.
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

/** Parses of a segment, by the matches that it has. */
class Parse {
  readonly #bytes: Uint8Array;
  readonly #matches: Matches;
  /** Cost of the way from each place to the end of the part, and the token it begins with. */
  readonly #cost: Int32Array;
  readonly #choice: Uint32Array;

  constructor(bytes: Uint8Array, matches: Matches) {
    this.#bytes = bytes;
    this.#matches = matches;
    this.#cost = new Int32Array(bytes.length + 1);
    this.#choice = new Uint32Array(bytes.length);
  }

  /** A first parse: the longest match, unless the next place has a longer one. @returns how many tokens. */
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

  /** The cheapest parse of `from` … `to` - 1, into `tokens` from place `into` on. @returns how many tokens. */
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

/** What symbols cost when they come so often. One that does not come costs as one that comes once. */
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
  // No codeword is shorter than a bit.
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
