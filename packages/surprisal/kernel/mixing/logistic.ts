import { ln } from '../math/elementary';
import { clamp4 } from '../math/lanes';
import { allocate } from '../memory';
import { PROBABILITY_MAX, PROBABILITY_MIN } from '../predictor';

/** Stretched probabilities stay within this of 0, in nats: ln(2^22), the bound of the coder. */
export const STRETCH_MAX: f32 = 15.25;

/**
 * ln(p / (1 - p)) for p = (i + 1/2) / 4096, as f32[4096]; entry 4095 - i is that of i, negated. @returns its address.
 * Twelve bits are enough: a component is rarely surer of itself than 1 in 8192.
 */
export function stretchTable(): usize {
  const t = allocate(4096 << 2);
  for (let i = 2048; i < 4096; i++) {
    const p = (<f64>i + 0.5) / 4096;
    const stretched = <f32>ln(p / (1 - p));
    store<f32>(t + (i << 2), stretched);
    store<f32>(t + ((4095 - i) << 2), -stretched);
  }
  return t;
}

// 2^f = 1 + f (C1 + f (C2 + …)) for |f| <= 1/2: the Taylor series of e^(f ln 2), relative error 3e-6.
const C1: f32 = 0.6931472;
const C2: f32 = 0.2402265;
const C3: f32 = 0.05550411;
const C4: f32 = 0.009618129;
const C5: f32 = 0.001333356;
const LOG2_E: f32 = 1.442695;

/** 1.5 * 2^23: added to a small f32, its lowest bits become the nearest integer. */
const MAGIC: f32 = 12582912;

/** 1 / (1 + e^-x), x clamped to ±STRETCH_MAX. Exactly the same on every engine: f32 + - * / only. */
@inline
export function squash(x: f32): f32 {
  let t = x < STRETCH_MAX ? x : STRETCH_MAX;
  t = (t > -STRETCH_MAX ? t : -STRETCH_MAX) * LOG2_E;
  const u = t + MAGIC;
  const f = t - (u - MAGIC);
  const power = reinterpret<f32>((reinterpret<i32>(u) + 127) << 23);
  const e = power * (1 + f * (C1 + f * (C2 + f * (C3 + f * (C4 + f * C5)))));
  return e / (1 + e);
}

/** `squash` of four lanes, the same operations in the same order. */
@inline
export function squash4(x: v128): v128 {
  const t = f32x4.mul(clamp4(x, STRETCH_MAX), f32x4.splat(LOG2_E));
  const u = f32x4.add(t, f32x4.splat(MAGIC));
  const f = f32x4.sub(t, f32x4.sub(u, f32x4.splat(MAGIC)));
  const power = i32x4.shl(i32x4.add(u, i32x4.splat(127)), 23);
  let q = f32x4.add(f32x4.splat(C4), f32x4.mul(f, f32x4.splat(C5)));
  q = f32x4.add(f32x4.splat(C3), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(C2), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(C1), f32x4.mul(f, q));
  q = f32x4.add(f32x4.splat(1), f32x4.mul(f, q));
  const e = f32x4.mul(power, q);
  return f32x4.div(e, f32x4.add(f32x4.splat(1), e));
}

/** A probability as the coder wants it. */
@inline
export function toCoder(p: f32): u32 {
  return min(max(<u32>(<i64>(<f64>p * 4294967296.0)), PROBABILITY_MIN), PROBABILITY_MAX);
}
