import { ByteToBit } from './byte-to-bit.js';
import type { Features } from './network.js';
import { TransformerByteModel } from './transformer.js';

/** A Transformer without blocks. Specification of kernel/models/trace.ts, whose preface explains it. */
export class Trace extends ByteToBit {
  constructor(units: number, size: number, features: Features) {
    super(new TransformerByteModel(units, 0, size, features));
  }
}
