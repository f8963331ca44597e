/**
 * The information bottleneck: T keeps as little as possible of X, and as much as possible of what X says about Y.
 *
 *   minimize L = I(X;T) − β I(T;Y)  over P(t|x),  for a fixed number of values of T
 *
 * This is a rate-distortion problem with distortion d(x,t) = D(P(y|x) ‖ P(y|t)), where the reproductions P(y|t) have to be
 * found too. Begin with some P(t|x). Then repeat:
 *
 *   q(t) = Σ_x p(x) P(t|x)
 *   P(y|t) = Σ_x p(x) P(t|x) P(y|x) / q(t)
 *   P(t|x) = q(t) 2^(−β D(P(y|x) ‖ P(y|t))) / Z(x)
 *
 * No step raises L. At a fixed point, q and P(y|t) are those that P(t|x) produces. The distance from it,
 *
 *   gap = log2 max_t c(t) − Σ q c log2 c + β Σ_t q'(t) D(P'(y|t) ‖ P(y|t)),   c(t) = q'(t) / q(t),  ' after the step
 *
 * is Blahut's bound for these P(y|t) plus the gain from changing them. The iteration stops when the gap is small. The
 * problem is not convex, so the result depends on the start. The best of several starts is kept: the first puts
 * neighbouring x together, the others are random (from a fixed seed).
 *
 * Source: N. Tishby, F. C. Pereira and W. Bialek, "The information bottleneck method" (1999).
 */

import { checkInteger } from '../../base/checks.js';
import { exp2, log2 } from '../../base/elementary.js';
import { checkNumber, type Matrix } from './checks.js';
import { marginals, mutualInformation } from './distributions.js';
import { type Stopping, stoppingRule } from './stopping.js';

export interface BottleneckOptions extends Stopping {
  /** Values of T, 1 or more. Default: as many as X has. */
  readonly clusters?: number;
  /** Number of starts. Default 8. */
  readonly starts?: number;
}

export interface Bottleneck {
  /** I(X;T), in bits: what T says. */
  readonly rate: number;
  /** I(T;Y), in bits: the part of it about Y; at most I(X;Y). */
  readonly relevance: number;
  /** P(t|x): shape (x, clusters). */
  readonly encoder: Float64Array<ArrayBuffer>[];
  /** P(y|t): shape (clusters, y); all 0 for an empty cluster. */
  readonly decoder: Float64Array<ArrayBuffer>[];
  /** Distance of the last step from a fixed point, in bits. */
  readonly gap: number;
  /** Iterations of the best start. */
  readonly iterations: number;
}

/** How strongly a start prefers one cluster for each x: enough to break ties. */
const PREFERENCE = 8;

/**
 * Compresses X while keeping what it says about Y.
 *
 * @param joint P(x, y): shape (x, y). Every x must occur.
 * @param beta bits about X that one bit about Y is worth, above 0. At 1 or below nothing is worth keeping.
 * @throws {RangeError} for bad arguments.
 */
export function informationBottleneck(joint: Matrix, beta: number, options: BottleneckOptions = {}): Bottleneck {
  const { rows: p } = marginals(joint);
  checkNumber('beta', beta, Number.MIN_VALUE, Number.MAX_VALUE);
  const { clusters = p.length, starts = 8 } = options;
  checkInteger('clusters', clusters, 1, 2 ** 16);
  checkInteger('starts', starts, 1, 2 ** 16);
  if (p.includes(0)) throw new RangeError('every row of joint must have a probability above 0');
  const rule = stoppingRule(options);
  const given = Array.from(p, (px, x) => Float64Array.from(joint[x]!, (pxy) => pxy / px));
  let best: Bottleneck | undefined;
  for (let start = 0; start < starts; start++) {
    const found = descend(p, given, beta, firstEncoder(p.length, clusters, start), rule);
    if (best === undefined || costOf(found, beta) < costOf(best, beta)) best = found;
  }
  return best!;
}

function costOf({ rate, relevance }: Bottleneck, beta: number): number {
  return rate - beta * relevance;
}

/** The initial P(t|x): each x mostly in one cluster. */
function firstEncoder(inputs: number, clusters: number, start: number): Float64Array<ArrayBuffer>[] {
  let state = start;
  const random = (): number => {
    // A linear congruential generator; the upper half is random enough to choose a cluster.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) / 2 ** 16;
  };
  return Array.from({ length: inputs }, (_, x) => {
    const chosen = start === 0 ? Math.floor((x * clusters) / inputs) : Math.floor(random() * clusters);
    const total = clusters + PREFERENCE;
    return new Float64Array(clusters).fill(1 / total).fill((1 + PREFERENCE) / total, chosen, chosen + 1);
  });
}

function descend(
  p: Float64Array,
  given: readonly Float64Array<ArrayBuffer>[],
  beta: number,
  start: readonly Float64Array<ArrayBuffer>[],
  { tolerance, iterationsMax }: Required<Stopping>,
): Bottleneck {
  const clusters = start[0]!.length;
  const encoder = start.map((row) => row.slice());
  let { q, decoder } = outputOf(p, given, encoder);
  for (let iterations = 1; ; iterations++) {
    for (let x = 0; x < p.length; x++) {
      const row = encoder[x]!;
      let [sum, least] = [0, Number.POSITIVE_INFINITY];
      for (let t = 0; t < clusters; t++) {
        row[t] = q[t]! > 0 ? divergence(given[x]!, decoder[t]!) : Number.POSITIVE_INFINITY;
        least = Math.min(least, row[t]!);
      }
      for (let t = 0; t < clusters; t++) sum += row[t] = q[t]! === 0 ? 0 : q[t]! * exp2(-beta * (row[t]! - least));
      for (let t = 0; t < clusters; t++) row[t]! /= sum;
    }
    const next = outputOf(p, given, encoder);
    let [largest, shift, moved] = [0, 0, 0];
    for (let t = 0; t < clusters; t++) {
      if (q[t] === 0) continue;
      const c = next.q[t]! / q[t]!;
      largest = Math.max(largest, c);
      if (c > 0) shift += next.q[t]! * log2(c);
      if (c > 0) moved += next.q[t]! * divergence(next.decoder[t]!, decoder[t]!);
    }
    const gap = Math.max(0, log2(largest) - shift + beta * moved);
    ({ q, decoder } = next);
    if (gap <= tolerance || iterations >= iterationsMax) {
      const both = (rows: readonly Float64Array[], weights: Float64Array): Matrix =>
        rows.map((row, i) => row.map((value) => value * weights[i]!));
      return {
        rate: mutualInformation(both(encoder, p)),
        relevance: mutualInformation(both(decoder, q)),
        encoder,
        decoder,
        gap,
        iterations,
      };
    }
  }
}

/** q(t) and P(y|t) of an encoder. */
function outputOf(
  p: Float64Array,
  given: readonly Float64Array[],
  encoder: readonly Float64Array[],
): { q: Float64Array; decoder: Float64Array<ArrayBuffer>[] } {
  const clusters = encoder[0]!.length;
  const q = new Float64Array(clusters);
  const decoder = Array.from({ length: clusters }, () => new Float64Array(given[0]!.length));
  for (let x = 0; x < p.length; x++) {
    for (let t = 0; t < clusters; t++) {
      const weight = p[x]! * encoder[x]![t]!;
      q[t]! += weight;
      for (let y = 0; y < given[x]!.length; y++) decoder[t]![y]! += weight * given[x]![y]!;
    }
  }
  for (let t = 0; t < clusters; t++)
    if (q[t]! > 0) for (let y = 0; y < decoder[t]!.length; y++) decoder[t]![y]! /= q[t]!;
  return { q, decoder };
}

/** D(p‖q), in bits, without checks. */
function divergence(p: Float64Array, q: Float64Array): number {
  let bits = 0;
  for (let y = 0; y < p.length; y++) if (p[y]! > 0) bits += p[y]! * log2(p[y]! / q[y]!);
  return bits;
}
