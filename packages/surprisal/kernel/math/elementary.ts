/**
 * exp and ln in f64 from +, -, *, / alone, so that every engine, and the plain TypeScript specification,
 * computes the same bits. Used to build tables and to sample, never to code a bit.
 */

const LN2: f64 = 0.6931471805599453;

/** e^x for |x| <= 700; relative error below 1e-15. */
export function exp(x: f64): f64 {
  // x = k ln 2 + r, |r| <= ln 2 / 2; Taylor series of e^r; 2^k by repeated doubling or halving.
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2;
  let term: f64 = 1;
  let sum: f64 = 1;
  for (let i: f64 = 1; i <= 18; i++) {
    term = (term * r) / i;
    sum += term;
  }
  for (let i: f64 = 0; i < k; i++) sum *= 2;
  for (let i: f64 = 0; i > k; i--) sum /= 2;
  return sum;
}

/** ln x for x > 0; relative error below 1e-15. */
export function ln(x: f64): f64 {
  // x = m 2^k, m in [2/3, 4/3); ln m = 2 artanh((m - 1) / (m + 1)), a series in s^2 <= 1/25.
  let m = x;
  let k: f64 = 0;
  while (m >= 4.0 / 3.0) {
    m /= 2;
    k++;
  }
  while (m < 2.0 / 3.0) {
    m *= 2;
    k--;
  }
  const s = (m - 1) / (m + 1);
  let power = s;
  let sum: f64 = 0;
  for (let i: f64 = 1; i <= 27; i += 2) {
    sum += power / i;
    power *= s * s;
  }
  return 2 * sum + k * LN2;
}

/** ln x for x > 0, absolute error below 1e-6. Exactly the same on every engine: f32 + - * / only. */
@inline
export function ln32(x: f32): f32 {
  // x = m 2^k, m in (1 / sqrt 2, sqrt 2]; ln m = 2 artanh((m - 1) / (m + 1)), four terms of its series.
  const bits = reinterpret<u32>(x);
  let k = <i32>(bits >>> 23) - 127;
  let m = reinterpret<f32>((bits & 0x7fffff) | 0x3f800000);
  if (m > 1.4142135) {
    m *= 0.5;
    k++;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  return <f32>k * 0.6931472 + s * (2 + z * (0.6666667 + z * (0.4 + z * 0.2857143)));
}
