import { History } from './history';
import { confidence } from './inputs';
import { LENGTH_CLASSES, MatchFinder } from './match-finder';
import { StateMap } from './state-map';
import { Tables } from './tables';

/**
 * The match model: finds the most recent place where the last bytes stood before (repetition.ts), and predicts
 * that what followed there follows here. Its certainty is learned for each class of match length.
 * Inputs: stretch(p) and (p - 1/2) scaled, toward the expected bit, 0 without a match; and two zeros, so
 * that they are written as one vector.
 * Source: MatchModel of lpaq1 (M. Mahoney, 2007).
 */
export class MatchModel extends MatchFinder {
  static readonly INPUTS: u32 = 4;

  /** Where INPUTS mixer inputs go, f32. */
  inputs: usize = 0;
  private readonly map: usize; //    P(the expected bit comes), for each class of length
  private entry: usize = 0; //       0: nothing was predicted for this bit
  private expectedBit: u32 = 0;

  /** @param minimum bytes hashed, at most 32. @param bits log2 of the table's entries. */
  constructor(
    history: History,
    minimum: u32,
    bits: u32,
    private readonly tables: Tables,
  ) {
    super(history, minimum, bits);
    this.map = StateMap.table(LENGTH_CLASSES);
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  @inline
  predict(partial: u32, bits: u32): void {
    if (this.length > 0 && (this.expected | 256) >>> (8 - bits) === partial) {
      this.expectedBit = (this.expected >>> (7 - bits)) & 1;
      this.entry = this.map + (this.lengthClass << 2);
      const p = load<u32>(this.entry);
      const s = load<f32>(this.tables.stretch + ((p >>> 20) << 2));
      const c = confidence(p);
      const x = f32x4.replace_lane(f32x4.replace_lane(i32x4.splat(0), 0, s), 1, c);
      v128.store(this.inputs, this.expectedBit ? x : f32x4.neg(x));
    } else {
      this.entry = 0;
      v128.store(this.inputs, i32x4.splat(0));
    }
  }

  @inline
  learn(bit: u32): void {
    if (this.entry !== 0) StateMap.learn(this.entry, bit === this.expectedBit ? 1 : 0, 1023, this.tables.rates);
  }

  /** Gives the match up when it was wrong about this bit. */
  @inline
  perceive(bit: u32): void {
    if (this.entry !== 0 && bit !== this.expectedBit) this.length = 0;
  }

  /** 0 … 5: the length in coarse steps, for a mixer's context. */
  @inline
  get band(): u32 {
    const n = this.length;
    return (n >= 8 ? 1 : 0) + (n >= 12 ? 1 : 0) + (n >= 16 ? 1 : 0) + (n >= 24 ? 1 : 0) + (n >= 32 ? 1 : 0);
  }

  /** 0 when no bit is expected, else 1 … 32, growing with the length of the match. */
  @inline
  get strength(): u32 {
    return this.entry === 0 ? 0 : this.lengthClass + 1;
  }
}
