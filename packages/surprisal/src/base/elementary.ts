/**
 * log2 x and 2^x from + − × ÷ alone: the same bits on every engine. Math.log2, Math.exp, Math.pow and ** are each engine's
 * own approximation, and differ in the last bits; a tie or a border decided by one would fall differently elsewhere.
 *
 * The leading terms are kept as an unevaluated sum of two doubles, so that the result is off by little more than the
 * last rounding: below 0.6 units in the last place for log2, below 0.7 for 2^x.
 * Sources: T. Dekker, "A floating-point technique for extending the available precision" (1971), for `productError`;
 * D. Knuth, The Art of Computer Programming 2, 4.2.2, for `sumError`.
 */

const view = new DataView(new ArrayBuffer(8));

/** 2 / ln 2 and ln 2: each a double, and what that lacks of the number. */
const [TWO_OVER_LN2, TWO_OVER_LN2_REST] = [2.8853900817779268, 4.0710547481862066e-17];
const [LN2, LN2_REST] = [Math.LN2, 2.3190468138462996e-17];

/** 1 / (2k + 3): artanh z = z + z³ (1/3 + z²/5 + z⁴/7 + …). */
const ARTANH = Array.from({ length: 12 }, (_, k) => 1 / (2 * k + 3)).reverse();
/** 1 / (k + 2)!: e^z = 1 + z + z² (1/2! + z/3! + …). */
const EXP = Array.from({ length: 16 }, (_, k) => {
  let factorial = 1;
  for (let i = 2; i <= k + 2; i++) factorial *= i;
  return 1 / factorial;
}).reverse();

/** log2 x; -Infinity for 0, NaN below. */
export function log2(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const isSubnormal = x < 2 ** -1022;
  view.setFloat64(0, isSubnormal ? x * 2 ** 54 : x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023 - (isSubnormal ? 54 : 0);
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  // log2 m = 2 / ln 2 · artanh z,  z = (m - 1) / (m + 1),  |z| <= 0.172; m - 1 is exact.
  const above = m - 1;
  const below = m + 1;
  const z = above / below;
  const zRest = (above - z * below - productError(z, below) - z * sumError(m, 1, below)) / below;
  const leading = TWO_OVER_LN2 * z;
  const rest = productError(TWO_OVER_LN2, z) + TWO_OVER_LN2 * (zRest + z * z * z * polynomial(ARTANH, z * z));
  const sum = exponent + leading;
  return sum + (sumError(exponent, leading, sum) + (rest + TWO_OVER_LN2_REST * z));
}

/** 2^x; exact where x is whole, 0 and Infinity where it is out of range. */
export function exp2(x: number): number {
  if (!(x > -1076 && x < 1024)) return x < 0 ? 0 : x >= 1024 ? Number.POSITIVE_INFINITY : Number.NaN;
  const whole = Math.round(x);
  // 2^(x - whole) = e^z, |z| <= 0.347; x - whole is exact.
  const part = x - whole;
  const z = LN2 * part;
  const rest = productError(LN2, part) + LN2_REST * part + z * z * polynomial(EXP, z);
  const sum = 1 + z;
  const result = sum + (sumError(1, z, sum) + rest);
  // In two steps, as 2^whole alone may be too large or too small for a double; only the second step can round.
  const half = whole < -1000 ? -1000 : whole > 1000 ? 1000 : whole;
  return result * powerOf2(half) * powerOf2(whole - half);
}

/** 2^n. @param n a whole number from -1022 to 1023. */
function powerOf2(n: number): number {
  view.setUint32(0, (n + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** c[0] xⁿ + … + c[n] */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const c of coefficients) sum = sum * x + c;
  return sum;
}

/** What the rounded sum of a and b lacks, exactly. */
function sumError(a: number, b: number, sum: number): number {
  const second = sum - a;
  return a - (sum - second) + (b - second);
}

/** What the rounded product of a and b lacks, exactly: by halves of 26 bits, the products of which are exact. */
function productError(a: number, b: number): number {
  const [aHigh, bHigh] = [upper(a), upper(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aHigh * bHigh - a * b + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The upper half of the digits. */
function upper(x: number): number {
  const scaled = 134217729 * x; // 2^27 + 1
  return scaled - (scaled - x);
}
