import { checkInteger } from '../base/checks.js';
import { logistic } from './logistic.js';
import { probability } from './probability.js';

const f32 = Math.fround;

/** Inputs are padded with zeros to a multiple of this. Part of the arithmetic: see `dot`. */
const LANES = 8;
/** Outputs stay within this, in nats. */
const OUTPUT_MAX = 12;
/** What part of the difference to the mixer's rate the rate of a row loses at each use. */
const RATE_DECAY = f32(0.0015);
/** Rate of the second layer. */
const FINAL_RATE = f32(0.0007);

/** What a mixer starts with. */
export interface MixerOptions {
  /** Rate of learning of a row of weights in the long run; 0.002 if left out. */
  readonly rate?: number;
  /** The same at its first use; 0.025 if left out. A row seldom selected still learns fast. */
  readonly firstRate?: number;
  /** All weights at first; 0.3 if left out. With n inputs that say the same, 1 / n leaves it as it is. */
  readonly weight?: number;
}

/** Weights that one context selects. */
interface WeightSet {
  /** Shape (contexts, inputs padded). */
  readonly weights: Float32Array;
  readonly rates: Float32Array;
  readonly contexts: number;
  selected: number;
  /** What the last `predict` gave: stretched, and as a probability. */
  y: number;
  p: number;
}

/**
 * Gated logistic mixing: p = squash(w · x), the inputs x stretched probabilities, the weights w a row that a context
 * selects. After each bit the row moves along the gradient of the cost: w += rate (bit − p) x. Each row has a rate of its
 * own, which falls from `firstRate` toward `rate` as it is used.
 *
 * With several sets, each selected by a context of its own, each makes a probability, and a second layer of the same kind
 * mixes those. All in f32, in a fixed order: the same on every engine.
 *
 * Sources: M. Mahoney, PAQ7 (2005) and "Data Compression Explained" 4.3.2; the two layers of paq8. Equal to
 * kernel/mixing/mixer.ts, and with one set of up to 8 inputs to single-mixer.ts.
 */
export class Mixer {
  /** The inputs, in nats: shape (inputs), to be filled before `predict`. */
  readonly inputs: Float32Array;
  readonly #x: Float32Array; // the same, padded
  readonly #sets: readonly WeightSet[];
  readonly #finals: Float32Array;
  readonly #rate: number;
  #p = 0.5;

  /**
   * @param inputs how many, 1 to 4096. @param contexts of each set of weights, how many select from it.
   * @throws {TypeError | RangeError} when one is out of range.
   */
  constructor(inputs: number, contexts: readonly number[] = [1], options: MixerOptions = {}) {
    const { rate = 0.002, firstRate = 0.025, weight = 0.3 } = options;
    checkInteger('inputs', inputs, 1, 4096);
    checkInteger('the number of sets', contexts.length, 1, 256);
    this.#x = new Float32Array(Math.ceil(inputs / LANES) * LANES);
    this.inputs = this.#x.subarray(0, inputs);
    const row = new Float32Array(this.#x.length).fill(weight, 0, inputs);
    this.#sets = contexts.map((n) => {
      checkInteger('contexts of a set', n, 1, 2 ** 20);
      const weights = new Float32Array(n * row.length);
      for (let i = 0; i < n; i++) weights.set(row, i * row.length);
      return { weights, rates: new Float32Array(n).fill(firstRate), contexts: n, selected: 0, y: 0, p: 0.5 };
    });
    this.#finals = new Float32Array(contexts.length).fill(1 / contexts.length);
    this.#rate = f32(rate);
  }

  /** P(bit = 1) by the last `predict`, scaled by 2^32, as the coder takes it. */
  get p(): number {
    return probability(this.#p);
  }

  /** Selects the row of a set by its context. @throws {RangeError} when there is no such set or context. */
  select(set: number, context: number): void {
    const chosen = this.#sets[set];
    if (chosen === undefined || !(context >= 0 && context < chosen.contexts)) {
      throw new RangeError(`there is no context ${context} of set ${set}`);
    }
    chosen.selected = context;
  }

  /** Mixes the inputs. @returns the stretched P(bit = 1), −12 to 12 nats; `p` is the same as the coder takes it. */
  predict(): number {
    const sets = this.#sets;
    for (let s = 0; s < sets.length; s++) {
      const set = sets[s]!;
      set.y = clamped(dot(this.#x, set.weights, set.selected * this.#x.length));
      set.p = logistic(set.y);
    }
    if (sets.length === 1) {
      this.#p = sets[0]!.p;
      return sets[0]!.y;
    }
    return this.#mixSets();
  }

  /** Moves the weights that the last `predict` used toward `bit`, 0 or 1. */
  learn(bit: number): void {
    const sets = this.#sets;
    const finalStep = f32(FINAL_RATE * f32(bit - this.#p));
    for (let s = 0; s < sets.length; s++) {
      const set = sets[s]!;
      if (sets.length > 1) this.#finals[s] = this.#finals[s]! + f32(finalStep * set.y);
      const rate = set.rates[set.selected]!;
      set.rates[set.selected] = rate + f32(f32(this.#rate - rate) * RATE_DECAY);
      follow(this.#x, set.weights, set.selected * this.#x.length, f32(rate * f32(bit - set.p)));
    }
  }

  /** The second layer: four sums of every fourth product. */
  #mixSets(): number {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const sets = this.#sets;
    const v = this.#finals;
    for (let s = 0; s < sets.length; s += 4) {
      a = f32(a + f32(sets[s]!.y * v[s]!));
      if (s + 1 < sets.length) b = f32(b + f32(sets[s + 1]!.y * v[s + 1]!));
      if (s + 2 < sets.length) c = f32(c + f32(sets[s + 2]!.y * v[s + 2]!));
      if (s + 3 < sets.length) d = f32(d + f32(sets[s + 3]!.y * v[s + 3]!));
    }
    const y = clamped(f32(f32(a + c) + f32(b + d)));
    this.#p = logistic(y);
    return y;
  }
}

/** x · w, w from `at` on: eight sums of every eighth product, as the two vectors of four lanes of the kernel's mixer. */
function dot(x: Float32Array, w: Float32Array, at: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  for (let i = 0, j = at; i < x.length; i += LANES, j += LANES) {
    a = f32(a + f32(x[i]! * w[j]!));
    b = f32(b + f32(x[i + 1]! * w[j + 1]!));
    c = f32(c + f32(x[i + 2]! * w[j + 2]!));
    d = f32(d + f32(x[i + 3]! * w[j + 3]!));
    e = f32(e + f32(x[i + 4]! * w[j + 4]!));
    f = f32(f + f32(x[i + 5]! * w[j + 5]!));
    g = f32(g + f32(x[i + 6]! * w[j + 6]!));
    h = f32(h + f32(x[i + 7]! * w[j + 7]!));
  }
  return f32(f32(f32(a + e) + f32(c + g)) + f32(f32(b + f) + f32(d + h)));
}

/** w += step x, w from `at` on. */
function follow(x: Float32Array, w: Float32Array, at: number, step: number): void {
  for (let i = 0; i < x.length; i++) w[at + i] = w[at + i]! + f32(step * x[i]!);
}

function clamped(x: number): number {
  return x > OUTPUT_MAX ? OUTPUT_MAX : x < -OUTPUT_MAX ? -OUTPUT_MAX : x;
}
