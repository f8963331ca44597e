import { f32 } from '../numbers.js';

/**
 * What networks compute with. F32 is the arithmetic of the kernel, operation by operation; F64 is what it stands
 * for, in which gradients are compared with finite differences.
 */
export interface Arithmetic {
  array(n: number): Vector;
  /** To the nearest number there is. */
  round(x: number): number;
  exp(x: number): number;
  /** To the nearest multiple of `grain`. */
  grained(x: number, grain: number): number;
  /** To the nearest number in fixed point (kernel/neural/fixed.ts). */
  fixed(x: number): number;
}

export type Vector = Float32Array | Float64Array;

const COEFFICIENTS = [Math.LN2, 0.2402265, 0.05550411, 0.009618129, 0.001333356, 0.0001540353].map(f32);
const EXP_MAX = 80;
/** In f32, numbers of this size have no fraction. */
const MAGIC = 1.5 * 2 ** 23;

const FIXED_ONE = 4096;

/** To the nearest integer, the even one where two are as near. */
function evenRound(x: number): number {
  const below = Math.floor(x);
  const part = x - below;
  return below + (part > 0.5 || (part === 0.5 && below % 2 !== 0) ? 1 : 0);
}

export const F32: Arithmetic = {
  array: (n) => new Float32Array(n),
  round: f32,
  exp: (x) => {
    const t = f32(Math.max(Math.min(x, EXP_MAX), -EXP_MAX) * f32(Math.LOG2E));
    const k = f32(f32(t + MAGIC) - MAGIC);
    const f = f32(t - k);
    let q = COEFFICIENTS[5]!;
    for (let i = 4; i >= 0; i--) q = f32(COEFFICIENTS[i]! + f32(f * q));
    return f32(2 ** k * f32(1 + f32(f * q)));
  },
  grained: (x, grain) => f32(f32(x + MAGIC * grain) - MAGIC * grain),
  fixed: (x) => Math.max(Math.min(evenRound(x * FIXED_ONE), 2 ** 15 - 1), -(2 ** 15)) / FIXED_ONE,
};

export const F64: Arithmetic = {
  array: (n) => new Float64Array(n),
  round: (x) => x,
  exp: Math.exp,
  grained: (x) => x,
  fixed: (x) => x,
};

export function sigmoid({ round, exp }: Arithmetic, x: number): number {
  return round(1 / round(1 + exp(-x)));
}

export function tanh(arithmetic: Arithmetic, x: number): number {
  const s = sigmoid(arithmetic, x + x);
  return arithmetic.round(s + s - 1);
}

export function clamp(x: number, limit: number): number {
  return Math.max(Math.min(x, limit), -limit);
}

/** Σ of n terms: every fourth in a lane of its own, the lanes as (0 + 2) + (1 + 3). */
export function sumOf({ round }: Arithmetic, n: number, term: (i: number) => number): number {
  const lanes = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) lanes[i % 4] = round(lanes[i % 4]! + round(term(i)));
  return round(round(lanes[0]! + lanes[2]!) + round(lanes[1]! + lanes[3]!));
}
