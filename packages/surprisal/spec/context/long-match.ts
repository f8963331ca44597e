import { StateMap } from '../mixing/state-map.js';
import { log2 } from '../numbers.js';
import { bounded } from '../predictor.js';
import type { Match } from './match.js';

const LENGTH_MIN = 400;
const CLASSES = 16;
const COUNT_MAX = 2 ** 20;

/** The bypass: a very long match predicts alone. Specification of kernel/mixing/long-match.ts. */
export class LongMatch {
  /** Whether this byte is predicted here. */
  active = false;
  private missed = false;
  private expectedBit = 0;
  private partial = 1;
  private readonly match: Match;
  private readonly misses = Array.from({ length: CLASSES }, () => ({ p: 1 / 1024, count: 0 })); // by log2 of length
  private miss = this.misses[0]!;
  private readonly rest = new StateMap(256); // by the bits of the byte so far

  constructor(match: Match) {
    this.match = match;
  }

  /** Decides about the next byte; call once the match has moved to it. */
  perceiveByte(): void {
    this.active = this.match.length >= LENGTH_MIN;
    this.missed = false;
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: number, bits: number): number {
    this.partial = partial;
    if (this.missed) return bounded(this.rest.p(partial) * 2 ** 10);
    this.expectedBit = (this.match.expected >>> (7 - bits)) & 1;
    this.miss = this.misses[log2(this.match.length)]!;
    const p = bounded(Math.floor(this.miss.p * 2 ** 32));
    return this.expectedBit ? 2 ** 32 - p : p;
  }

  learn(bit: number): void {
    if (this.missed) {
      this.rest.learn(this.partial, bit, 255);
      return;
    }
    const { p, count } = this.miss;
    const missed = bit === this.expectedBit ? 0 : 1;
    this.miss.p = p + (missed - p) / (count + 16);
    if (count < COUNT_MAX) this.miss.count++;
  }

  perceive(bit: number): void {
    if (bit !== this.expectedBit) this.missed = true;
  }
}
