import { sizeBits } from '../numbers.js';
import type { Arithmetic, Vector } from './arithmetic.js';
import { stepRow } from './optimizer.js';
import type { Uniform } from './random.js';
import { RowOwners } from './row-owners.js';

/** Tables that a byte chooses from; and the first row of the hashed ones. */
const SINGLES = 3;
const HASHED = SINGLES * 256;
const LIMIT = 0.2;

/** log2 of the rows of a hashed table. */
export const rowBits = (size: number): number => sizeBits(Math.floor(size / 8), 8, 15);

/** Rows chosen by keys, summed. Specification of kernel/neural/embeddings.ts, whose preface explains it. */
export class Embeddings {
  private readonly arithmetic: Arithmetic;
  private readonly tables: number;
  private readonly bits: number;
  private readonly units: number;
  /** By their number, counted from the first of all; those that were never used are missing and 0. */
  private readonly rows: Vector[] = [];
  private readonly moments: number[] = [];
  private readonly owners = new RowOwners();

  constructor(arithmetic: Arithmetic, tables: number, bits: number, units: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.tables = tables;
    this.bits = bits;
    this.units = units;
    for (let row = 0; row < 256; row++) {
      random.fill(this.at(row), LIMIT);
      this.at(row).forEach((x, i, all) => {
        all[i] = arithmetic.fixed(x);
      });
    }
  }

  /** @param keys one for each table. */
  addTo(u: Vector, keys: readonly number[]): void {
    const sum = new Array<number>(this.units).fill(0);
    for (let s = 0; s < this.tables; s++) {
      const row = this.find(s, keys[s]!);
      if (row === undefined) continue;
      this.at(row).forEach((x, i) => {
        sum[i] = this.arithmetic.fixed(sum[i]! + x);
      });
    }
    for (let i = 0; i < this.units; i++) u[i] = u[i]! + sum[i]!;
  }

  /** @param errors of each step. @param keys of each step. */
  update(errors: readonly Vector[], keys: readonly (readonly number[])[], rate: number): void {
    for (let s = 0; s < this.tables; s++) {
      const sums = new Map<number, Vector>();
      keys.forEach((chosen, k) => {
        const key = chosen[s]!;
        const sum = sums.get(key);
        if (sum) for (let i = 0; i < this.units; i++) sum[i] = sum[i]! + errors[k]![i]!;
        else sums.set(key, errors[k]!.slice());
      });
      for (const [key, gradient] of sums) {
        const row = this.claim(s, key);
        if (row === undefined) continue;
        this.moments[row] = stepRow(this.arithmetic, this.at(row), this.moments[row] ?? 0, gradient, rate);
      }
    }
  }

  /** The row of that number. */
  at(row: number): Vector {
    this.rows[row] ??= this.arithmetic.array(this.units);
    return this.rows[row];
  }

  /** The row of a key in table `s`, if it has one. */
  private find(s: number, key: number): number | undefined {
    if (s < SINGLES) return s * 256 + key;
    const row = this.owners.find(this.place(s, key), key);
    return row === undefined ? undefined : HASHED + row;
  }

  /** The same of a key that came: it may get one. */
  private claim(s: number, key: number): number | undefined {
    if (s < SINGLES) return s * 256 + key;
    const own = this.find(s, key);
    if (own !== undefined) {
      this.owners.count(own - HASHED);
      return own;
    }
    const taken = this.owners.take(this.place(s, key), key);
    if (taken === undefined) return undefined;
    this.rows[HASHED + taken] = this.arithmetic.array(this.units);
    return HASHED + taken;
  }

  private place(s: number, key: number): number {
    return (s - SINGLES) * 2 ** this.bits + (key >>> (32 - this.bits));
  }
}
