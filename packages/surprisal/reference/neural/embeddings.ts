import { sizeBits } from '../numbers.js';
import type { Arithmetic, Vector } from './arithmetic.js';
import { stepRow } from './optimizer.js';
import type { Uniform } from './random.js';
import { SINGLES } from './row-keys.js';

const LIMIT = 0.2;

/** log2 of the rows of a hashed table. */
export const rowBits = (size: number): number => sizeBits(Math.floor(size / 16), 8, 15);

/** Rows chosen by keys, summed. Twin of kernel/neural/embeddings.ts, whose preface explains it. */
export class Embeddings {
  private readonly arithmetic: Arithmetic;
  private readonly tables: number;
  private readonly bits: number;
  private readonly units: number;
  /** By their number, counted from the first of all; those that were never used are missing and 0. */
  private readonly rows: Vector[] = [];
  private readonly moments: number[] = [];

  constructor(arithmetic: Arithmetic, tables: number, bits: number, units: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.tables = tables;
    this.bits = bits;
    this.units = units;
    for (let row = 0; row < 256; row++) random.fill(this.at(row), LIMIT);
  }

  /** @param keys one for each table. */
  addTo(u: Vector, keys: readonly number[]): void {
    for (let s = 0; s < this.tables; s++) {
      const row = this.at(this.row(s, keys));
      for (let i = 0; i < this.units; i++) u[i] = u[i]! + row[i]!;
    }
  }

  /** @param errors of each step. @param keys of each step. */
  update(errors: readonly Vector[], keys: readonly (readonly number[])[], rate: number): void {
    for (let s = 0; s < this.tables; s++) {
      const sums = new Map<number, Vector>();
      keys.forEach((chosen, k) => {
        const row = this.row(s, chosen);
        const sum = sums.get(row);
        if (sum) for (let i = 0; i < this.units; i++) sum[i] = sum[i]! + errors[k]![i]!;
        else sums.set(row, errors[k]!.slice());
      });
      for (const [row, gradient] of sums) {
        this.moments[row] = stepRow(this.arithmetic, this.at(row), this.moments[row] ?? 0, gradient, rate);
      }
    }
  }

  /** The row of that number. */
  at(row: number): Vector {
    this.rows[row] ??= this.arithmetic.array(this.units);
    return this.rows[row];
  }

  private row(s: number, keys: readonly number[]): number {
    const key = keys[s]!;
    if (s < SINGLES) return s * 256 + key;
    return SINGLES * 256 + (s - SINGLES) * 2 ** this.bits + (key >>> (32 - this.bits));
  }
}
