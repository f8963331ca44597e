import { StateMap } from '../mixing/state-map.js';
import { LENGTH_CLASSES, Repetition } from './repetition.js';

/**
 * The match model: what followed the last place where the last bytes stood before follows here again.
 * Specification of kernel/mixing/match-model.ts.
 */
export class Match extends Repetition {
  static readonly INPUTS = 4;

  inputs: Float32Array = new Float32Array(Match.INPUTS);
  private readonly map = new StateMap(LENGTH_CLASSES); // P(the expected bit comes), by length
  /** What the last `predict` said, undefined where nothing. */
  private said: { readonly bit: number; readonly entry: number } | undefined;

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: number, bits: number): void {
    this.inputs.fill(0);
    this.said = undefined;
    if (this.length === 0 || (this.expected | 256) >>> (8 - bits) !== partial) return;
    const entry = this.lengthClass;
    const bit = (this.expected >>> (7 - bits)) & 1;
    const sign = bit ? 1 : -1;
    this.inputs[0] = sign * this.map.stretched(entry);
    this.inputs[1] = sign * this.map.confidence(entry);
    this.said = { bit, entry };
  }

  learn(bit: number): void {
    if (this.said !== undefined) this.map.learn(this.said.entry, bit === this.said.bit ? 1 : 0, 1023);
  }

  /** Gives the match up when it was wrong about this bit. */
  perceive(bit: number): void {
    if (this.said !== undefined && bit !== this.said.bit) this.length = 0;
  }

  /** 0 when no bit is expected, else 1 ... 32, growing with the length of the match. */
  get strength(): number {
    return this.said === undefined ? 0 : this.lengthClass + 1;
  }
}
