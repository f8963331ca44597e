import { sum4 } from '../math/lanes';
import { FIXED_ONE, highFixed, lowFixed, toFixed } from './fixed';

/**
 * Adam without its first moment (beta1 = 0), for gradients summed over the steps between two updates:
 *
 *   v = DECAY v + (1 - DECAY) max(|g|, FLOOR)^2
 *   w = w - rate g / sqrt(v)
 *
 * `rate` holds what corrects v for having begun at 0: sqrt(1 - DECAY^n) at the nth update. The floor takes the place
 * of epsilon; v is then never denormal. A first moment brought nothing (docs/decisions/lstm.md).
 * Source: D. P. Kingma, J. Ba, "Adam" (2015), algorithm 1; beta1 near 0 as in B. Knoll's cmix.
 */
export const DECAY: f32 = 0.9999; // best of 0.99, 0.999, 0.9999 on tuning text
const FLOOR: f32 = 1e-6;

/** One step of f32[n] weights with a second moment each, n a multiple of 4. */
export function step(w: usize, v: usize, g: usize, n: u32, rate: f32): void {
  const end = w + ((<usize>n) << 2);
  const keep = f32x4.splat(DECAY);
  const take = f32x4.splat(1 - DECAY);
  const floor = f32x4.splat(FLOOR);
  const r = f32x4.splat(rate);
  do {
    const gradient = v128.load(g);
    const size = f32x4.pmax(floor, f32x4.abs(gradient));
    const moment = f32x4.add(f32x4.mul(keep, v128.load(v)), f32x4.mul(take, f32x4.mul(size, size)));
    v128.store(v, moment);
    v128.store(w, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(r, gradient), f32x4.sqrt(moment))));
    w += 16;
    v += 16;
    g += 16;
  } while (w < end);
}

/**
 * One step of a row of i16[n] (fixed.ts) that is seldom used, with one second moment for all of it, f32 at `v`: the mean
 * of g^2. Costs 0.3 % of the code against a moment for each weight. @param n a multiple of 8. @param g f32[n].
 */
export function stepRow(w: usize, v: usize, g: usize, n: u32, rate: f32): void {
  const end = w + ((<usize>n) << 1);
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < (<usize>n) << 2; i += 16) {
    const gradient = v128.load(g + i);
    squares = f32x4.add(squares, f32x4.mul(gradient, gradient));
  }
  const mean = max<f32>(sum4(squares) / <f32>n, FLOOR * FLOOR);
  const moment = DECAY * load<f32>(v) + (1 - DECAY) * mean;
  store<f32>(v, moment);
  const r = f32x4.splat((rate / sqrt<f32>(moment)) * FIXED_ONE);
  do {
    const weights = v128.load(w);
    const low = f32x4.sub(lowFixed(weights), f32x4.mul(r, v128.load(g)));
    const high = f32x4.sub(highFixed(weights), f32x4.mul(r, v128.load(g, 16)));
    v128.store(w, toFixed(low, high));
    w += 16;
    g += 32;
  } while (w < end);
}
