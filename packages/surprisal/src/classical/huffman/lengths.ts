/**
 * Huffman code lengths: the codeword length of each symbol that makes the total as short as a code with whole bits per
 * symbol can be.
 *
 * **Huffman's algorithm.** Take the two lightest nodes, make them children of a new node that weighs as much as both,
 * and repeat until one node is left. The codeword length of a symbol is the depth of its leaf. With the leaves sorted, the
 * new nodes come out sorted too, so two queues suffice and the work after sorting is linear. Of equal weights a leaf is
 * taken before a node: of all codes with the same total this has the smallest longest codeword.
 *
 * **Package-merge**, for codewords of at most L bits. A symbol whose codeword has l bits pays for one coin at each of
 * the levels 1 … l. Level L holds a coin for each symbol, worth its count. Pair the coins of a level in order
 * (an odd one is left out) and merge the pairs, as packages, into the coins of the level above, by weight. At
 * level 1 the 2n - 2 lightest are bought; buying a package buys its contents. The number of coins bought for a symbol is
 * its length. The coins of a level are in the order of the counts, so the coins bought are the first ones. So a package
 * does not have to store its contents; each level only records which of its entries are packages.
 *
 * Sources: D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes" (1952); J. van Leeuwen, "On the
 * construction of Huffman trees" (1976), the two queues; L. L. Larmore and D. S. Hirschberg, "A fast algorithm for
 * optimal length-limited Huffman codes" (1990).
 */
import { exp2 } from '../../base/elementary.js';

/** One step of Huffman's algorithm. Nodes 0 … n - 1 are the symbols of the alphabet, n the first merge, and so on. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

/**
 * @param counts of each symbol, whole numbers; shape (n). n times the largest must stay below 2^53.
 * @param limit bits of the longest codeword allowed. Default: no limit.
 * @returns bits of each codeword, 0 for symbols that do not occur; shape (n). A lone symbol gets one bit.
 * @throws {RangeError} when 2^limit is less than the number of symbols that occur.
 */
export function huffmanLengths(counts: ArrayLike<number>, limit = Number.POSITIVE_INFINITY): Uint32Array<ArrayBuffer> {
  const lengths = new Uint32Array(counts.length);
  const { symbols, weights } = byCount(counts);
  const n = symbols.length;
  if (exp2(limit) < n) throw new RangeError(`${n} symbols have no code of at most ${limit} bits`);
  if (n === 1) lengths[symbols[0]!] = 1;
  if (n < 2) return lengths;
  let sorted = depths(weights);
  // The lightest symbol is the deepest.
  if (sorted[0]! > limit) sorted = packageMerge(weights, limit);
  for (let i = 0; i < n; i++) lengths[symbols[i]!] = sorted[i]!;
  return lengths;
}

/** The merges of Huffman's algorithm, in order: the tree from the leaves up. n - 1 steps for n symbols that occur. */
export function huffmanMerges(counts: ArrayLike<number>): Merge[] {
  const { symbols, weights } = byCount(counts);
  const { left, right, weight } = mergeAll(weights);
  const node = (i: number): number => (i < symbols.length ? symbols[i]! : counts.length + i - symbols.length);
  return Array.from(weight, (total, i) => ({ left: node(left[i]!), right: node(right[i]!), weight: total }));
}

/** Σ 2^-length over the codewords: at most 1 for a code that can be decoded (Kraft), 1 when nothing is wasted. */
export function kraftSum(lengths: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < lengths.length; i++) if (lengths[i] !== 0) sum += exp2(-lengths[i]!);
  return sum;
}

/** The symbols that occur, rarest first, ties in the order of the alphabet; and their counts. */
function byCount(counts: ArrayLike<number>): { symbols: Uint32Array; weights: Float64Array } {
  const n = counts.length;
  // Count and symbol in one number: sorted natively, without a comparison function.
  let used = 0;
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) if (counts[i]! > 0) keys[used++] = counts[i]! * n + i;
  const sorted = keys.subarray(0, used).sort();
  const symbols = new Uint32Array(used);
  const weights = new Float64Array(used);
  for (let i = 0; i < used; i++) {
    weights[i] = Math.floor(sorted[i]! / n);
    symbols[i] = sorted[i]! - weights[i]! * n;
  }
  return { symbols, weights };
}

/** Merges of leaves 0 … n - 1 with ascending `weights`; merge i makes node n + i. Shapes (n - 1). */
function mergeAll(weights: Float64Array): { left: Uint32Array; right: Uint32Array; weight: Float64Array } {
  const n = weights.length;
  const merges = Math.max(0, n - 1);
  const [left, right, weight] = [new Uint32Array(merges), new Uint32Array(merges), new Float64Array(merges)];
  let leaf = 0;
  let node = 0;
  for (let i = 0; i < merges; i++) {
    left[i] = leaf < n && (node >= i || weights[leaf]! <= weight[node]!) ? leaf++ : n + node++;
    const first = left[i]! < n ? weights[left[i]!]! : weight[left[i]! - n]!;
    right[i] = leaf < n && (node >= i || weights[leaf]! <= weight[node]!) ? leaf++ : n + node++;
    weight[i] = first + (right[i]! < n ? weights[right[i]!]! : weight[right[i]! - n]!);
  }
  return { left, right, weight };
}

/** The depth of each leaf in the Huffman tree of two or more ascending `weights`. */
function depths(weights: Float64Array): Uint32Array {
  const n = weights.length;
  const { left, right } = mergeAll(weights);
  const depth = new Uint32Array(2 * n - 1); // of the root, the last node: 0
  for (let i = n - 2; i >= 0; i--) depth[left[i]!] = depth[right[i]!] = depth[n + i]! + 1;
  return depth.subarray(0, n);
}

/** Lengths of at most `limit` bits for two or more, but at most 2^limit, ascending `weights`. */
function packageMerge(weights: Float64Array, limit: number): Uint32Array {
  const n = weights.length;
  // A level has at most n coins and n - 1 packages. isPackage[level]: which entries of the merged list are packages.
  const isPackage = Array.from({ length: limit }, () => new Uint8Array(2 * n));
  let below = new Float64Array(2 * n);
  let list = new Float64Array(2 * n);
  let size = 0;
  for (let level = limit - 1; level >= 0; level--) {
    const flags = isPackage[level]!;
    const packages = size >> 1;
    let [coin, pack] = [0, 0];
    for (size = 0; coin < n || pack < packages; size++) {
      const weight = pack < packages ? below[2 * pack]! + below[2 * pack + 1]! : Number.POSITIVE_INFINITY;
      const takesCoin = coin < n && weights[coin]! <= weight;
      list[size] = takesCoin ? weights[coin++]! : weight;
      if (!takesCoin) {
        flags[size] = 1;
        pack++;
      }
    }
    [below, list] = [list, below];
  }
  const lengths = new Uint32Array(n);
  let bought = 2 * n - 2;
  for (let level = 0; level < limit && bought > 0; level++) {
    let packages = 0;
    for (let i = 0; i < bought; i++) packages += isPackage[level]![i]!;
    for (let i = 0; i < bought - packages; i++) lengths[i]!++;
    bought = 2 * packages;
  }
  return lengths;
}
