/**
 * Rate and distortion: the fewest bits that describe a source within a given mean distortion.
 *
 *   R(D) = min I(X;Y)  over channels Q(y|x) with Σ p(x) Q(y|x) d(x,y) ≤ D
 *
 * R is decreasing and convex. Blahut's algorithm finds the point where its slope is −β (bits per unit of distortion), which
 * is where I + β E[d] is least. Begin with all reproductions y equally likely. Then repeat:
 *
 *   Z(x) = Σ_y q(y) 2^(−β d(x,y))
 *   Q(y|x) = q(y) 2^(−β d(x,y)) / Z(x)            the best channel, if its output were q
 *   c(y) = Σ_x p(x) 2^(−β d(x,y)) / Z(x)
 *   q(y) ← q(y) c(y)                              the output it really has
 *
 * With F = min I + β E[d], at every step
 *
 *   −Σ p log2 Z − log2 max_y c(y)  ≤  F  ≤  −Σ p log2 Z − Σ q c log2 c
 *
 * and the difference of the two bounds is the stopping criterion.
 *
 * For a given D: F(β) − β D ≤ R(D) for every β, and a mixture of two channels, one on each side of D, reaches D. So the
 * curve lies between the best such line and the chord, and the interval of β is halved until they meet. This also works
 * where the curve is straight, so that no β leads to D itself.
 *
 * Sources: C. E. Shannon, "Coding theorems for a discrete source with a fidelity criterion" (1959); R. E. Blahut,
 * "Computation of channel capacity and rate-distortion functions" (1972), theorems 5 and 6.
 */
import { exp2, log2 } from '../../base/elementary.js';
import {
  checkDistribution,
  checkNumber,
  checkRows,
  checkSameLength,
  type Distribution,
  type Matrix,
} from './checks.js';
import { type Stopping, stoppingRule } from './stopping.js';

/** A point of the curve. */
export interface RateDistortion {
  /** I(X;Y) of `channel`, in bits per symbol. */
  readonly rate: number;
  /** E[d(X,Y)]. */
  readonly distortion: number;
  /** Q(y|x): the probability of reproducing x as y. Shape (x, y). */
  readonly channel: Float64Array<ArrayBuffer>[];
  /** rate + β · distortion is at most this many bits above the least possible. */
  readonly gap: number;
  readonly iterations: number;
}

/** R(D). */
export interface Rate {
  /** Bits per symbol that suffice. */
  readonly rate: number;
  /** R(D) may be lower by up to this many bits. */
  readonly gap: number;
  /** −(slope of R) at D, in bits per unit of distortion. */
  readonly beta: number;
}

/** Halvings of β: enough to shrink the interval below the precision of a double. */
const HALVINGS = 60;
const BETA_MAX = 2 ** 40;
/** Tolerance for a mean distortion to count as reached, relative to the target (absolute below 1). */
const DISTORTION_EPSILON = 1e-13;

/**
 * The point of the curve of slope −beta.
 *
 * @param p of the source: shape (x). Symbols of probability 0 are allowed.
 * @param distortion d(x,y) ≥ 0, Infinity for a reproduction that is not allowed: shape (x, y).
 * @param beta above 0: the larger, the less distortion.
 * @throws {RangeError} also when a symbol that occurs has no reproduction of finite distortion.
 */
export function rateDistortionAtSlope(
  p: Distribution,
  distortion: Matrix,
  beta: number,
  stopping: Stopping = {},
): RateDistortion {
  checkSource(p, distortion);
  checkNumber('beta', beta, Number.MIN_VALUE, Number.MAX_VALUE);
  return atSlope(p, distortion, beta, stoppingRule(stopping));
}

/**
 * R(D): the least rate at which the mean distortion is at most `target`.
 *
 * @param target D, at least the mean distortion when each symbol has its best reproduction.
 * @throws {RangeError} also when no rate suffices.
 */
export function rateAtDistortion(p: Distribution, distortion: Matrix, target: number, stopping: Stopping = {}): Rate {
  checkSource(p, distortion);
  checkNumber('target', target, 0, Number.MAX_VALUE);
  const { tolerance, iterationsMax } = stoppingRule(stopping);
  const { least, most } = extremes(p, distortion);
  if (target < least) throw new RangeError(`the distortion is ${least} at least, and cannot be ${target}`);
  if (target >= most) return { rate: 0, gap: 0, beta: 0 };
  const rule = { tolerance: tolerance / 4, iterationsMax };
  const reached = target + DISTORTION_EPSILON * Math.max(target, 1);

  // A constant output is one channel above the target. It exists only if one reproduction is allowed for all symbols.
  let above = most === Number.POSITIVE_INFINITY ? undefined : { rate: 0, distortion: most };
  let below: { rate: number; distortion: number } | undefined;
  let lower = 0;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let beta = 1;
  for (let i = 0; ; i++) {
    const point = atSlope(p, distortion, beta, rule);
    lower = Math.max(lower, point.rate + beta * (point.distortion - target) - point.gap);
    if (point.distortion <= reached || beta >= BETA_MAX) [below, high] = [point, beta];
    else [above, low] = [point, beta];
    if (below !== undefined) {
      const part =
        above === undefined ? 0 : Math.max(0, target - below.distortion) / (above.distortion - below.distortion);
      const rate = below.rate + part * ((above?.rate ?? 0) - below.rate);
      const gap = Math.max(0, rate - lower);
      if (gap <= tolerance || i >= HALVINGS) return { rate, gap, beta };
    }
    beta = high === Number.POSITIVE_INFINITY ? Math.min(2 * beta, BETA_MAX) : (low + high) / 2;
  }
}

function atSlope(p: Distribution, distortion: Matrix, beta: number, rule: Required<Stopping>): RateDistortion {
  const inputs = p.length;
  const outputs = distortion[0]!.length;
  const weight = Array.from({ length: inputs }, (_, x) => Float64Array.from(distortion[x]!, (d) => exp2(-beta * d)));
  // Where all weights of a row underflow, only their ratios matter: the least distortion is subtracted.
  const offset = new Float64Array(inputs);
  for (let x = 0; x < inputs; x++) {
    const least = leastOf(distortion[x]!);
    if (least === 0 || least === Number.POSITIVE_INFINITY) continue;
    offset[x] = least;
    for (let y = 0; y < outputs; y++) weight[x]![y] = exp2(-beta * (distortion[x]![y]! - least));
  }
  const q = new Float64Array(outputs).fill(1 / outputs);
  const c = new Float64Array(outputs);
  const z = new Float64Array(inputs);
  for (let iterations = 1; ; iterations++) {
    c.fill(0);
    for (let x = 0; x < inputs; x++) {
      if (p[x] === 0) continue;
      z[x] = 0;
      for (let y = 0; y < outputs; y++) z[x]! += q[y]! * weight[x]![y]!;
      for (let y = 0; y < outputs; y++) c[y]! += (p[x]! * weight[x]![y]!) / z[x]!;
    }
    let largest = 0;
    let shift = 0;
    for (let y = 0; y < outputs; y++) {
      largest = Math.max(largest, c[y]!);
      if (q[y]! * c[y]! > 0) shift += q[y]! * c[y]! * log2(c[y]!);
    }
    const gap = Math.max(0, log2(largest) - shift);
    if (gap <= rule.tolerance || iterations >= rule.iterationsMax) {
      const channel = weight.map((row, x) => row.map((w, y) => (p[x] === 0 ? q[y]! : (q[y]! * w) / z[x]!)));
      let mean = 0;
      let bits = -shift;
      for (let x = 0; x < inputs; x++) {
        if (p[x] === 0) continue;
        bits -= p[x]! * log2(z[x]!);
        for (let y = 0; y < outputs; y++) {
          if (channel[x]![y]! === 0) continue;
          mean += p[x]! * channel[x]![y]! * distortion[x]![y]!;
          bits -= beta * p[x]! * channel[x]![y]! * (distortion[x]![y]! - offset[x]!);
        }
      }
      return { rate: Math.max(0, bits), distortion: mean, channel, gap, iterations };
    }
    for (let y = 0; y < outputs; y++) q[y]! *= c[y]!;
  }
}

/** The mean distortion with the best reproduction for each symbol, and with the best single one for all. */
function extremes(p: Distribution, distortion: Matrix): { least: number; most: number } {
  let least = 0;
  const constant = new Float64Array(distortion[0]!.length);
  for (let x = 0; x < p.length; x++) {
    if (p[x] === 0) continue;
    least += p[x]! * leastOf(distortion[x]!);
    for (let y = 0; y < constant.length; y++) constant[y]! += p[x]! * distortion[x]![y]!;
  }
  return { least, most: leastOf(constant) };
}

function leastOf(row: Distribution): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < row.length; i++) least = Math.min(least, row[i]!);
  return least;
}

function checkSource(p: Distribution, distortion: Matrix): void {
  checkDistribution('p', p);
  checkRows('distortion', distortion);
  checkSameLength(p, distortion);
  for (let x = 0; x < p.length; x++) {
    for (let y = 0; y < distortion[x]!.length; y++) {
      checkNumber('a distortion', distortion[x]![y], 0, Number.POSITIVE_INFINITY);
    }
    if (p[x]! > 0 && leastOf(distortion[x]!) === Number.POSITIVE_INFINITY) {
      throw new RangeError(`symbol ${x} has no reproduction of finite distortion`);
    }
  }
}
