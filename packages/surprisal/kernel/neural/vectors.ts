import { sum4 } from '../math/lanes';

/** Vectors of f32, in bytes a multiple of 16 long, or 0. Element by element: no order of summation to choose, but for `dot`. */

/** y += a x. */
@inline
export function addScaled(y: usize, a: f32, x: usize, bytes: usize): void {
  const factor = f32x4.splat(a);
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(y + i, f32x4.add(v128.load(y + i), f32x4.mul(factor, v128.load(x + i))));
  }
}

/** y += x. */
@inline
export function add(y: usize, x: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(y + i, f32x4.add(v128.load(y + i), v128.load(x + i)));
}

/** x · y: every fourth product in a lane of its own, the lanes as (0 + 2) + (1 + 3). */
@inline
export function dot(x: usize, y: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(x + i), v128.load(y + i)));
  return sum4(sum);
}
