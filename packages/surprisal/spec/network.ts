import type { ByteModel } from './byte-to-bit.js';

/** How many features a step has. */
export const FEATURES = 22;

/** What a network is given of the past: hashes of it, keys to rows of embeddings. docs/format.md does not specify them. */
export interface Features {
  /** @param byte the newest. @param learned whether it was learned. @returns the features of the next step, FEATURES of them. */
  perceive(byte: number, learned: boolean): readonly number[];
}

/** A network that learns while it codes. Specification of kernel/models/network.ts, of networks that stand alone. */
export abstract class NetworkByteModel implements ByteModel {
  /** The features of this step: keys to embeddings. */
  protected keys: readonly number[] = new Array<number>(FEATURES).fill(0);
  private readonly features: Features;
  private learned = false;

  constructor(features: Features) {
    this.features = features;
  }

  abstract distribution(): readonly number[];
  abstract learn(byte: number): void;
  abstract perceive(byte: number): void;

  protected noteLearned(): void {
    this.learned = true;
  }

  protected sense(byte: number): void {
    this.keys = this.features.perceive(byte, this.learned);
    this.learned = false;
  }
}
