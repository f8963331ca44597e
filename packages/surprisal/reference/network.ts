import type { ByteModel } from './byte-to-bit.js';
import { type NetworkKeys, NetworkSenses } from './network-keys.js';

/** A network that learns while it codes, alone or inside another model. Twin of kernel/models/network.ts. */
export abstract class NetworkByteModel implements ByteModel {
  private readonly senses: NetworkSenses | undefined;
  private told: NetworkKeys | undefined;

  /** @param size bytes of content expected. @param alone whether it perceives by itself; if not, it listens to someone. */
  constructor(size: number, alone: boolean) {
    this.senses = alone ? new NetworkSenses(size) : undefined;
    this.told = this.senses?.keys;
  }

  /** From now on `keys` are what it is told of the past. */
  listenTo(keys: NetworkKeys): void {
    this.told = keys;
  }

  abstract distribution(): readonly number[];
  abstract learn(byte: number): void;
  abstract perceive(byte: number): void;

  /** Those of this step. */
  protected get keys(): readonly number[] {
    if (!this.told) throw new Error('a network that nobody tells of the past');
    return this.told.keys;
  }

  protected noteLearned(): void {
    this.senses?.learn();
  }

  protected sense(byte: number): void {
    this.senses?.perceive(byte);
  }
}
