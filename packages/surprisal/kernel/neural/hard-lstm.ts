import { grained4 } from './elementary4';
import { softmax } from './softmax-layer';
import { add, addScaled } from './vectors';

/** Input, forget, candidate, output. */
export const GATES: u32 = 4;
/** Cells and hidden outputs are multiples of this: no product of theirs is denormal. */
const GRAIN: f32 = 1.0 / 1048576;

/** Rounded up to whole vectors. */
@inline
function padded(n: u32): u32 {
  return (n + 3) & ~3;
}

/**
 * A small LSTM over symbols whose weights can be written down: what a two-part code stores (models/two-part).
 *
 *   u = b + E[s] + Σ_j h'_j W[j]                s the last symbol, absent before the first; h', c' of the step before
 *   i, f, o = clamp(u_i / 4 + 1/2, 0, 1), and so on;  g = clamp(u_g, −1, 1)
 *   c = f c' + i g,   h = o c / (1 + |c|)
 *   P(next symbol) = softmax(v + D[s] + Σ_j h_j V[j])
 *
 * Hard gates, for three reasons. They reach 0 and 1, so that weights of a few bits make a cell that counts exactly, for
 * as long as one likes: f = i = 1, g = ±1. They need no exp. And c / (1 + |c|) distinguishes 0 from 1 and 10 from 11. The gates
 * are not coupled, for a cell that takes in what it forgets cannot count. D lets the last symbol speak directly: a net of
 * no cells is a Markov chain.
 *
 * Shapes, f32, padded to fours with weights of 0, in this order in memory:
 *   v[S]  D[S][S]  V[H][S]  b[4H]  E[S][4H]  W[H][4H]          gates in the order i, f, g, o
 * A record is what a step makes: c[H] h[H] gates[4H] P[S].
 *
 * Sources: Hochreiter and Schmidhuber (1997); G. Weiss, Y. Goldberg, E. Yahav, "On the practical computational power of
 * finite precision RNNs" (2018): an LSTM counts, a GRU does not; hard gates as in M. Courbariaux et al., "BinaryConnect" (2015).
 */
export class HardLstm {
  /** Bytes of c, of the gates, of P, in a record. */
  cellBytes: usize = 0;
  unitBytes: usize = 0;
  symbolBytes: usize = 0;
  cells: u32 = 0;
  symbols: u32 = 0;
  /** Where the matrices begin: v is at the start. */
  D: usize = 0;
  V: usize = 0;
  b: usize = 0;
  E: usize = 0;
  W: usize = 0;
  end: usize = 0;

  /** Bytes of all weights. */
  static bytes(cells: u32, symbols: u32): usize {
    const s = (<usize>padded(symbols)) << 2;
    const u = ((<usize>padded(cells)) << 2) * GATES;
    return s * (1 + symbols + cells) + u * (1 + symbols + cells);
  }

  /** Bytes of a record. */
  static activationBytes(cells: u32, symbols: u32): usize {
    return ((<usize>padded(cells)) << 2) * (2 + GATES) + ((<usize>padded(symbols)) << 2);
  }

  /** @param v where the weights are. */
  constructor(readonly v: usize) {}

  /** Takes weights of this shape. */
  open(cells: u32, symbols: u32): void {
    this.cells = cells;
    this.symbols = symbols;
    this.cellBytes = (<usize>padded(cells)) << 2;
    this.unitBytes = this.cellBytes * GATES;
    this.symbolBytes = (<usize>padded(symbols)) << 2;
    this.D = this.v + this.symbolBytes;
    this.V = this.D + symbols * this.symbolBytes;
    this.b = this.V + cells * this.symbolBytes;
    this.E = this.b + this.unitBytes;
    this.W = this.E + symbols * this.unitBytes;
    this.end = this.W + cells * this.unitBytes;
  }

  /** Weights in all. */
  static count(cells: u32, symbols: u32): u32 {
    return (symbols + GATES * cells) * (1 + symbols + cells);
  }

  /** Weights of the output, v, D and V: the first ones. */
  get outputs(): u32 {
    return this.symbols * (1 + this.symbols + this.cells);
  }

  /** Where weight `i` is: matrix by matrix, row by row, without the padding. */
  place(i: u32): usize {
    if (i < this.outputs) return this.v + (i / this.symbols) * this.symbolBytes + ((i % this.symbols) << 2);
    const j = i - this.outputs;
    const width = GATES * this.cells;
    const k = j % width;
    return this.b + (j / width) * this.unitBytes + (k / this.cells) * this.cellBytes + ((k % this.cells) << 2);
  }

  /** One step. @param symbol the last one, or -1. @param before the activations of the step before. @param activations receives those of this step. */
  forward(symbol: i32, before: usize, activations: usize): void {
    const h = this.cellBytes;
    const bytes = this.unitBytes;
    const u = activations + 2 * h;
    memory.copy(u, this.b, bytes);
    if (symbol >= 0) add(u, this.E + <usize>symbol * bytes, bytes);
    for (let j: usize = 0; j < this.cells; j++)
      addScaled(u, load<f32>(before + h + (j << 2)), this.W + j * bytes, bytes);
    const one = f32x4.splat(1);
    for (let k: usize = 0; k < h; k += 16) {
      const i = hardSigmoid4(v128.load(u + k));
      const f = hardSigmoid4(v128.load(u + h + k));
      const g = clamp4(v128.load(u + 2 * h + k), -1);
      const o = hardSigmoid4(v128.load(u + 3 * h + k));
      const c = grained4(f32x4.add(f32x4.mul(f, v128.load(before + k)), f32x4.mul(i, g)), GRAIN);
      const squashed = f32x4.div(c, f32x4.add(one, f32x4.abs(c)));
      v128.store(u + k, i);
      v128.store(u + h + k, f);
      v128.store(u + 2 * h + k, g);
      v128.store(u + 3 * h + k, o);
      v128.store(activations + k, c);
      v128.store(activations + h + k, grained4(f32x4.mul(o, squashed), GRAIN));
    }
    const p = u + bytes;
    const width = this.symbolBytes;
    memory.copy(p, this.v, width);
    if (symbol >= 0) add(p, this.D + <usize>symbol * width, width);
    for (let j: usize = 0; j < this.cells; j++)
      addScaled(p, load<f32>(activations + h + (j << 2)), this.V + j * width, width);
    softmax(p, this.symbols, <u32>(width >>> 2));
  }

  /** Where a record has P. */
  @inline
  probabilities(activations: usize): usize {
    return activations + 2 * this.cellBytes + this.unitBytes;
  }
}

/** clamp(x / 4 + 1/2, 0, 1). */
@inline
function hardSigmoid4(x: v128): v128 {
  return clamp4(f32x4.add(f32x4.mul(x, f32x4.splat(0.25)), f32x4.splat(0.5)), 0);
}

/** Each lane within [low, 1]. */
@inline
function clamp4(x: v128, low: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, f32x4.splat(1)), f32x4.splat(low));
}
