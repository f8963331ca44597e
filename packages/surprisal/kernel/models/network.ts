import { ByteModel } from './byte-to-bit';
import { NetworkSenses } from './network-keys';

/** A network that learns while it codes (lstm.ts, transformer.ts), alone or inside another model that tells it of the past. */
export abstract class NetworkByteModel extends ByteModel {
  private readonly senses: NetworkSenses | null;

  /**
   * @param size bytes of content expected.
   * @param alone whether it perceives by itself; if not, someone writes its keys after each byte.
   */
  constructor(size: u32, alone: bool) {
    super();
    this.senses = alone ? new NetworkSenses(size) : null;
  }

  /** Where the keys of the next step go, u32[NetworkKeys.TABLES] (network-keys.ts). */
  abstract get keys(): usize;

  /** The byte that comes is learned. */
  @inline
  protected noteLearned(): void {
    const senses = this.senses;
    if (senses != null) senses.learn();
  }

  /** Finds the keys of the next step, if that is up to this. */
  @inline
  protected sense(byte: u32): void {
    const senses = this.senses;
    if (senses != null) senses.perceive(byte, this.keys);
  }
}
