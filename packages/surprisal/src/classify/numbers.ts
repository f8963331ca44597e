/** log2 x and 2^x of + − × ÷ alone: the same on every engine, which Math.log2 and Math.pow are not. */

const view = new DataView(new ArrayBuffer(8));
/** 2 / ln 2 */
const SCALE = 2.8853900817779268;

/** @param x a positive normal number. Error below 2^-50. */
export function log2(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = ((high >>> 20) & 0x7ff) - 1023;
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  // ln m = 2 artanh((m - 1) / (m + 1)), |z| <= 0.172
  const z = (m - 1) / (m + 1);
  const s = z * z;
  let sum = 0;
  for (let k = 19; k >= 1; k -= 2) sum = sum * s + 1 / k;
  return exponent + SCALE * z * sum;
}

/** 2^x. @param x at most 1000; 0 below -1000. Error below 2^-50. */
export function exp2(x: number): number {
  if (x < -1000) return 0;
  const whole = Math.round(x);
  const z = (x - whole) * Math.LN2;
  let sum = 1;
  for (let k = 16; k >= 1; k--) sum = 1 + (sum * z) / k;
  view.setUint32(0, (whole + 1023) << 20);
  view.setUint32(4, 0);
  return sum * view.getFloat64(0);
}
