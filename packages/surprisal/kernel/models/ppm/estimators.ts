import { StateMap, rateTable } from '../../mixing/state-map';
import { Context } from './contexts';

/**
 * P(escape): that the next byte is none of the symbols a context predicts. It is not computed from
 * the context's own few counts but learned, over all contexts in a like situation (Shkarin's SEE).
 */
export class Estimators {
  static readonly LIMIT: u32 = 255;
  private readonly rates: usize = rateTable();
  private readonly binary: usize;
  private readonly multiple: usize;

  constructor() {
    this.binary = StateMap.table(1 << 14);
    this.multiple = StateMap.table(1 << 15);
  }

  /** The estimator for a context of one symbol. */
  @inline
  forBinary(c: Context, success: u32, last: u32): usize {
    const f = log(c.only.frequency);
    const suffixes = c.suffix ? min(log(c.suffix.count), 15) : 0;
    const index = (f << 8) | (suffixes << 4) | (success << 2) | (u32(last >= 64) << 1) | u32(c.only.symbol >= 64);
    return this.binary + (index << 2);
  }

  /** The estimator for a context of which `count` symbols, of frequencies `total`, are not excluded. */
  @inline
  forMultiple(c: Context, count: u32, total: u32, success: u32, last: u32): usize {
    const excluded = c.count - count;
    const n = min(log(count), 15);
    const average = min(log(total / count), 15);
    const more = c.suffix ? u32(c.suffix.count - c.count > count) : 2;
    const index =
      (((((n << 4) | average) * 3 + more) * 3 + (excluded == 0 ? 0 : excluded < count ? 1 : 2)) * 4 + success) * 2 + u32(last >= 64);
    return this.multiple + (index << 2);
  }

  @inline
  learn(estimator: usize, escaped: u32): void {
    StateMap.learn(estimator, escaped, Estimators.LIMIT, this.rates);
  }
}

/** About 2 log2 x, from 0: 1, 2, 3, 4, 6, 8, 12 ... are 0, 2, 3, 4, 5, 6, 7 ... */
@inline
function log(x: u32): u32 {
  const k = 31 - clz(x);
  return (k << 1) | (k ? (x >>> (k - 1)) & 1 : 0);
}
