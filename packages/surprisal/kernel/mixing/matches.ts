import { hash2, hash3 } from '../math/hash';
import { ContextList } from './context-list';
import { History } from './history';
import { MatchModel } from './match-model';
import { Mixer } from './mixer';
import { Tables } from './tables';

/** Bytes that the three matches have in common with the past, at least. */
const SHORT_MIN: u32 = 5;
const MIDDLE_MIN: u32 = 9;
const LONG_MIN: u32 = 20;
const WEIGHT: f32 = 0.05;

/** Three match models side by side, after the last 5, 9 and 20 bytes. */
export class Matches {
  static readonly INPUTS: u32 = 3 * MatchModel.INPUTS;

  readonly short: MatchModel;
  readonly middle: MatchModel;
  readonly long: MatchModel;

  /** @param bits log2 of each table's entries. */
  constructor(
    private readonly history: History,
    bits: u32,
    tables: Tables,
  ) {
    this.long = new MatchModel(history, LONG_MIN, bits, tables);
    this.short = new MatchModel(history, SHORT_MIN, bits, tables);
    this.middle = new MatchModel(history, MIDDLE_MIN, bits, tables);
  }

  claim(mixer: Mixer): void {
    this.short.inputs = mixer.claim(1, MatchModel.INPUTS, WEIGHT);
    this.middle.inputs = mixer.claim(1, MatchModel.INPUTS, WEIGHT);
    this.long.inputs = mixer.claim(1, MatchModel.INPUTS, WEIGHT);
  }

  @inline
  predict(partial: u32, bits: u32): void {
    this.short.predict(partial, bits);
    this.middle.predict(partial, bits);
    this.long.predict(partial, bits);
  }

  @inline
  learn(bit: u32): void {
    this.short.learn(bit);
    this.middle.learn(bit);
    this.long.learn(bit);
  }

  /** The longest match is moved on by ContextMixing. */
  @inline
  perceiveOthers(bit: u32): void {
    this.short.perceive(bit);
    this.middle.perceive(bit);
  }

  perceiveByte(learning: bool): void {
    const h = this.history;
    this.short.perceiveByte(hash2(h.c4, h.c8 & 0xff), learning);
    this.middle.perceiveByte(hash3(h.c4, h.c8, h.at(MIDDLE_MIN)), learning);
    this.long.perceiveByte(h.hash(LONG_MIN), learning);
  }

  /** The byte expected by the longest match, 0 without one. Matches are given up within a byte, too. */
  @inline
  get likeliest(): u32 {
    if (this.long.length > 0) return this.long.expected;
    if (this.middle.length > 0) return this.middle.expected;
    return this.short.length > 0 ? this.short.expected : 0;
  }

  /** Three contexts: what is expected, by whom, after what byte and word. */
  list(l: ContextList, word: u32): void {
    const expected = this.likeliest;
    l.add3(expected, min(this.short.length, 31), min(this.long.length, 1));
    l.add3(expected, this.history.c4 & 0xff, min(this.middle.length, 1));
    l.add2(expected, word);
  }
}
