import { History } from '../../mixing/history';
import { KIND_GREY16, KIND_PCM16 } from '../kinds';

/** The last bytes read as samples: of one byte, or of two with the low one first, signed in audio. */
export class SampleHistory {
  /** Bytes of a sample. */
  readonly wide: u32;
  /** The least and the greatest sample. */
  readonly lowest: f32;
  readonly highest: f32;
  private readonly signed: bool;

  /** @param kind one that `isSamples` (kinds.ts). */
  constructor(
    private readonly history: History,
    kind: u32,
  ) {
    const signed = kind === KIND_PCM16;
    const wide: u32 = signed || kind === KIND_GREY16 ? 2 : 1;
    this.wide = wide;
    this.signed = signed;
    this.lowest = signed ? -32768 : 0;
    this.highest = signed ? 32767 : wide === 2 ? 65535 : 255;
  }

  /** The sample whose first byte stands `back` bytes ago. */
  @inline
  at(back: i32): i32 {
    const h = this.history;
    if (this.wide === 1) return h.at(back);
    const value = h.at(back) | (h.at(back - 1) << 8);
    return this.signed ? <i32>(<i16>value) : value;
  }

  /** Writes those `backs` bytes ago as f64. */
  @inline
  writeSamples(regressors: usize, backs: StaticArray<i32>): void {
    for (let i = 0; i < backs.length; i++) store<f64>(regressors + (i << 3), <f64>this.at(unchecked(backs[i])));
  }

  /** Writes those `backs` bytes ago as f32, over `base`. */
  @inline
  writeDifferences(base: f32, regressors: usize, backs: StaticArray<i32>): void {
    for (let i = 0; i < backs.length; i++) store<f32>(regressors + (i << 2), <f32>this.at(unchecked(backs[i])) - base);
  }

  /** The nearest value that a sample may have. */
  @inline
  clamp(value: f32): f32 {
    return min(max(value, this.lowest), this.highest);
  }
}
