import { clamp4, sum4 } from '../math/lanes';
import { grained4 } from './elementary4';

const EPSILON: f32 = 1e-5;
/** Normalised numbers and errors are multiples of these: no product of theirs is denormal. */
const GRAIN: f32 = 1.0 / 4194304;
const ERROR_GRAIN: f32 = 1.0 / 4294967296;
/** Errors that go back through a norm stay within ±this. */
const ERROR_MAX: f32 = 2;

/** n = r x, r = 1 / sqrt(mean x^2 + 1e-5). @param x f32, `bytes` of it, a multiple of 16. @returns r. */
export function normalise(x: usize, bytes: usize, n: usize): f32 {
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const v = v128.load(x + i);
    squares = f32x4.add(squares, f32x4.mul(v, v));
  }
  const r: f32 = 1 / sqrt<f32>(sum4(squares) / <f32>(bytes >>> 2) + EPSILON);
  const scale = f32x4.splat(r);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(n + i, grained4(f32x4.mul(v128.load(x + i), scale), GRAIN));
  return r;
}

/** The way back: adds r (dn - n mean(n dn)) to f32 at `dx`. */
export function normaliseBackward(dn: usize, n: usize, r: f32, bytes: usize, dx: usize): void {
  let dot = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) dot = f32x4.add(dot, f32x4.mul(v128.load(dn + i), v128.load(n + i)));
  const mean = f32x4.splat(sum4(dot) / <f32>(bytes >>> 2));
  const scale = f32x4.splat(r);
  for (let i: usize = 0; i < bytes; i += 16) {
    const across = f32x4.sub(v128.load(dn + i), f32x4.mul(v128.load(n + i), mean));
    const passed = clamp4(f32x4.mul(across, scale), ERROR_MAX);
    v128.store(dx + i, grained4(f32x4.add(v128.load(dx + i), passed), ERROR_GRAIN));
  }
}
