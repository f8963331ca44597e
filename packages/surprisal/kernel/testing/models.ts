/** Models, bit by bit. */
import { build } from '../models/index';
import { Predictor } from '../predictor';

export function makeModel(id: u32, parameter: u32, size: u32, kind: u32, stride: u32): Predictor | null {
  return build(id, parameter, size, kind, stride);
}

export function predictModel(model: Predictor): u32 {
  return model.predict();
}

export function updateModel(model: Predictor, bit: u32, learning: bool): void {
  model.learning = learning;
  model.update(bit);
}
