import { f32, squash } from '../numbers.js';
import { clamped, LANES, RATE_DECAY, sum } from './mixer.js';

const RATE_START = f32(0.025);

/** Gated logistic mixing in one layer with one set of weights. Specification of kernel/mixing/single-mixer.ts. */
export class SingleMixer {
  private readonly x: Float32Array;
  private readonly rows: readonly Float32Array[];
  private readonly rates: Float32Array;
  private readonly rate: number;
  private claimed = 0;
  private selected = 0;
  private p = 0.5;

  /** @param inputs how many. @param contexts rows. @param rate of learning in the long run. */
  constructor(inputs: number, contexts: number, rate: number) {
    this.x = new Float32Array(inputs);
    this.rows = Array.from({ length: contexts }, () => new Float32Array(inputs));
    this.rates = new Float32Array(contexts).fill(RATE_START);
    this.rate = f32(rate);
  }

  /** As Mixer.claim. */
  claim(count: number, each: number, weight: number): Float32Array {
    const start = this.claimed;
    this.claimed += count * each;
    for (const row of this.rows) for (let i = start; i < this.claimed; i += each) row[i] = weight;
    return this.x.subarray(start, this.claimed);
  }

  select(context: number): void {
    this.selected = context;
  }

  /** @returns P(bit = 1). */
  predict(): number {
    const w = this.rows[this.selected]!;
    const lanes = new Float32Array(LANES);
    for (let i = 0; i < w.length; i++) lanes[i % LANES] = lanes[i % LANES]! + f32(this.x[i]! * w[i]!);
    this.p = squash(clamped(sum(lanes)));
    return this.p;
  }

  learn(bit: number): void {
    const rate = this.rates[this.selected]!;
    this.rates[this.selected] = rate + f32(f32(this.rate - rate) * RATE_DECAY);
    const step = f32(rate * f32(bit - this.p));
    const w = this.rows[this.selected]!;
    for (let i = 0; i < w.length; i++) w[i] = w[i]! + f32(step * this.x[i]!);
  }
}
