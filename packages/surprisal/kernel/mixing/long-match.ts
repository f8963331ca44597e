import { allocate } from '../memory';
import { PROBABILITY_MAX, PROBABILITY_MIN } from '../predictor';
import { MatchModel } from './match-model';
import { StateMap } from './state-map';
import { Tables } from './tables';

/** From this length on a match is trusted alone. 32 costs 7 % on JSON and logs, 128 0.5 %; 400 is as good as never. */
const LENGTH_MIN: u32 = 400;
/** Classes of length: its powers of two, up to 65535. */
const CLASSES: u32 = 16;
/** The estimate of a miss averages over at most this many bits. */
const COUNT_MAX: f64 = 1048576;

/**
 * The bypass: while a match is very long, its next byte is predicted by the match alone and nothing else is
 * looked up, mixed or trained. Runs and copies then cost next to no time, and next to no code: P(miss) is
 * kept as an f64, so it may fall to the 2^-22 that the coder allows.
 * After a miss the rest of the byte is predicted by the bits of it that are known.
 */
export class LongMatch {
  /** Whether this byte is predicted here. */
  active: bool = false;
  private missed: bool = false;
  private expectedBit: u32 = 0;
  private entry: usize; //            of the state in use: (P(miss), count) or, after a miss, a StateMap's
  private readonly misses: usize; //  f64[CLASSES][2]
  private readonly rest: usize; //    u32[256], by the bits of the byte so far

  constructor(
    private readonly match: MatchModel,
    private readonly tables: Tables,
  ) {
    this.misses = allocate(CLASSES << 4);
    this.entry = this.misses;
    this.rest = StateMap.table(256);
    for (let i: u32 = 0; i < CLASSES; i++) store<f64>(this.misses + (i << 4), 1.0 / 1024);
  }

  /** Decides about the next byte; call once the match has moved to it. */
  @inline
  perceiveByte(): void {
    this.active = this.match.length >= LENGTH_MIN;
    this.missed = false;
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: u32, bits: u32): u32 {
    if (this.missed) {
      this.entry = this.rest + (partial << 2);
      return min(max(load<u32>(this.entry) & 0xfffffc00, PROBABILITY_MIN), PROBABILITY_MAX);
    }
    this.expectedBit = (this.match.expected >>> (7 - bits)) & 1;
    this.entry = this.misses + ((31 - clz(this.match.length)) << 4);
    const miss = min(max(<u32>(load<f64>(this.entry) * 4294967296.0), PROBABILITY_MIN), PROBABILITY_MAX);
    return this.expectedBit ? 0 - miss : miss;
  }

  learn(bit: u32): void {
    if (this.missed) {
      StateMap.learn(this.entry, bit, 255, this.tables.rates);
      return;
    }
    const p = load<f64>(this.entry);
    const n = load<f64>(this.entry, 8);
    const miss: f64 = bit === this.expectedBit ? 0 : 1;
    store<f64>(this.entry, p + (miss - p) / (n + 16));
    if (n < COUNT_MAX) store<f64>(this.entry, n + 1, 8);
  }

  perceive(bit: u32): void {
    // The match itself finds out at the end of the byte.
    if (bit !== this.expectedBit) this.missed = true;
  }
}
