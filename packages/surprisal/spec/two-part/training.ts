import { type Arithmetic, F32, type Vector } from '../neural/arithmetic.js';
import { HardLstm, type HardStep, type HardWeights, hardWeights } from '../neural/hard-lstm.js';
import type { Matrix } from '../neural/linear.js';
import { DECAY, step } from '../neural/optimizer.js';
import { Uniform } from '../neural/random.js';
import { f32 } from '../numbers.js';

const STEPS = 32;
const START = 0.5;
const FORGET_BIAS = 1;
const WEIGHT_MAX = 127;

/** Which rows of a matrix an update moves: those of the symbols that came, or all. */
const BY_SYMBOL: readonly (keyof HardWeights)[] = ['D', 'E'];

/** Trains a network. Specification of kernel/neural/hard-lstm-training.ts, whose preface explains it. */
export class HardLstmTraining {
  readonly net: HardLstm;
  rounding = false;
  private readonly full: HardWeights;
  private readonly moments: HardWeights;
  private readonly text: readonly number[];
  private readonly exponent: number;
  private readonly updatesOf: readonly number[];
  private before: HardStep;
  private remaining = 1;

  constructor(cells: number, symbols: number, text: readonly number[], seed: number, exponent: number) {
    this.net = new HardLstm(F32, cells, symbols);
    this.full = hardWeights(F32, cells, symbols);
    this.moments = hardWeights(F32, cells, symbols);
    this.text = text;
    this.exponent = exponent;
    this.before = this.net.start;
    const random = new Uniform(seed);
    for (const name of ['V', 'E', 'W'] as const) for (const row of this.full[name]) random.fill(row, START);
    this.full.b[0]!.fill(FORGET_BIAS, cells, 2 * cells);
    const windows = Array.from(
      { length: this.windows },
      (_, i) => new Set(this.lastOf(i * STEPS, this.end(i * STEPS))),
    );
    this.updatesOf = Array.from({ length: symbols }, (_, s) => windows.filter((window) => window.has(s)).length);
  }

  private get windows(): number {
    return Math.ceil(this.text.length / STEPS);
  }

  private end(from: number): number {
    return Math.min(from + STEPS, this.text.length);
  }

  /** The symbol before each. */
  private lastOf(from: number, to: number): number[] {
    return Array.from({ length: to - from }, (_, k) => this.text[from + k - 1] ?? -1);
  }

  /** All of the text once. */
  pass(rate: number, lambda: number): void {
    this.before = this.net.start;
    for (const name of keys(this.full)) for (let r = 0; r < this.full[name].length; r++) this.use(name, r);
    for (let from = 0; from < this.text.length; from += STEPS) {
      const last = this.lastOf(from, this.end(from));
      const steps: HardStep[] = [this.before];
      for (const symbol of last) steps.push(this.net.forward(symbol, steps.at(-1)!));
      const gradient = this.net.backward(last, this.text.slice(from, this.end(from)), steps);
      this.before = steps.at(-1)!;
      this.remaining *= DECAY;
      this.update(gradient, new Set(last), f32(rate * Math.sqrt(1 - this.remaining)), f32(lambda));
    }
  }

  private update(gradient: HardWeights, came: ReadonlySet<number>, rate: number, lambda: number): void {
    for (const name of keys(this.full)) {
      const isBySymbol = BY_SYMBOL.includes(name);
      this.full[name].forEach((w, r) => {
        if (isBySymbol && !came.has(r)) return;
        const penalty = f32(lambda / (isBySymbol ? this.updatesOf[r]! : this.windows));
        const g = gradient[name][r]!.map((x, i) => x + Math.sign(w[i]!) * penalty);
        step(F32, w, this.moments[name][r]!, g, rate);
        this.use(name, r);
      });
    }
  }

  private use(name: keyof HardWeights, r: number): void {
    const grain = 2 ** -this.exponent;
    const limit = WEIGHT_MAX * grain;
    this.net.w[name][r]!.set(
      this.full[name][r]!.map((w) => (this.rounding ? F32.grained(Math.max(Math.min(w, limit), -limit), grain) : w)),
    );
  }
}

function keys(weights: HardWeights): (keyof HardWeights)[] {
  return Object.keys(weights) as (keyof HardWeights)[];
}

/** For gradients to be compared with finite differences: a network with random weights in `arithmetic`. */
export function randomNetwork(arithmetic: Arithmetic, cells: number, symbols: number, seed: number): HardLstm {
  const net = new HardLstm(arithmetic, cells, symbols);
  const random = new Uniform(seed);
  for (const rows of Object.values(net.w) as Matrix[]) for (const row of rows) random.fill(row as Vector, 1);
  return net;
}
