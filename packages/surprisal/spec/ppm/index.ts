import { ByteToBit } from '../byte-to-bit.js';
import { bounded } from '../predictor.js';
import { PpmByteModel } from './byte-model.js';
import { Refinement } from './refinement.js';

/** ppm: prediction by partial matching. Specification of kernel/models/ppm/index.ts, whose preface explains it. */
export class Ppm extends ByteToBit {
  private readonly bytes: PpmByteModel;
  private readonly refinement = new Refinement();
  private expected = 0;

  /** @param order the greatest, 2 to 32. @param size bytes of content expected. */
  constructor(order: number, size: number) {
    const bytes = new PpmByteModel(order, size);
    super(bytes);
    this.bytes = bytes;
  }

  override predict(): number {
    if (this.first) this.expected = this.bytes.expected;
    return bounded(Math.floor(this.refinement.refine(this.stretched(), this.expected) * 2 ** 32));
  }

  protected override learn(bit: number): void {
    this.refinement.learn(bit);
    super.learn(bit);
  }

  protected override perceive(bit: number): void {
    this.refinement.perceive(bit);
    super.perceive(bit);
  }
}
