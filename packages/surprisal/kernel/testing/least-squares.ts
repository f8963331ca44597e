/** Linear prediction by least squares, and decayed sums. */

import { DecayedSums2d } from '../math/decayed-sums-2d';
import { LeastSquares } from '../math/least-squares';
import { LocalLeastSquares } from '../math/local-least-squares';
import { buffer } from './shared';

export function makeLeastSquares(count: u32, decay: f64, every: u32): LeastSquares {
  return new LeastSquares(count, decay, every);
}

/** @returns where the features go, f64. */
export function leastSquaresFeatures(made: LeastSquares): usize {
  return made.regressors;
}

export function predictLeastSquares(made: LeastSquares): f64 {
  return made.predict();
}

export function learnLeastSquares(made: LeastSquares, target: f64): void {
  made.learn(target);
}

export function makeLocalLeastSquares(
  count: u32,
  columns: u32,
  phases: u32,
  decay: f32,
  ridge: f32,
): LocalLeastSquares {
  return new LocalLeastSquares(count, columns, phases, decay, ridge);
}

/** @returns where the features go, f32. */
export function localFeatures(made: LocalLeastSquares): usize {
  return made.regressors;
}

export function predictLocal(made: LocalLeastSquares): f32 {
  return made.predict();
}

export function learnLocal(made: LocalLeastSquares, target: f32): void {
  made.learn(target);
}

export function skipLocal(made: LocalLeastSquares): void {
  made.skip();
}

export function makeSums(cells: u32, columns: u32, phases: u32, decay: f32): DecayedSums2d {
  return new DecayedSums2d(cells, columns, phases, decay);
}

/** @returns where the sums around the next place are, f32. */
export function lookSums(sums: DecayedSums2d): usize {
  sums.update();
  return sums.sums;
}

/** The place at hand adds f32 `values`. */
export function addSums(sums: DecayedSums2d, cells: u32): void {
  const at = sums.decayRow();
  for (let i: usize = 0; i < (<usize>cells) << 2; i += 4) store<f32>(at + i, load<f32>(at + i) + load<f32>(buffer + i));
  sums.advance();
}
