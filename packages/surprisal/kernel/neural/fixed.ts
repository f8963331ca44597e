/**
 * Fixed-point numbers, i16 in units of 1 / 4096, within ±8: half the memory of f32. Eight of them at once, as four and
 * four f32 in those units.
 */

/** 1 in those units. With 1 / 2048 or 1 / 8192 code is as long. */
export const FIXED_ONE: f32 = 4096;

/** The lower four as f32, in units. */
@inline
export function lowFixed(x: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(x));
}

/** The upper four. */
@inline
export function highFixed(x: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(x));
}

/** 1.5 x 2^23: a number of less than 2^22, added to it, is rounded to a whole one, to the even where two are as near. */
const ROUNDER: f32 = 12582912;

/** To the nearest, even where two are as near; what is beyond ±8 stays at it. @param low, high f32 in units, within ±2^22. */
@inline
export function toFixed(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(rounded(low), rounded(high));
}

@inline
function rounded(x: v128): v128 {
  return i32x4.sub(f32x4.add(x, f32x4.splat(ROUNDER)), i32x4.splat(reinterpret<i32>(ROUNDER)));
}
