/** Of four f32 in a vector. */

/** The four lanes, as (0 + 2) + (1 + 3). */
@inline
export function sum4(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3));
}

/** Each lane within ±limit. pmin and pmax are one instruction each where min and max are many; no lane is NaN. */
@inline
export function clamp4(x: v128, limit: f32): v128 {
  return f32x4.pmax(f32x4.pmin(x, f32x4.splat(limit)), f32x4.splat(-limit));
}
