/**
 * Vectors of four numbers without SIMD, for the checked build (scripts/build-checked.mjs): a vector is the address of 16
 * bytes, each result takes the next place of a ring. The ring is larger than any loop that holds on to a constant.
 * Semantics: WebAssembly's fixed-width SIMD, lane by lane.
 */

/** The ring lies between the objects, below 1 MiB, and what is kept below the arena, which begins at 66 MiB in this build. */
const RING_START: usize = 1 << 20;
const RING_BYTES: usize = 64 << 20;

let ringEnd: usize = RING_START; // no part of the state: a vector lives no longer than a bit

function place(): usize {
  const at = ringEnd;
  ringEnd = at + 16 < RING_START + RING_BYTES ? at + 16 : RING_START;
  return at;
}

function four(a: f32, b: f32, c: f32, d: f32): usize {
  const v = place();
  store<f32>(v, a);
  store<f32>(v, b, 4);
  store<f32>(v, c, 8);
  store<f32>(v, d, 12);
  return v;
}

function fourI(a: i32, b: i32, c: i32, d: i32): usize {
  const v = place();
  store<i32>(v, a);
  store<i32>(v, b, 4);
  store<i32>(v, c, 8);
  store<i32>(v, d, 12);
  return v;
}

@inline
function f(v: usize, lane: usize): f32 {
  return load<f32>(v + (lane << 2));
}

@inline
function n(v: usize, lane: usize): i32 {
  return load<i32>(v + (lane << 2));
}

export function v128_load(at: usize, offset: usize = 0): usize {
  const v = place();
  memory.copy(v, checkedAt(at, offset, 16), 16);
  return v;
}

export function v128_store(at: usize, v: usize, offset: usize = 0): void {
  memory.copy(checkedAt(at, offset, 16), v, 16);
}

export function v128_load32_splat(at: usize, offset: usize = 0): usize {
  const x = load<i32>(checkedAt(at, offset, 4));
  return fourI(x, x, x, x);
}

export function v128_load32_zero(at: usize, offset: usize = 0): usize {
  return fourI(load<i32>(checkedAt(at, offset, 4)), 0, 0, 0);
}

/** Of f32. */
export function v128_load_lane(at: usize, v: usize, lane: u8): usize {
  return f32x4_replace_lane(v, lane, load<f32>(checkedAt(at, 0, 4)));
}

/** Of f32: lanes 0 … 3 are those of v, 4 … 7 those of w. */
export function v128_shuffle(v: usize, w: usize, a: u8, b: u8, c: u8, d: u8): usize {
  return four(pick(v, w, a), pick(v, w, b), pick(v, w, c), pick(v, w, d));
}

function pick(v: usize, w: usize, lane: u8): f32 {
  return lane < 4 ? f(v, lane) : f(w, lane - 4);
}

export function v128_and(v: usize, w: usize): usize {
  return fourI(n(v, 0) & n(w, 0), n(v, 1) & n(w, 1), n(v, 2) & n(w, 2), n(v, 3) & n(w, 3));
}

export function v128_or(v: usize, w: usize): usize {
  return fourI(n(v, 0) | n(w, 0), n(v, 1) | n(w, 1), n(v, 2) | n(w, 2), n(v, 3) | n(w, 3));
}

export function v128_bitselect(v: usize, w: usize, mask: usize): usize {
  const x = place();
  for (let i: usize = 0; i < 16; i += 4) {
    const m = load<u32>(mask + i);
    store<u32>(x + i, (load<u32>(v + i) & m) | (load<u32>(w + i) & ~m));
  }
  return x;
}

export function f32x4_of(a: f32, b: f32, c: f32, d: f32): usize {
  return four(a, b, c, d);
}

export function f32x4_splat(x: f32): usize {
  return four(x, x, x, x);
}

export function f32x4_add(v: usize, w: usize): usize {
  return four(f(v, 0) + f(w, 0), f(v, 1) + f(w, 1), f(v, 2) + f(w, 2), f(v, 3) + f(w, 3));
}

export function f32x4_sub(v: usize, w: usize): usize {
  return four(f(v, 0) - f(w, 0), f(v, 1) - f(w, 1), f(v, 2) - f(w, 2), f(v, 3) - f(w, 3));
}

export function f32x4_mul(v: usize, w: usize): usize {
  return four(f(v, 0) * f(w, 0), f(v, 1) * f(w, 1), f(v, 2) * f(w, 2), f(v, 3) * f(w, 3));
}

export function f32x4_div(v: usize, w: usize): usize {
  return four(f(v, 0) / f(w, 0), f(v, 1) / f(w, 1), f(v, 2) / f(w, 2), f(v, 3) / f(w, 3));
}

export function f32x4_neg(v: usize): usize {
  return four(-f(v, 0), -f(v, 1), -f(v, 2), -f(v, 3));
}

export function f32x4_abs(v: usize): usize {
  return four(abs<f32>(f(v, 0)), abs<f32>(f(v, 1)), abs<f32>(f(v, 2)), abs<f32>(f(v, 3)));
}

export function f32x4_sqrt(v: usize): usize {
  return four(sqrt<f32>(f(v, 0)), sqrt<f32>(f(v, 1)), sqrt<f32>(f(v, 2)), sqrt<f32>(f(v, 3)));
}

export function f32x4_max(v: usize, w: usize): usize {
  return four(max(f(v, 0), f(w, 0)), max(f(v, 1), f(w, 1)), max(f(v, 2), f(w, 2)), max(f(v, 3), f(w, 3)));
}

export function f32x4_pmin(v: usize, w: usize): usize {
  return four(pmin(f(v, 0), f(w, 0)), pmin(f(v, 1), f(w, 1)), pmin(f(v, 2), f(w, 2)), pmin(f(v, 3), f(w, 3)));
}

export function f32x4_pmax(v: usize, w: usize): usize {
  return four(pmax(f(v, 0), f(w, 0)), pmax(f(v, 1), f(w, 1)), pmax(f(v, 2), f(w, 2)), pmax(f(v, 3), f(w, 3)));
}

@inline
function pmin(a: f32, b: f32): f32 {
  return b < a ? b : a;
}

@inline
function pmax(a: f32, b: f32): f32 {
  return a < b ? b : a;
}

@inline
function mask(is: bool): i32 {
  return is ? -1 : 0;
}

export function f32x4_lt(v: usize, w: usize): usize {
  return fourI(mask(f(v, 0) < f(w, 0)), mask(f(v, 1) < f(w, 1)), mask(f(v, 2) < f(w, 2)), mask(f(v, 3) < f(w, 3)));
}

export function f32x4_gt(v: usize, w: usize): usize {
  return f32x4_lt(w, v);
}

export function f32x4_ne(v: usize, w: usize): usize {
  return fourI(
    mask(f(v, 0) !== f(w, 0)),
    mask(f(v, 1) !== f(w, 1)),
    mask(f(v, 2) !== f(w, 2)),
    mask(f(v, 3) !== f(w, 3)),
  );
}

export function f32x4_extract_lane(v: usize, lane: u8): f32 {
  return f(v, lane);
}

export function f32x4_replace_lane(v: usize, lane: u8, x: f32): usize {
  const w = four(f(v, 0), f(v, 1), f(v, 2), f(v, 3));
  store<f32>(w + ((<usize>lane) << 2), x);
  return w;
}

export function f32x4_nearest(v: usize): usize {
  return four(nearest<f32>(f(v, 0)), nearest<f32>(f(v, 1)), nearest<f32>(f(v, 2)), nearest<f32>(f(v, 3)));
}

export function f32x4_convert_i32x4_s(v: usize): usize {
  return four(<f32>n(v, 0), <f32>n(v, 1), <f32>n(v, 2), <f32>n(v, 3));
}

export function i32x4_splat(x: i32): usize {
  return fourI(x, x, x, x);
}

export function i32x4_add(v: usize, w: usize): usize {
  return fourI(n(v, 0) + n(w, 0), n(v, 1) + n(w, 1), n(v, 2) + n(w, 2), n(v, 3) + n(w, 3));
}

export function i32x4_sub(v: usize, w: usize): usize {
  return fourI(n(v, 0) - n(w, 0), n(v, 1) - n(w, 1), n(v, 2) - n(w, 2), n(v, 3) - n(w, 3));
}

export function i32x4_shl(v: usize, by: i32): usize {
  return fourI(n(v, 0) << by, n(v, 1) << by, n(v, 2) << by, n(v, 3) << by);
}

export function i32x4_eq(v: usize, w: usize): usize {
  return fourI(
    mask(n(v, 0) === n(w, 0)),
    mask(n(v, 1) === n(w, 1)),
    mask(n(v, 2) === n(w, 2)),
    mask(n(v, 3) === n(w, 3)),
  );
}

export function i32x4_extract_lane(v: usize, lane: u8): i32 {
  return n(v, lane);
}

export function i32x4_bitmask(v: usize): i32 {
  return (n(v, 0) >>> 31) | ((n(v, 1) >>> 31) << 1) | ((n(v, 2) >>> 31) << 2) | ((n(v, 3) >>> 31) << 3);
}

export function i32x4_trunc_sat_f32x4_s(v: usize): usize {
  return fourI(truncated(f(v, 0)), truncated(f(v, 1)), truncated(f(v, 2)), truncated(f(v, 3)));
}

function truncated(x: f32): i32 {
  if (x !== x) return 0;
  return x >= 2147483648 ? i32.MAX_VALUE : x < -2147483648 ? i32.MIN_VALUE : <i32>x;
}

export function i32x4_extend_low_i16x8_s(v: usize): usize {
  return fourI(load<i16>(v), load<i16>(v, 2), load<i16>(v, 4), load<i16>(v, 6));
}

export function i32x4_extend_high_i16x8_s(v: usize): usize {
  return i32x4_extend_low_i16x8_s(v + 8);
}

export function i32x4_extadd_pairwise_i16x8_u(v: usize): usize {
  return fourI(pairU(v), pairU(v + 4), pairU(v + 8), pairU(v + 12));
}

@inline
function pairU(at: usize): i32 {
  return <i32>load<u16>(at) + <i32>load<u16>(at, 2);
}

export function i16x8_narrow_i32x4_s(v: usize, w: usize): usize {
  const x = place();
  for (let i: usize = 0; i < 4; i++) {
    store<i16>(x + (i << 1), <i16>saturated(n(v, i)));
    store<i16>(x + (i << 1), <i16>saturated(n(w, i)), 8);
  }
  return x;
}

export function i16x8_add_sat_s(v: usize, w: usize): usize {
  const x = place();
  for (let i: usize = 0; i < 16; i += 2) {
    store<i16>(x + i, <i16>saturated(<i32>load<i16>(v + i) + <i32>load<i16>(w + i)));
  }
  return x;
}

@inline
function saturated(x: i32): i32 {
  return min(max(x, -32768), 32767);
}

export function f64x2_splat(x: f64): usize {
  const v = place();
  store<f64>(v, x);
  store<f64>(v, x, 8);
  return v;
}

export function f64x2_add(v: usize, w: usize): usize {
  const x = place();
  store<f64>(x, load<f64>(v) + load<f64>(w));
  store<f64>(x, load<f64>(v, 8) + load<f64>(w, 8), 8);
  return x;
}

export function f64x2_mul(v: usize, w: usize): usize {
  const x = place();
  store<f64>(x, load<f64>(v) * load<f64>(w));
  store<f64>(x, load<f64>(v, 8) * load<f64>(w, 8), 8);
  return x;
}
