/** Models, bit by bit. */
import { MASS_ONE } from '../models/byte-to-bit';
import { CmStrong } from '../models/cm/strong';
import { build } from '../models/index';
import { NetworkByteModel } from '../models/network';
import { FEATURE_BYTES } from '../neural/features';
import { Predictor } from '../predictor';
import { buffer } from './shared';

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

/** Stands for the network of cm-strong: its features are written to `values`, and it takes all bytes for equally likely. */
class FeatureProbe extends NetworkByteModel {
  constructor() {
    super(0, false);
    memory.fill(buffer, 0, FEATURE_BYTES);
  }

  get features(): usize {
    return buffer;
  }

  distribution(masses: usize): void {
    for (let b: usize = 0; b < 256; b++) store<u32>(masses + (b << 2), MASS_ONE >>> 8);
  }

  learn(_byte: u32): void {}

  perceive(_byte: u32): void {}
}

/** cm-strong without its network: u32 `values` are what that would be given. */
export function makeFeatureProbe(size: u32, kind: u32, stride: u32): Predictor {
  return new CmStrong(size, kind, stride, new FeatureProbe(), false);
}
