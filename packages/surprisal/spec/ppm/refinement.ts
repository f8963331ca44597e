import { f32, squash } from '../numbers.js';

const SCALE_RATE = f32(0.007);
const RATES = [0.02, 0.02, 0.03, 0.08].map(f32);
const ENTRIES = 2 ** 16;

/**
 * p = squash((1 + v[b]) x + w1[e, b] + w2[o1, b] + w3[o2, b] + w4[o3, b]).
 * Specification of kernel/models/ppm/refinement.ts, whose preface explains it.
 */
export class Refinement {
  private readonly scales = new Float32Array(256);
  private readonly tables = RATES.map((rate) => ({ weights: new Float32Array(ENTRIES), rate, at: 0 }));
  private partial = 1;
  private history = 0;
  private x = 0;
  private p = 0.5;

  /** @param x the stretched probability of a 1. @param expected the likeliest byte. @returns the refined probability. */
  refine(x: number, expected: number): number {
    const b = this.partial;
    const hash = (bytes: number, multiplier: number): number =>
      (Math.imul(this.history & (2 ** (8 * bytes) - 1), multiplier) + Math.imul(b, 0x3d4d51cb)) >>> 16;
    const at = [(expected << 8) | b, ((this.history & 255) << 8) | b, hash(2, 0x9e3779b1), hash(3, 0xb5297a4d)];
    this.tables.forEach((table, i) => {
      table.at = at[i]!;
    });
    const scaled = f32(x + f32(x * this.scales[b]!));
    this.x = x;
    this.p = squash(this.tables.reduce((sum, { weights, at }) => f32(sum + weights[at]!), scaled));
    return this.p;
  }

  learn(bit: number): void {
    const error = f32(bit - this.p);
    this.scales[this.partial] = this.scales[this.partial]! + f32(f32(error * this.x) * SCALE_RATE);
    for (const { weights, rate, at } of this.tables) weights[at] = weights[at]! + f32(error * rate);
  }

  perceive(bit: number): void {
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.history = (this.history << 8) | (this.partial & 255);
    this.partial = 1;
  }
}
