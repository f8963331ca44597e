import { f32, squash } from '../numbers.js';

/** Two accumulators of four lanes: the order of summation is part of the model. */
export const LANES = 4;
const BLOCK = 8;
export const RATE_DECAY: number = f32(0.0015);
const FINAL_RATE = f32(0.0007);
const OUTPUT_MAX = 12;

/** Of the first layer: a row of weights for each context, each row with a learning rate of its own. */
interface WeightSet {
  readonly rows: readonly Float32Array[];
  readonly rates: Float32Array;
  selected: number;
  /** What the last `predict` gave: stretched, and as a probability. */
  y: number;
  p: number;
}

/** Gated logistic mixing in two layers. Specification of kernel/mixing/mixer.ts, whose preface explains it. */
export class Mixer {
  private readonly x: Float32Array;
  private readonly sets: readonly WeightSet[];
  private readonly finals: readonly Float32Array[];
  private readonly rate: number;
  private readonly decay: number;
  private readonly errorMin: number;
  private claimed = 0;
  private final = 0;
  private p = 0.5;

  /**
   * @param inputs how many. @param contexts how many rows each set has.
   * @param finalContexts rows of the second layer. @param rates of a row of the first layer: at first, and in the long
   * run, and how fast they fall, as RATE_DECAY. @param errorMin rows that err by less are not trained.
   */
  constructor(
    inputs: number,
    contexts: readonly number[],
    finalContexts: number,
    [rateStart, rate, decay = RATE_DECAY]: readonly [number, number, number?],
    errorMin: number,
  ) {
    this.x = new Float32Array(Math.ceil(inputs / BLOCK) * BLOCK);
    this.sets = contexts.map((length) => ({
      rows: Array.from({ length }, () => new Float32Array(this.x.length)),
      rates: new Float32Array(length).fill(rateStart),
      selected: 0,
      y: 0,
      p: 0.5,
    }));
    const equal = f32(1 / contexts.length);
    this.finals = Array.from({ length: finalContexts }, () => new Float32Array(contexts.length).fill(equal));
    this.rate = f32(rate);
    this.decay = decay;
    this.errorMin = f32(errorMin);
  }

  /**
   * Gives the next `count` groups of `each` inputs to a component; the weight of the first of each group
   * starts at `weight`, the others at 0. @returns where the component writes them.
   */
  claim(count: number, each: number, weight: number): Float32Array {
    const start = this.claimed;
    this.claimed += count * each;
    for (const { rows } of this.sets) {
      for (const row of rows) for (let i = start; i < this.claimed; i += each) row[i] = weight;
    }
    return this.x.subarray(start, this.claimed);
  }

  /** Selects the rows of all sets, and of the second layer. */
  select(contexts: readonly number[], final: number): void {
    this.sets.forEach((set, s) => {
      set.selected = contexts[s]!;
    });
    this.final = final;
  }

  /** @returns the stretched probability of a 1. */
  predict(): number {
    for (const set of this.sets) {
      set.y = clamped(dot(this.x, set.rows[set.selected]!));
      set.p = squash(set.y);
    }
    const v = this.finals[this.final]!;
    const lanes = new Float32Array(LANES);
    this.sets.forEach(({ y }, s) => {
      lanes[s % LANES] = lanes[s % LANES]! + f32(y * v[s]!);
    });
    const x = clamped(sum(lanes));
    this.p = squash(x);
    return x;
  }

  /** One gradient step of every row used by the last `predict`. */
  learn(bit: number): void {
    const v = this.finals[this.final]!;
    const finalStep = f32(FINAL_RATE * f32(bit - this.p));
    this.sets.forEach(({ y }, s) => {
      v[s] = v[s]! + f32(finalStep * y);
    });
    for (const { rows, rates, selected, p } of this.sets) {
      const error = f32(bit - p);
      if (Math.abs(error) < this.errorMin) continue;
      const rate = rates[selected]!;
      rates[selected] = rate + f32(f32(this.rate - rate) * this.decay);
      const step = f32(rate * error);
      const w = rows[selected]!;
      for (let i = 0; i < w.length; i++) w[i] = w[i]! + f32(step * this.x[i]!);
    }
  }
}

/** x · w: each lane of each accumulator takes every eighth product. */
function dot(x: Float32Array, w: Float32Array): number {
  const lanes = new Float32Array(BLOCK);
  for (let i = 0; i < x.length; i++) lanes[i % BLOCK] = lanes[i % BLOCK]! + f32(x[i]! * w[i]!);
  return sum(lanes.subarray(0, LANES).map((a, lane) => a + lanes[LANES + lane]!));
}

/** The four lanes, as (0 + 2) + (1 + 3). */
export function sum(lanes: Float32Array): number {
  return f32(f32(lanes[0]! + lanes[2]!) + f32(lanes[1]! + lanes[3]!));
}

/** Within what a mixer may say. */
export function clamped(x: number): number {
  return Math.max(Math.min(x, OUTPUT_MAX), -OUTPUT_MAX);
}
