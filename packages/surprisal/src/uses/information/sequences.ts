/**
 * The same measures for observed data: a sequence's own frequencies replace known probabilities.
 *
 * Order-k empirical entropy. For each context w of k symbols let x_w be the symbols that follow it in x. Then
 *
 *   H_k(x) = 1/n Σ_w |x_w| H(x_w)
 *
 * n H_k is the cost of a code that knows in advance which symbols follow each context, and how often. It falls as k grows,
 * down to 0 once every context is unique. By then all information is in that prior knowledge, which is not counted. So H_k
 * bounds a static model of order k, but says little unless there are many more symbols than contexts. The first k symbols
 * have no context and cost nothing.
 *
 * Source: G. Manzini, "An Analysis of the Burrows–Wheeler Transform" (2001), § 2.
 */
import { type Bytes, bytesOf, isBytes } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import { exp2, log2 } from '../../base/elementary.js';
import { checkSameLength, type Matrix } from './checks.js';

/** Bytes, the code points of a string, or any values, compared as keys of a Map. */
export type Sequence = Bytes | string | readonly unknown[];

/** A sequence as symbol numbers. Symbols are numbered in order of first occurrence. */
interface Numbered {
  /** The number of the symbol at each position: shape (n). */
  readonly ids: Uint32Array;
  /** The symbols: shape (m). */
  readonly symbols: readonly unknown[];
}

/** How often each symbol occurs. */
export interface Frequencies {
  /** The distinct symbols in order of first occurrence: shape (m). Bytes are numbers, strings give code points. */
  readonly symbols: readonly unknown[];
  /** Shape (m); their sum is the length of the sequence. */
  readonly counts: Float64Array<ArrayBuffer>;
}

const ORDER_MAX = 3;

/** The symbols of a sequence and how often each occurs. */
export function frequencies(sequence: Sequence): Frequencies {
  const { ids, symbols } = numbered(sequence);
  return { symbols, counts: meter(ids, symbols.length) };
}

/**
 * H_k of a sequence, in bits per symbol; see above. 0 for an empty sequence.
 * @param order k, 0 to 3: symbols of context.
 */
export function sequenceEntropy(sequence: Sequence, order = 0): number {
  checkInteger('order', order, 0, ORDER_MAX);
  const { ids, symbols } = numbered(sequence);
  const n = ids.length;
  if (n <= order) return 0;
  // context[i]: a number that identifies the `order` symbols before symbol order + i.
  let context = { ids: new Uint32Array(n), size: 1 };
  for (let k = 0; k < order; k++) {
    // One symbol longer: the previous context and the symbol that follows it.
    context = pairs(context.ids.subarray(0, n - k - 1), ids.subarray(k, n - 1), symbols.length);
  }
  const following = pairs(context.ids, ids.subarray(order), symbols.length);
  // Σ_w Σ_a −count(wa) log2(count(wa) / count(w)) = Σ_w count(w) log2 count(w) − Σ_wa count(wa) log2 count(wa)
  const bits = sumOfLogs(meter(context.ids, context.size)) - sumOfLogs(meter(following.ids, following.size));
  return Math.max(0, bits) / n;
}

/**
 * The distributions of several sequences over their joint alphabet, for entropy, crossEntropy, klDivergence and
 * jensenShannonDivergence.
 * @throws {RangeError} when a sequence is empty.
 */
export function distributions(...sequences: readonly Sequence[]): {
  symbols: readonly unknown[];
  distributions: Float64Array<ArrayBuffer>[];
} {
  const lists = sequences.map(frequencies);
  const position = new Map<unknown, number>();
  for (const { symbols } of lists)
    for (const symbol of symbols) if (!position.has(symbol)) position.set(symbol, position.size);
  const each = lists.map(({ symbols, counts }) => {
    const total = counts.reduce((a, b) => a + b, 0);
    if (total === 0) throw new RangeError('an empty sequence has no distribution');
    const p = new Float64Array(position.size);
    symbols.forEach((symbol, i) => {
      p[position.get(symbol)!] = counts[i]! / total;
    });
    return p;
  });
  return { symbols: [...position.keys()], distributions: each };
}

/**
 * The joint distribution of the symbols at the same position of two sequences: P(x, y), for jointEntropy,
 * conditionalEntropy and mutualInformation. Dense: x symbols times y symbols.
 * @throws {RangeError} when the lengths differ, or the sequences are empty.
 */
export function jointDistribution(
  x: Sequence,
  y: Sequence,
): { x: readonly unknown[]; y: readonly unknown[]; joint: Matrix } {
  const [first, second] = [numbered(x), numbered(y)];
  checkSameLength(first.ids, second.ids);
  const n = first.ids.length;
  if (n === 0) throw new RangeError('empty sequences have no distribution');
  const joint = first.symbols.map(() => new Float64Array(second.symbols.length));
  for (let i = 0; i < n; i++) joint[first.ids[i]!]![second.ids[i]!]! += 1;
  for (const row of joint) for (let j = 0; j < row.length; j++) row[j]! /= n;
  return { x: first.symbols, y: second.symbols, joint };
}

/** The symbols of a sequence, one by one. @throws {TypeError} when it is not a sequence. */
export function valuesOf(sequence: Sequence): ArrayLike<unknown> {
  if (typeof sequence === 'string') return [...sequence];
  if (Array.isArray(sequence)) return sequence;
  if (isBytes(sequence)) return bytesOf(sequence);
  throw new TypeError('a sequence must be bytes, a string or an array: Array.from makes one of other typed arrays');
}

function numbered(sequence: Sequence): Numbered {
  const values = valuesOf(sequence);
  const ids = new Uint32Array(values.length);
  const idOf = new Map<unknown, number>();
  for (let i = 0; i < ids.length; i++) {
    const id = idOf.get(values[i]) ?? idOf.size;
    if (id === idOf.size) idOf.set(values[i], id);
    ids[i] = id;
  }
  return { ids, symbols: [...idOf.keys()] };
}

/** How often each of the numbers 0 … size - 1 occurs. */
function meter(ids: Uint32Array, size: number): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(size);
  for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  return counts;
}

/** Numbers the distinct pairs (first[i], second[i]) in order of first occurrence. */
function pairs(
  first: Uint32Array,
  second: Uint32Array,
  secondSize: number,
): { ids: Uint32Array<ArrayBuffer>; size: number } {
  const n = second.length;
  const ids = new Uint32Array(n);
  // Open addressing, at most half full; keys are exact: n pairs of 26 bits each at most.
  const mask = exp2(32 - Math.clz32(2 * n + 1)) - 1;
  const keys = new Float64Array(mask + 1).fill(-1);
  const values = new Uint32Array(mask + 1);
  let size = 0;
  for (let i = 0; i < n; i++) {
    const key = first[i]! * secondSize + second[i]!;
    let slot = (Math.imul(first[i]!, 0x9e3779b1) ^ Math.imul(second[i]!, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask;
    if (keys[slot] === -1) {
      keys[slot] = key;
      values[slot] = size++;
    }
    ids[i] = values[slot]!;
  }
  return { ids, size };
}

function sumOfLogs(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count * log2(count);
  return sum;
}
