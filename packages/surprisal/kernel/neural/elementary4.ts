/**
 * exp, sigmoid and tanh of four f32 at once, from + - * / alone: the same bits on every engine.
 * No lane is NaN or becomes NaN.
 */

// 2^f = 1 + f (C1 + f (C2 + …)) for |f| <= 1/2: the Taylor series of e^(f ln 2), relative error 1.2e-7 with rounding.
const C1: f32 = 0.6931472;
const C2: f32 = 0.2402265;
const C3: f32 = 0.05550411;
const C4: f32 = 0.009618129;
const C5: f32 = 0.001333356;
const C6: f32 = 0.0001540353;
const LOG2_E: f32 = 1.442695;

/** 1.5 * 2^23: added to a small f32, its lowest bits become the nearest integer. */
const MAGIC: f32 = 12582912;

/** Beyond this e^x is taken to be e^±80: both it and 1 / it are normal numbers. */
const EXP_MAX: f32 = 80;

/** e^x, x clamped to ±EXP_MAX. */
@inline
export function exp4(x: v128): v128 {
  const inside = f32x4.pmax(f32x4.pmin(x, f32x4.splat(EXP_MAX)), f32x4.splat(-EXP_MAX));
  const t = f32x4.mul(inside, f32x4.splat(LOG2_E));
  const u = f32x4.add(t, f32x4.splat(MAGIC));
  const f = f32x4.sub(t, f32x4.sub(u, f32x4.splat(MAGIC)));
  const power = i32x4.shl(i32x4.add(u, i32x4.splat(127)), 23);
  let q = f32x4.add(f32x4.splat(C5), f32x4.mul(f, f32x4.splat(C6)));
  q = f32x4.add(f32x4.splat(C4), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(C3), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(C2), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(C1), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(1), f32x4.mul(f, q));
  return f32x4.mul(power, q);
}

/** 1 / (1 + e^-x). */
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x = 2 sigmoid(2x) - 1, absolute error below 1e-6. */
@inline
export function tanh4(x: v128): v128 {
  const s = sigmoid4(f32x4.add(x, x));
  return f32x4.sub(f32x4.add(s, s), f32x4.splat(1));
}

/**
 * Rounds each lane, |x| <= 2^22 grain, to a multiple of `grain`, a power of two; a greater one may lose its last bit.
 * Products of numbers that were so rounded are never denormal: those would be a hundred times slower, and
 * WebAssembly cannot flush them to zero.
 */
@inline
export function grained4(x: v128, grain: f32): v128 {
  const k = f32x4.splat(MAGIC * grain);
  return f32x4.sub(f32x4.add(x, k), k);
}
