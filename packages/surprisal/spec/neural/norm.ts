import { f32 } from '../numbers.js';
import { type Arithmetic, clamp, sumOf, type Vector } from './arithmetic.js';

const EPSILON = f32(1e-5);
export const GRAIN = 2 ** -22;
export const ERROR_GRAIN = 2 ** -32;
const ERROR_MAX = 2;

/** What was normalised, and by how much. */
export interface Normed {
  readonly n: Vector;
  readonly r: number;
}

/** n = r x, r = 1 / sqrt(mean x^2 + 1e-5). Specification of kernel/neural/norm.ts. */
export function normalise(arithmetic: Arithmetic, x: Vector): Normed {
  const { round, grained } = arithmetic;
  const mean = round(sumOf(arithmetic, x.length, (i) => x[i]! * x[i]!) / x.length);
  const r = round(1 / round(Math.sqrt(round(mean + EPSILON))));
  return { n: x.map((v) => grained(round(v * r), GRAIN)), r };
}

/** The way back: adds r (dn - n mean(n dn)) to dx. */
export function normaliseBackward(arithmetic: Arithmetic, dn: Vector, { n, r }: Normed, dx: Vector): void {
  const { round, grained } = arithmetic;
  const mean = round(sumOf(arithmetic, n.length, (i) => dn[i]! * n[i]!) / n.length);
  for (let i = 0; i < n.length; i++) {
    const passed = clamp(round(round(dn[i]! - round(n[i]! * mean)) * r), ERROR_MAX);
    dx[i] = grained(round(dx[i]! + passed), ERROR_GRAIN);
  }
}
