/**
 * From code lengths to probabilities.
 *
 * Bayes: P(class | x) is proportional to P(class) 2^-bits(x | class). This treats the bytes of x as independent
 * evidence, which they are not. So this module learns how far to trust the code lengths of each order.
 *
 *   score(c) = prior(c) + bias(c) - Σ_k w_k (bits_k(x | c) - mean over classes) / n^(3/4)        in bits
 *   P(c | x) = 2^score(c) / Σ 2^score
 *
 * n is the length of x in bytes, k the order up to which contexts were used (score.ts). w and bias are fitted to
 * examples that the classifier has not learned, by minimizing the mean of -log2 P(right class | x) plus a
 * penalty: logistic regression with `order` weights and a bias for each class, by Adam, in a fixed order.
 * Source: J. Platt, "Probabilistic outputs for support vector machines" (1999); D. Kingma, J. Ba, "Adam" (2015).
 */
import { exp2, log2 } from '../../base/elementary.js';

/** The fitted parameters. */
export interface Calibration {
  /** Shape (order), in bits a bit and byte^(3/4). */
  readonly weights: Float64Array;
  /** Shape (classes), in bits. */
  readonly biases: Float64Array;
}

/** An example: its code lengths, shape (order, classes), its length in bytes and the number of its class. */
export interface Measured {
  readonly bits: Float64Array;
  readonly length: number;
  readonly class: number;
}

const STEPS = 600;
const RATE = 0.05;
/** Penalty on the squares of weights (for features scaled to variance 1) and biases. */
const WEIGHT_PENALTY = 1e-4;
const BIAS_PENALTY = 5e-4;

/** The features: (mean of bits over classes - bits) / n^(3/4). Same shape as `bits`. */
function features(bits: Float64Array, length: number, classes: number): Float64Array {
  const n = Math.max(length, 1);
  const scale = 1 / Math.sqrt(n * Math.sqrt(n));
  const x = new Float64Array(bits.length);
  for (let from = 0; from < bits.length; from += classes) {
    let mean = 0;
    for (let c = 0; c < classes; c++) mean += bits[from + c]!;
    mean /= classes;
    for (let c = 0; c < classes; c++) x[from + c] = (mean - bits[from + c]!) * scale;
  }
  return x;
}

/** P(class | x), from code lengths. @param priors log2 P(class). */
export function probabilities(
  bits: Float64Array,
  length: number,
  priors: Float64Array,
  calibration: Calibration | undefined,
): Float64Array {
  const classes = priors.length;
  const scores = priors.slice();
  if (calibration === undefined) {
    const from = bits.length - classes;
    for (let c = 0; c < classes; c++) scores[c]! -= bits[from + c]!;
    return normalize(scores);
  }
  const x = features(bits, length, classes);
  for (let c = 0; c < classes; c++) scores[c]! += calibration.biases[c]!;
  addWeighted(scores, x, calibration.weights);
  return normalize(scores);
}

/** scores[c] += Σ_k w_k x[k][c] */
function addWeighted(scores: Float64Array, x: Float64Array, weights: Float64Array): void {
  for (let k = 0; k < weights.length; k++) {
    for (let c = 0; c < scores.length; c++) scores[c]! += weights[k]! * x[k * scores.length + c]!;
  }
}

/** 2^scores, divided by their sum; in place. */
function normalize(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c] = exp2(scores[c]! - most);
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
  return scores;
}

/** The weights and biases that minimize the code length of the right classes of `examples`. */
export function calibrate(examples: readonly Measured[], priors: Float64Array): Calibration {
  const classes = priors.length;
  const order = examples[0]!.bits.length / classes;
  const all = examples.map(({ bits, length }) => features(bits, length, classes));
  const right = examples.map((example) => example.class);
  // Weights, then biases. Adam's steps have the same size for all parameters, so features are first scaled to a common
  // size, and then all together to the scale at which equal weights do best: a weight is then about 1 / order.
  const units = new Float64Array(order);
  for (const x of all) for (let i = 0; i < x.length; i++) units[Math.floor(i / classes)]! += x[i]! * x[i]!;
  for (let k = 0; k < order; k++) units[k] = Math.sqrt(units[k]! / (all.length * classes)) || 1;
  const values = new Float64Array(order + classes).fill(1 / order, 0, order);
  rescale(all, units, classes);
  for (let cost = meanCost(all, right, priors, values); ; ) {
    rescale(all, new Float64Array(order).fill(0.5), classes);
    const next = meanCost(all, right, priors, values);
    if (next >= cost) break;
    cost = next;
    for (let k = 0; k < order; k++) units[k]! /= 2;
  }
  rescale(all, new Float64Array(order).fill(2), classes);
  const adam = new Adam(values);
  for (let step = 0; step < STEPS; step++) {
    const gradient = values.map((v, i) => v * (i < order ? WEIGHT_PENALTY : BIAS_PENALTY));
    meanCost(all, right, priors, values, gradient);
    adam.step(gradient);
  }
  return {
    weights: values.slice(0, order).map((w, k) => w / units[k]!),
    biases: values.slice(order),
  };
}

/** Divides the features of each order by its unit. */
function rescale(all: readonly Float64Array[], units: Float64Array, classes: number): void {
  for (const x of all) for (let i = 0; i < x.length; i++) x[i]! /= units[Math.floor(i / classes)]!;
}

/**
 * Mean of -log2 P(right class), in bits.
 * @param gradient if given, the gradient divided by ln 2 is added to it: weights first, then biases.
 */
function meanCost(
  all: readonly Float64Array[],
  right: readonly number[],
  priors: Float64Array,
  values: Float64Array,
  gradient?: Float64Array,
): number {
  const classes = priors.length;
  const order = values.length - classes;
  const weights = values.subarray(0, order);
  let sum = 0;
  for (const [i, x] of all.entries()) {
    const p = priors.map((prior, c) => prior + values[order + c]!);
    addWeighted(p, x, weights);
    normalize(p);
    sum -= log2(Math.max(p[right[i]!]!, 2 ** -1000));
    if (gradient === undefined) continue;
    p[right[i]!]!--;
    for (let c = 0; c < classes; c++) {
      const error = p[c]! / all.length;
      gradient[order + c]! += error;
      for (let k = 0; k < order; k++) gradient[k]! += error * x[k * classes + c]!;
    }
  }
  return sum / all.length;
}

/** log2 of the share of each class, with one added to each count. */
export function logPriors(documents: readonly number[]): Float64Array {
  const total = documents.reduce((a, b) => a + b, 0) + documents.length;
  return Float64Array.from(documents, (n) => log2((n + 1) / total));
}

/** Adam: steps along running averages of the gradient, with a scale for each value. */
class Adam {
  readonly #values: Float64Array;
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  #meanLeft = 1;
  #squareLeft = 1;

  constructor(values: Float64Array) {
    this.#values = values;
    this.#mean = new Float64Array(values.length);
    this.#square = new Float64Array(values.length);
  }

  step(gradient: Float64Array): void {
    this.#meanLeft *= 0.9;
    this.#squareLeft *= 0.999;
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i]!;
      this.#mean[i] = 0.9 * this.#mean[i]! + 0.1 * g;
      this.#square[i] = 0.999 * this.#square[i]! + 0.001 * g * g;
      const mean = this.#mean[i]! / (1 - this.#meanLeft);
      const square = this.#square[i]! / (1 - this.#squareLeft);
      this.#values[i]! -= (RATE * mean) / (Math.sqrt(square) + 1e-9);
    }
  }
}
