import { f32, ln, squash } from '../numbers.js';
import type { Context } from './tree.js';

const SHAPE_RATE = f32(0.06);
const RATE = f32(0.03);

/** What an estimate leaves for `learn`: the weights used, one of each table, and P(escape). */
export interface Note {
  readonly used: readonly { table: Float32Array; at: number; rate: number }[];
  readonly p: number;
}

/** P(escape) by logistic regression. Specification of kernel/models/ppm/escapes.ts, whose preface tells the features. */
export class Escapes {
  private readonly shapes = new Float32Array(1024 + 9 * 256);
  private readonly pasts = new Float32Array(7 * 256);
  private readonly bytes = new Float32Array(7 * 256);
  private readonly pairs = new Float32Array(2 ** 16);
  private past = 0;
  private last = 0;

  constructor() {
    this.shapes.forEach((_, i) => {
      const alone = i < 1024;
      const level = alone ? i >>> 6 : i & 15;
      const x = f32(-ln(2 ** (level >>> 1) * (level & 1 ? 1.5 : 1)));
      this.shapes[i] = alone ? x : x + f32(1.3862944); // ln 4
    });
  }

  /** P(escape) of a context with one symbol. */
  ofOne(c: Context): Note {
    const [only] = c.entries;
    const frequency = Math.min(log(only!.frequency), 15);
    const suffixes = Math.min(c.suffix?.entries.length ?? 0, 4);
    const letters = ((this.last & 255) >= 64 ? 2 : 0) | (only!.symbol >= 64 ? 1 : 0);
    const shape = (frequency << 6) | (suffixes << 3) | ((this.past & 1) << 2) | letters;
    return this.estimate(shape, Math.min(frequency, 3), c.order);
  }

  /** P(escape) of a context of which `count` symbols, with frequencies of sum `total`, are not excluded. */
  ofMany(c: Context, count: number, total: number): Note {
    const all = c.entries.length;
    const excluded = all - count;
    const level = excluded === 0 ? 0 : excluded < count ? 1 : 2;
    const more = c.suffix === undefined ? 2 : c.suffix.entries.length - all > count ? 1 : 0;
    const average = Math.floor(total / count);
    const shape = 1024 + (((more * 3 + level) << 8) | (Math.min(log(count), 15) << 4) | Math.min(log(average), 15));
    return this.estimate(shape, 4 + level, c.order);
  }

  /** Learns whether the context of `note` escaped (1 or 0). */
  learn(note: Note, escaped: number): void {
    const error = f32(escaped - note.p);
    for (const { table, at, rate } of note.used) table[at] = table[at]! + f32(error * rate);
  }

  /** @param predicted whether the longest context knew `byte` (1 or 0). */
  perceive(byte: number, predicted: number): void {
    this.past = ((this.past << 1) | predicted) & 15;
    this.last = ((this.last << 8) | byte) & 0xffff;
  }

  private estimate(shape: number, kind: number, order: number): Note {
    const pair = Math.imul(this.last, 0x9e3779b1) >>> 19;
    const used = [
      { table: this.shapes, at: shape, rate: SHAPE_RATE },
      { table: this.pasts, at: (kind << 8) | (Math.min(order, 15) << 4) | this.past, rate: RATE },
      { table: this.bytes, at: (kind << 8) | (this.last & 255), rate: RATE },
      { table: this.pairs, at: (pair << 3) | kind, rate: RATE },
    ];
    const x = used.map(({ table, at }) => table[at]!).reduce((a, b) => f32(a + b));
    return { used, p: squash(x) };
  }
}

/** About 2 log2 x for x >= 1, in whole steps: 1, 2, 3, 4, 6, 8, 12 ... are 0, 2, 3, 4, 5, 6, 7 ... */
function log(x: number): number {
  const k = Math.floor(Math.log2(x));
  return k === 0 ? 0 : 2 * k + ((x >>> (k - 1)) & 1);
}
