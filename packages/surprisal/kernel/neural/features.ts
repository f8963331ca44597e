import { hash2 } from '../math/hash';
import { History } from '../mixing/history';
import { MatchFinder } from '../mixing/match-finder';
import { NGRAMS } from './ngram-keys';

/**
 * The features of a network, u32[FEATURES], each a key to a row of embeddings (embeddings.ts): the last bytes (ngram-keys.ts),
 * twelve hashes of what a view of context mixing looks at, too (views/text/network-features.ts for text), and the byte that
 * followed where the last bytes stood before, with how many stood there (0 without such a place).
 *
 * So a network of few numbers need not find out about words, columns or repetitions by itself, which takes it megabytes.
 * The place of a match is an attention that reaches all content and looks at one place, found by a hash instead of
 * by products. Code of 600 KB of markup is 10 % shorter than with the last bytes, two words and a match alone,
 * of logs 11 %. Chosen by a greedy search among 31: docs/decisions/network-keys.md.
 *
 * Sources: hashed contexts as inputs of a network: M. Mahoney, "Fast text compression with neural networks" (2000); looking
 * at one place far away: Y. Wu et al., "Memorizing Transformers" (2022).
 */

/** Features that the view of the content gives. */
const OF_VIEW: u32 = 12;
const OF_MATCHES: u32 = 3;
export const FEATURES: u32 = NGRAMS + OF_VIEW + OF_MATCHES;
/** Bytes of all features, padded; and where those of the view begin. */
export const FEATURE_BYTES: usize = 96;
export const VIEW_FEATURES: usize = NGRAMS << 2;
const MATCH_FEATURES: usize = (NGRAMS + OF_VIEW) << 2;
/** Longer matches are all alike: 32 bytes, 256 bytes. With all classes of the shorter code in C is 0.7 % longer. */
const SHORT_CLASS_MAX: u32 = 18;
const LONG_CLASS_MAX: u32 = 24;

/** Writes the features of two matches, after those of the view. @param features u32[FEATURES]. */
export function matchFeatures(features: usize, history: History, short: MatchFinder, long: MatchFinder): void {
  const at = features + MATCH_FEATURES;
  const isShort = short.length > 0;
  store<u32>(at, isShort ? hash2(short.expected, min(short.lengthClass, SHORT_CLASS_MAX)) : 0);
  store<u32>(at, hash2(history.c4 & 0xff, isShort ? short.expected + 1 : 0), 4);
  store<u32>(at, long.length > 0 ? hash2(long.expected, min(long.lengthClass, LONG_CLASS_MAX)) : 0, 8);
}
