/**
 * Shannon's measures for known probabilities. All in bits; 0 log 0 is 0.
 *
 *   H(X)     = −Σ p(x) log2 p(x)                          information of an outcome, on average
 *   H(X,Y)   = −Σ p(x,y) log2 p(x,y)
 *   H(Y|X)   = −Σ p(x,y) log2 p(y|x) = H(X,Y) − H(X)      information left in Y when X is known
 *   I(X;Y)   = Σ p(x,y) log2 p(x,y) / (p(x) p(y))         what X says about Y, and Y about X
 *   H(p,q)   = −Σ p(x) log2 q(x) = H(p) + D(p‖q)          cost of outcomes of p in a code made for q
 *   D(p‖q)   = Σ p(x) log2 p(x) / q(x)                    the excess of that cost; infinite if q rules out an outcome of p
 *   JS(p,q)  = H(m) − w H(p) − (1−w) H(q),  m = w p + (1−w) q      symmetric at w = ½, finite, at most H(w)
 *   perplexity = 2^H                                      faces of a fair die with the same entropy
 *
 * Values that cannot be negative are never negative by rounding.
 *
 * Sources: C. E. Shannon, "A Mathematical Theory of Communication" (1948); S. Kullback and R. A. Leibler, "On
 * Information and Sufficiency" (1951); J. Lin, "Divergence measures based on the Shannon entropy" (1991).
 */
import { exp2, log2 } from '../../base/elementary.js';
import {
  checkDistribution,
  checkJoint,
  checkNumber,
  checkSameLength,
  type Distribution,
  type Matrix,
  rowsOf,
} from './checks.js';

/**
 * H(X), in bits: 0 to log2 p.length.
 * @throws {RangeError} when `p` holds a negative number or does not sum to 1.
 */
export function entropy(p: Distribution): number {
  checkDistribution('p', p);
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += plogp(p[i]!);
  return Math.max(0, -sum);
}

/** The entropy of a coin that shows heads with probability `p`, in bits: 0 to 1. */
export function binaryEntropy(p: number): number {
  checkNumber('p', p, 0, 1);
  return Math.max(0, -plogp(p) - plogp(1 - p));
}

/** H(X,Y), in bits. @param joint P(x, y), shape (x, y). */
export function jointEntropy(joint: Matrix): number {
  checkJoint(joint);
  let sum = 0;
  for (const row of rowsOf(joint)) for (let y = 0; y < row.length; y++) sum += plogp(row[y]!);
  return Math.max(0, -sum);
}

/** H(Y|X), in bits: the information of the column when the row is known. @param joint P(x, y), shape (x, y). */
export function conditionalEntropy(joint: Matrix): number {
  checkJoint(joint);
  let sum = 0;
  for (const row of rowsOf(joint)) {
    const total = sumOf(row);
    for (let y = 0; y < row.length; y++) if (row[y]! > 0) sum += row[y]! * log2(row[y]! / total);
  }
  return Math.max(0, -sum);
}

/** I(X;Y), in bits: 0 when independent, at most the smaller of H(X) and H(Y). @param joint P(x, y), shape (x, y). */
export function mutualInformation(joint: Matrix): number {
  const { rows, columns } = marginals(joint);
  let sum = 0;
  for (let x = 0; x < rows.length; x++) {
    for (let y = 0; y < columns.length; y++) {
      const p = joint[x]![y]!;
      if (p > 0) sum += p * log2(p / rows[x]! / columns[y]!);
    }
  }
  return Math.max(0, sum);
}

/** P(x) and P(y) of P(x, y). */
export function marginals(joint: Matrix): { rows: Float64Array<ArrayBuffer>; columns: Float64Array<ArrayBuffer> } {
  checkJoint(joint);
  const columns = new Float64Array(joint[0]!.length);
  for (const row of rowsOf(joint)) for (let y = 0; y < row.length; y++) columns[y]! += row[y]!;
  return { rows: Float64Array.from(rowsOf(joint), sumOf), columns };
}

/** H(p,q), in bits: at least H(p). Infinity when q is 0 where p is not. @throws {RangeError} also when lengths differ. */
export function crossEntropy(p: Distribution, q: Distribution): number {
  checkPair(p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum -= p[i]! * log2(q[i]!);
  return Math.max(0, sum);
}

/** D(p‖q), in bits: 0 only if p = q, Infinity when q is 0 where p is not. @throws {RangeError} also when lengths differ. */
export function klDivergence(p: Distribution, q: Distribution): number {
  checkPair(p, q);
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! > 0) sum += p[i]! * log2(p[i]! / q[i]!);
  return Math.max(0, sum);
}

/**
 * The Jensen–Shannon divergence, in bits: 0 only for equal distributions, 1 (at weight ½) for two that share no outcome.
 * Its square root is a metric (at weight ½).
 *
 * @param weight of p, 0 to 1; the weight of q is 1 - weight.
 */
export function jensenShannonDivergence(p: Distribution, q: Distribution, weight = 0.5): number {
  checkPair(p, q);
  checkNumber('weight', weight, 0, 1);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const mean = weight * p[i]! + (1 - weight) * q[i]!;
    if (mean > 0) sum += weight * plogpOver(p[i]!, mean) + (1 - weight) * plogpOver(q[i]!, mean);
  }
  return Math.max(0, sum);
}

/** 2^H(X): from 1 to p.length. */
export function perplexity(p: Distribution): number {
  return exp2(entropy(p));
}

function checkPair(p: Distribution, q: Distribution): void {
  checkDistribution('p', p);
  checkDistribution('q', q);
  checkSameLength(p, q);
}

function plogp(p: number): number {
  return p > 0 ? p * log2(p) : 0;
}

function plogpOver(p: number, q: number): number {
  return p > 0 ? p * log2(p / q) : 0;
}

function sumOf(row: Distribution): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += row[i]!;
  return sum;
}
