import { f32 } from '../numbers.js';
import { type Arithmetic, sumOf, type Vector } from './arithmetic.js';

export const DECAY: number = f32(0.9999);
const TAKE = f32(1 - DECAY);
const FLOOR = f32(1e-6);

/** Adam without a first moment. Specification of kernel/neural/optimizer.ts. */
export function step({ round }: Arithmetic, w: Vector, v: Vector, g: Vector, rate: number): void {
  for (let i = 0; i < w.length; i++) {
    const size = Math.max(FLOOR, Math.abs(g[i]!));
    v[i] = round(DECAY * v[i]!) + round(TAKE * round(size * size));
    w[i] = w[i]! - round(round(rate * g[i]!) / round(Math.sqrt(v[i]!)));
  }
}

/** With one moment for the whole row, which is in fixed point. @returns the moment after. */
export function stepRow(arithmetic: Arithmetic, w: Vector, moment: number, g: Vector, rate: number): number {
  const { round, fixed } = arithmetic;
  const squares = sumOf(arithmetic, g.length, (i) => g[i]! * g[i]!);
  const mean = Math.max(round(squares / g.length), round(FLOOR * FLOOR));
  const after = round(round(DECAY * moment) + round(TAKE * mean));
  const r = round(rate / round(Math.sqrt(after)));
  for (let i = 0; i < w.length; i++) w[i] = fixed(round(w[i]! - round(r * g[i]!)));
  return after;
}
