import { StandaloneFeatures } from '../views/text/network-features';
import { ByteModel } from './byte-to-bit';

/** A network that learns while it codes (lstm.ts, transformer.ts), alone or embedded in a model that writes its features. */
export abstract class NetworkByteModel extends ByteModel {
  private readonly standalone: StandaloneFeatures | null;

  /**
   * @param size bytes of content expected.
   * @param alone whether it follows the past itself; if not, the model around it writes its features after each byte.
   */
  constructor(size: u32, alone: bool) {
    super();
    this.standalone = alone ? new StandaloneFeatures(size) : null;
  }

  /** Where the features of the next step go, u32[FEATURES] (neural/features.ts). */
  abstract get features(): usize;

  /** The byte that comes is learned. */
  @inline
  protected noteLearned(): void {
    const standalone = this.standalone;
    if (standalone != null) standalone.learn();
  }

  /** Finds the features of the next step, unless the model around it writes them. */
  @inline
  protected follow(byte: u32): void {
    const standalone = this.standalone;
    if (standalone != null) standalone.perceive(byte, this.features);
  }
}
