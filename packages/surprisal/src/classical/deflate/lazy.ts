/**
 * Lazy parsing: take the longest match at each place, but first check whether the next place has a better match. If so,
 * send a literal. This follows zlib's lazy matching (J.-l. Gailly and M. Adler). The trade-off between length and distance
 * is libdeflate's (E. Biggers): four more bits of distance are worth one more byte of length.
 */
import type { HashChains } from '../lz/hash-chains.js';
import { MATCH_MAX } from './tables.js';
import { DISTANCE_SHIFT } from './tokens.js';

/** How hard to try. */
export interface Effort {
  /** Maximum number of places to try for a match. */
  readonly tries: number;
  /** A match of this length is taken immediately. */
  readonly enough: number;
  /** A match shorter than this is compared with the match at the next place. 0: never. */
  readonly lazy: number;
}

/** A match of three bytes farther back than this costs more than its bytes: zlib's TOO_FAR. */
const NEAR = 4096;

/**
 * Parses from `start` to `end`, or past it to the end of the last match.
 * @param tokens receives the parse: room for one token per byte. @returns the number of tokens, and where the parse ends.
 */
export function parseLazily(
  bytes: Uint8Array,
  start: number,
  end: number,
  chains: HashChains,
  { tries, enough, lazy }: Effort,
  tokens: Uint32Array,
): { size: number; end: number } {
  let size = 0;
  let at = start;
  while (at < end) {
    let length = find(chains, at, 2, bytes.length, enough, tries);
    let distance = chains.distance;
    chains.insert(at);
    if (length === 0) {
      tokens[size++] = bytes[at++]!;
      continue;
    }
    while (length < lazy && at + 1 < end) {
      // Half the tries, as there is already a match.
      const next = find(chains, at + 1, length - 1, bytes.length, enough, tries >> 1);
      const worth = 4 * (next - length) + Math.clz32(chains.distance) - Math.clz32(distance);
      if (next < length || worth <= 2) break;
      tokens[size++] = bytes[at++]!;
      chains.insert(at);
      length = next;
      distance = chains.distance;
    }
    tokens[size++] = length + (distance << DISTANCE_SHIFT);
    for (let i = 1; i < length; i++) chains.insert(at + i);
    at += length;
  }
  return { size, end: at };
}

function find(chains: HashChains, at: number, longerThan: number, end: number, enough: number, tries: number): number {
  const length = chains.longest(at, longerThan, Math.min(MATCH_MAX, end - at), enough, tries);
  return length === 3 && chains.distance > NEAR ? 0 : length;
}
