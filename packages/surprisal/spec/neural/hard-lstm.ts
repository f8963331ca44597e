import { type Arithmetic, clamp, sumOf, type Vector } from './arithmetic.js';
import { type Matrix, matrix } from './linear.js';

const GRAIN = 2 ** -20;
const ERROR_GRAIN = 2 ** -24;
const ERROR_MAX = 8;

/** What a step makes. */
export interface HardStep {
  readonly cell: Vector;
  readonly hidden: Vector;
  /** i, f, g, o, after their nonlinearities, each of H. */
  readonly gates: readonly Vector[];
  readonly p: Vector;
}

/** Matrices as they are written down, in this order: v, D, V of symbols; b, E, W of gates. */
export interface HardWeights {
  readonly v: Matrix; // [1][S]
  readonly D: Matrix; // [S][S]
  readonly V: Matrix; // [H][S]
  readonly b: Matrix; // [1][4H]
  readonly E: Matrix; // [S][4H]
  readonly W: Matrix; // [H][4H]
}

export function hardWeights(arithmetic: Arithmetic, cells: number, symbols: number): HardWeights {
  const made = (rows: number, columns: number): Matrix => matrix(arithmetic, rows, columns);
  return {
    v: made(1, symbols),
    D: made(symbols, symbols),
    V: made(cells, symbols),
    b: made(1, 4 * cells),
    E: made(symbols, 4 * cells),
    W: made(cells, 4 * cells),
  };
}

/** A small LSTM with hard gates. Specification of kernel/neural/hard-lstm.ts and, for the backward pass, of hard-lstm-training.ts. */
export class HardLstm {
  readonly w: HardWeights;
  readonly cells: number;
  readonly symbols: number;
  private readonly arithmetic: Arithmetic;

  constructor(arithmetic: Arithmetic, cells: number, symbols: number) {
    this.w = hardWeights(arithmetic, cells, symbols);
    this.cells = cells;
    this.symbols = symbols;
    this.arithmetic = arithmetic;
  }

  /** What there is before the first step. */
  get start(): HardStep {
    const none = (n: number): Vector => this.arithmetic.array(n);
    return { cell: none(this.cells), hidden: none(this.cells), gates: [], p: none(0) };
  }

  /** @param symbol the last one, or -1. */
  forward(symbol: number, before: HardStep): HardStep {
    const { round, grained, array } = this.arithmetic;
    const h = this.cells;
    const u = this.sum(this.w.b[0]!, this.w.E[symbol], before.hidden, this.w.W);
    const at = (gate: number, k: number): number => u[gate * h + k]!;
    const hard = (x: number): number => Math.min(Math.max(round(round(x * 0.25) + 0.5), 0), 1);
    const gates = [0, 1, 2, 3].map(() => array(h));
    const [cell, hidden] = [array(h), array(h)];
    for (let k = 0; k < h; k++) {
      const [i, f, g, o] = [hard(at(0, k)), hard(at(1, k)), clamp(at(2, k), 1), hard(at(3, k))];
      for (const [gate, x] of [i, f, g, o].entries()) gates[gate]![k] = x;
      const c = grained(round(round(f * before.cell[k]!) + round(i * g)), GRAIN);
      cell[k] = c;
      hidden[k] = grained(round(o * round(c / round(1 + Math.abs(c)))), GRAIN);
    }
    const logits = this.sum(this.w.v[0]!, this.w.D[symbol], hidden, this.w.V);
    return { cell, hidden, gates, p: this.softmax(logits) };
  }

  /** start + row + Σ_j h_j M_j, in this order. */
  private sum(start: Vector, row: Vector | undefined, h: Vector, m: Matrix): Vector {
    const { round } = this.arithmetic;
    const total = start.slice();
    const add = (factor: number, x: Vector): void => {
      for (let k = 0; k < total.length; k++) total[k] = round(total[k]! + round(factor * x[k]!));
    };
    if (row) add(1, row);
    for (const [j, x] of m.entries()) add(h[j]!, x);
    return total;
  }

  private softmax(logits: Vector): Vector {
    const { round, exp } = this.arithmetic;
    const top = Math.max(...logits);
    const p = logits.map((y) => exp(round(y - top)));
    const share = round(1 / sumOf(this.arithmetic, p.length, (r) => p[r]!));
    return p.map((x) => x * share);
  }

  /**
   * The gradient of the code of the symbols `targets`, in nats.
   * @param last the symbol before each of them, -1 for none. @param steps what each step made, after the step before all.
   */
  backward(last: readonly number[], targets: readonly number[], steps: readonly HardStep[]): HardWeights {
    const { round, grained, array } = this.arithmetic;
    const gradient = hardWeights(this.arithmetic, this.cells, this.symbols);
    const add = (row: Vector, factor: number, x: Vector): void => {
      for (let k = 0; k < row.length; k++) row[k] = round(row[k]! + round(factor * x[k]!));
    };
    const dot = (x: Vector, y: Vector): number =>
      sumOf(this.arithmetic, Math.ceil(x.length / 4) * 4, (k) => (x[k] ?? 0) * (y[k] ?? 0));
    const h = this.cells;
    let [carriedHidden, carriedCell] = [array(h), array(h)];
    for (let t = targets.length - 1; t >= 0; t--) {
      const [before, made, symbol] = [steps[t]!, steps[t + 1]!, last[t]!];
      const e = made.p.slice();
      e[targets[t]!] = e[targets[t]!]! - 1;
      for (let k = 0; k < e.length; k++) e[k] = grained(e[k]!, ERROR_GRAIN);
      add(gradient.v[0]!, 1, e);
      if (symbol >= 0) add(gradient.D[symbol]!, 1, e);
      const dh = carriedHidden.map((x, j) => clamp(round(x + dot(e, this.w.V[j]!)), ERROR_MAX));
      for (const [j, row] of gradient.V.entries()) add(row, made.hidden[j]!, e);
      const du = array(4 * h);
      const [i, f, g, o] = made.gates as [Vector, Vector, Vector, Vector];
      const within = (d: number, a: number, low: number): number => grained(a > low && a < 1 ? d : 0, ERROR_GRAIN);
      for (let k = 0; k < h; k++) {
        const c = made.cell[k]!;
        const q = round(1 / round(1 + Math.abs(c)));
        const dc = round(carriedCell[k]! + round(round(dh[k]! * o[k]!) * round(q * q)));
        carriedCell[k] = clamp(round(dc * f[k]!), ERROR_MAX);
        du[k] = within(round(round(dc * g[k]!) * 0.25), i[k]!, 0);
        du[h + k] = within(round(round(dc * before.cell[k]!) * 0.25), f[k]!, 0);
        du[2 * h + k] = within(round(dc * i[k]!), g[k]!, -1);
        du[3 * h + k] = within(round(round(dh[k]! * round(c * q)) * 0.25), o[k]!, 0);
      }
      add(gradient.b[0]!, 1, du);
      if (symbol >= 0) add(gradient.E[symbol]!, 1, du);
      for (const [j, row] of gradient.W.entries()) add(row, before.hidden[j]!, du);
      carriedHidden = this.dots(du, h);
    }
    return gradient;
  }

  /** du · W_j for all j. Gates are padded to fours, each by itself: that decides which products a lane sums. */
  private dots(du: Vector, h: number): Vector {
    const padded = Math.ceil(h / 4) * 4;
    const at = (x: Vector, i: number): number => (i % padded < h ? x[Math.floor(i / padded) * h + (i % padded)]! : 0);
    return this.arithmetic
      .array(h)
      .map((_, j) => sumOf(this.arithmetic, 4 * padded, (i) => at(du, i) * at(this.w.W[j]!, i)));
  }
}
