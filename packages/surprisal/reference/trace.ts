import { ByteToBit } from './byte-to-bit.js';
import { TransformerByteModel } from './transformer.js';

/** A Transformer without blocks. Twin of kernel/models/trace.ts, whose preface explains it. */
export class Trace extends ByteToBit {
  constructor(units: number, size: number) {
    super(new TransformerByteModel(units, 0, size, true));
  }
}
