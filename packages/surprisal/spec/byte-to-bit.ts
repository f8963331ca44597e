import { f32, ln32 } from './numbers.js';
import { bounded, Predictor } from './predictor.js';

/** The whole of a byte's distribution. */
export const MASS_ONE = 2 ** 30;

/** A predictor of bytes: `distribution`, then, if learning, `learn`, then `perceive`, for each byte. */
export interface ByteModel {
  /** P(next byte = b) for all 256 b, as integers, scaled by MASS_ONE, at least 1. */
  distribution(): readonly number[];
  learn(byte: number): void;
  perceive(byte: number): void;
}

/**
 * P(bit = 1) = the mass of the bytes that begin with the bits so far and a 1, divided by the mass of
 * the bytes that begin with the bits so far. Specification of kernel/models/byte-to-bit.ts.
 */
export class ByteToBit extends Predictor {
  private readonly model: ByteModel;
  /** Masses of the bytes that begin with the bits so far. */
  private masses: readonly number[] = [];
  private partial = 1;

  constructor(model: ByteModel) {
    super();
    this.model = model;
  }

  predict(): number {
    const [zeros, ones] = this.weigh();
    return bounded(Math.floor((ones * 2 ** 32) / (zeros + ones)));
  }

  /** What `predict` gives, stretched: ln(p / (1 - p)). */
  stretched(): number {
    const [zeros, ones] = this.weigh();
    return ln32(f32(f32(ones) / f32(zeros)));
  }

  protected get first(): boolean {
    return this.partial === 1;
  }

  protected learn(bit: number): void {
    if (this.partial >= 128) this.model.learn(((this.partial << 1) | bit) & 255);
  }

  protected perceive(bit: number): void {
    const half = this.masses.length / 2;
    this.masses = bit ? this.masses.slice(half) : this.masses.slice(0, half);
    this.partial = (this.partial << 1) | bit;
    if (this.partial < 256) return;
    this.model.perceive(this.partial & 255);
    this.partial = 1;
  }

  /** The masses of a 0 and of a 1. */
  private weigh(): [number, number] {
    if (this.first) this.masses = this.model.distribution();
    const half = this.masses.length / 2;
    return [sum(this.masses.slice(0, half)), sum(this.masses.slice(half))];
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
