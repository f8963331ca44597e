import { Predictor } from '../predictor';
import { Order } from './order';

/** Ids, as headers store them. */
export const ORDER: u32 = 1;

/** The predictor of a model id, or null when there is none. Parameters as in index.ts `create`. */
export function build(model: u32, parameter: u32, size: u32, kind: u32, stride: u32): Predictor | null {
  if (model == ORDER && parameter <= 6) return new Order(parameter, size);
  return null;
}
