/**
 * Products of matrices of f32, row-major, in a fixed order of summation. Each takes three quarters or more of what
 * 128-bit vectors without FMA can do (rates: npm run bench:neural).
 *
 * Strides are in bytes. Every address is a multiple of 16.
 */

/**
 * y = W x: a matrix times a vector. Each lane sums every fourth product, in order of columns; the four lanes are
 * added as (0 + 2) + (1 + 3).
 * @param w f32[rows][columns]. @param rows a multiple of 8. @param columns a multiple of 4.
 */
export function matrixVector(w: usize, rows: u32, columns: u32, x: usize, y: usize): void {
  const stride: usize = columns << 2;
  const end = x + stride;
  const last = y + ((<usize>rows) << 2);
  do {
    const w1 = w + stride;
    const w2 = w1 + stride;
    const w3 = w2 + stride;
    const w4 = w3 + stride;
    const w5 = w4 + stride;
    const w6 = w5 + stride;
    const w7 = w6 + stride;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let a4 = a0;
    let a5 = a0;
    let a6 = a0;
    let a7 = a0;
    let i: usize = 0;
    do {
      const v = v128.load(x + i);
      a0 = f32x4.add(a0, f32x4.mul(v, v128.load(w + i)));
      a1 = f32x4.add(a1, f32x4.mul(v, v128.load(w1 + i)));
      a2 = f32x4.add(a2, f32x4.mul(v, v128.load(w2 + i)));
      a3 = f32x4.add(a3, f32x4.mul(v, v128.load(w3 + i)));
      a4 = f32x4.add(a4, f32x4.mul(v, v128.load(w4 + i)));
      a5 = f32x4.add(a5, f32x4.mul(v, v128.load(w5 + i)));
      a6 = f32x4.add(a6, f32x4.mul(v, v128.load(w6 + i)));
      a7 = f32x4.add(a7, f32x4.mul(v, v128.load(w7 + i)));
      i += 16;
    } while (x + i < end);
    v128.store(y, sums(a0, a1, a2, a3));
    v128.store(y, sums(a4, a5, a6, a7), 16);
    w = w7 + stride;
    y += 32;
  } while (y < last);
}

/** The sums of the lanes of four vectors, each as (0 + 2) + (1 + 3). */
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * y = Σ_i d[i] W[i]: a vector times a matrix, as errors go back through it. One accumulator for each of y, i in order.
 * @param d f32[rows]. @param w first of the columns wanted. @param stride from a row to the next.
 * @param columns a multiple of 32.
 */
export function vectorMatrix(d: usize, rows: u32, w: usize, stride: usize, columns: u32, y: usize): void {
  const end = d + ((<usize>rows) << 2);
  const last = y + ((<usize>columns) << 2);
  do {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let a4 = a0;
    let a5 = a0;
    let a6 = a0;
    let a7 = a0;
    let i = d;
    let row = w;
    do {
      const e = v128.load32_splat(i);
      a0 = f32x4.add(a0, f32x4.mul(e, v128.load(row)));
      a1 = f32x4.add(a1, f32x4.mul(e, v128.load(row, 16)));
      a2 = f32x4.add(a2, f32x4.mul(e, v128.load(row, 32)));
      a3 = f32x4.add(a3, f32x4.mul(e, v128.load(row, 48)));
      a4 = f32x4.add(a4, f32x4.mul(e, v128.load(row, 64)));
      a5 = f32x4.add(a5, f32x4.mul(e, v128.load(row, 80)));
      a6 = f32x4.add(a6, f32x4.mul(e, v128.load(row, 96)));
      a7 = f32x4.add(a7, f32x4.mul(e, v128.load(row, 112)));
      i += 4;
      row += stride;
    } while (i < end);
    v128.store(y, a0);
    v128.store(y, a1, 16);
    v128.store(y, a2, 32);
    v128.store(y, a3, 48);
    v128.store(y, a4, 64);
    v128.store(y, a5, 80);
    v128.store(y, a6, 96);
    v128.store(y, a7, 112);
    y += 128;
    w += 128;
  } while (y < last);
}

/**
 * C[p] = Σ_i A[i, p] B[i] for four rows p of C, i in order: one accumulator for each element.
 *
 * With A the errors of four units (p) at the steps i, and B what came in at those steps, C is the gradient of four
 * rows of weights. With A the errors at four steps (p) of the units i, and B the weights of those units, C is the
 * error of what came in.
 * @param a the first of A. @param ap stride of p. @param ai stride of i. @param n how many i, at least 1.
 * @param b the first of B. @param bi stride of i. @param columns of B and C, a multiple of 8.
 * @param c the first row of C. @param cp stride of p.
 */
export function fourRows(
  a: usize,
  ap: usize,
  ai: usize,
  n: u32,
  b: usize,
  bi: usize,
  columns: u32,
  c: usize,
  cp: usize,
): void {
  const end = a + <usize>n * ai;
  const last = c + ((<usize>columns) << 2);
  const ap2 = ap + ap;
  const ap3 = ap2 + ap;
  do {
    let c0 = f32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let d0 = c0;
    let d1 = c0;
    let d2 = c0;
    let d3 = c0;
    let i = a;
    let row = b;
    do {
      const x = v128.load(row);
      const y = v128.load(row, 16);
      const e0 = v128.load32_splat(i);
      c0 = f32x4.add(c0, f32x4.mul(e0, x));
      d0 = f32x4.add(d0, f32x4.mul(e0, y));
      const e1 = v128.load32_splat(i + ap);
      c1 = f32x4.add(c1, f32x4.mul(e1, x));
      d1 = f32x4.add(d1, f32x4.mul(e1, y));
      const e2 = v128.load32_splat(i + ap2);
      c2 = f32x4.add(c2, f32x4.mul(e2, x));
      d2 = f32x4.add(d2, f32x4.mul(e2, y));
      const e3 = v128.load32_splat(i + ap3);
      c3 = f32x4.add(c3, f32x4.mul(e3, x));
      d3 = f32x4.add(d3, f32x4.mul(e3, y));
      i += ai;
      row += bi;
    } while (i < end);
    v128.store(c, c0);
    v128.store(c, d0, 16);
    v128.store(c + cp, c1);
    v128.store(c + cp, d1, 16);
    const below = c + cp + cp;
    v128.store(below, c2);
    v128.store(below, d2, 16);
    v128.store(below + cp, c3);
    v128.store(below + cp, d3, 16);
    b += 32;
    c += 32;
  } while (c < last);
}
