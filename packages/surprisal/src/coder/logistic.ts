/**
 * The logistic domain, in which mixers add probabilities up. f32 + − × ÷ in a fixed order only, the operations of
 * kernel/mixing/logistic.ts: the same numbers on every engine.
 */
import { probability } from './probability.js';

const f32 = Math.fround;

/** Stretched probabilities stay within this of 0, in nats: ln(2^22), the bound of the coder. */
const STRETCH_MAX = 15.25;

/** ln(p / (1 − p)) for p = (i + 1/2) / 4096. Twelve bits are enough: a component is rarely surer of itself than 1 in 8192. */
const STRETCHED = new Float32Array(4096);
for (let i = 2048; i < 4096; i++) {
  const p = (i + 0.5) / 4096;
  STRETCHED[i] = ln(p / (1 - p));
  STRETCHED[4095 - i] = -STRETCHED[i]!;
}

/** 2^(i − 22). */
const POWERS = new Float32Array(45);
for (let i = 0; i < 45; i++) POWERS[i] = i < 22 ? 1 / (1 << (22 - i)) : 1 << (i - 22);

/** ln(p / (1 − p)) in nats, −9 to 9, as f32, by the upper twelve bits of p. @param p scaled by 2^32. */
export function stretch(p: number): number {
  return STRETCHED[p >>> 20]!;
}

/** The inverse of `stretch`, for all x: 1 / (1 + e^−x), scaled by 2^32, as the coder takes it. @param x in nats. */
export function squash(x: number): number {
  return probability(logistic(f32(x)));
}

// 2^f = 1 + f (C1 + f (C2 + …)) for |f| ≤ 1/2: the Taylor series of e^(f ln 2), relative error 3e-6.
const C1 = f32(Math.LN2);
const C2 = f32(0.2402265);
const C3 = f32(0.05550411);
const C4 = f32(0.009618129);
const C5 = f32(0.001333356);
const LOG2_E = f32(Math.LOG2E);
/** 1.5 · 2^23: what is added to it in f32 is rounded to an integer. */
const INTEGERS = 12582912;

/** 1 / (1 + e^−x) as f32. @param x f32; beyond ±15.25 as if it were that. */
export function logistic(x: number): number {
  const inside = x < -STRETCH_MAX ? -STRETCH_MAX : x < STRETCH_MAX ? x : STRETCH_MAX;
  const t = f32(inside * LOG2_E);
  const k = f32(f32(t + INTEGERS) - INTEGERS);
  const f = f32(t - k);
  let series = f32(C4 + f32(f * C5));
  series = f32(C3 + f32(f * series));
  series = f32(C2 + f32(f * series));
  series = f32(C1 + f32(f * series));
  series = f32(1 + f32(f * series));
  const e = f32(POWERS[k + 22]! * series);
  return f32(e / f32(1 + e));
}

/** ln x for x ≥ 1, from + − × ÷ alone: 2^k m, m in [2/3, 4/3); ln m = 2 artanh((m − 1) / (m + 1)), a series. */
function ln(x: number): number {
  let m = x;
  let k = 0;
  for (; m >= 4 / 3; k++) m /= 2;
  const s = (m - 1) / (m + 1);
  let power = s;
  let sum = 0;
  for (let i = 1; i <= 27; i += 2) {
    sum += power / i;
    power *= s * s;
  }
  return 2 * sum + k * Math.LN2;
}
