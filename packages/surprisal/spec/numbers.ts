/** The arithmetic of kernel/math and kernel/mixing/logistic.ts, operation by operation. */

/** To the nearest f32. */
export const f32 = Math.fround;

const LN2 = Math.LN2;

/** ln x for x > 0, in f64, as kernel/math/elementary.ts. */
export function ln(x: number): number {
  let m = x;
  let k = 0;
  for (; m >= 4 / 3; k++) m /= 2;
  for (; m < 2 / 3; k--) m *= 2;
  const s = (m - 1) / (m + 1);
  let power = s;
  let sum = 0;
  for (let i = 1; i <= 27; i += 2) {
    sum += power / i;
    power *= s * s;
  }
  return 2 * sum + k * LN2;
}

/** ln(p / (1 - p)) in f32, for p = (i + 1/2) / 4096; computed for p > 1/2, the others are those negated. */
export const STRETCH: readonly number[] = Array.from({ length: 4096 }, (_, i) => {
  const p = (Math.max(i, 4095 - i) + 0.5) / 4096;
  return f32(ln(p / (1 - p))) * (i > 2047 ? 1 : -1);
});

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** 2^32 / golden ratio, as kernel/math/hash.ts. */
export const PHI = 0x9e3779b9;

/** The bits of an f32. */
function bitsOf(x: number): number {
  float[0] = x;
  return bits[0]!;
}

/** The f32 of bits. */
function floatOf(pattern: number): number {
  bits[0] = pattern;
  return float[0]!;
}

/** a + x (b + x (c + ...)) in f32. */
function polynomial(x: number, ...coefficients: readonly number[]): number {
  return coefficients.map(f32).reduceRight((sum, c) => f32(c + f32(x * sum)));
}

/** ln x for x > 0, in f32, as kernel/math/elementary.ts. */
export function ln32(x: number): number {
  const pattern = bitsOf(x);
  let k = (pattern >>> 23) - 127;
  let m = floatOf((pattern & 0x7fffff) | 0x3f800000);
  if (m > f32(Math.SQRT2)) {
    m = f32(m * 0.5);
    k++;
  }
  const s = f32(f32(m - 1) / f32(m + 1));
  const series = polynomial(f32(s * s), 2, 0.6666667, 0.4, 0.2857143);
  return f32(f32(k * f32(Math.LN2)) + f32(s * series));
}

/** Stretched probabilities stay within this of 0. */
const STRETCH_MAX = 15.25;

/** 1 / (1 + e^-x) in f32. */
export function squash(x: number): number {
  const t = f32(Math.max(Math.min(x, STRETCH_MAX), -STRETCH_MAX) * f32(Math.LOG2E));
  const k = nearest(t);
  const f = f32(t - k);
  const series = polynomial(f, 1, Math.LN2, 0.2402265, 0.05550411, 0.009618129, 0.001333356);
  const e = f32(floatOf((k + 127) << 23) * series);
  return f32(e / f32(1 + e));
}

/** The nearest integer, halves to the even one, for |x| < 2^22. */
export function nearest(x: number): number {
  const shift = 3 * 2 ** 22; // numbers of this size have no fraction in f32
  return f32(f32(x + shift) - shift);
}

/** a b modulo 2^32. */
export function times(a: number, b: number): number {
  return Math.imul(a, b) >>> 0;
}

/** The smallest n with 2^n >= x, from `low` to `high`: sizes a table to its job. */
export function sizeBits(x: number, low: number, high: number): number {
  return Math.min(Math.max(Math.ceil(Math.log2(x)), low), high);
}

/** floor(log2 x) for x >= 1. */
export function log2(x: number): number {
  return 31 - Math.clz32(x);
}
