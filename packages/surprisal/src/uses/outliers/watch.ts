/**
 * Outliers in a stream of items, given earlier items.
 *
 * The given items are learned. The costs of their second half, each given all items before it, define the usual costs. The
 * threshold is the score that a share of `rate` of them exceeds. Where there are too few scores for that, the tail is
 * assumed to be exponential:
 *
 *   P(score > t) = share · 2^-((t - a) / h)
 *
 * A share of the scores, TAIL of them at most, exceeds a; half of these exceed a + h. (For extremes above a threshold:
 * Pickands 1975. The median is used because some of the given items may be outliers themselves.) Each new item is
 * measured and then learned too, so an item that recurs costs less each time.
 */
import { log2 } from '../../base/elementary.js';
import { throttled } from '../../base/progress.js';
import type { Predictor } from '../../predictor/predictor.js';
import { checkReading, type Item, linesOf, type ReadOptions, readerOf } from './items.js';
import { type Outlier, sum } from './rank.js';
import { scoreOf, Usual } from './usual.js';

export interface WatchOptions extends ReadOptions {
  /** Acceptable share of false alarms among items like those given: above 0, below 1. Default 0.001. */
  readonly rate?: number;
  /** Whether new items are learned. Default true. */
  readonly learn?: boolean;
}

/** The result for one item. */
export interface Judged extends Omit<Outlier, 'index'> {
  /** Whether the score is above the threshold. */
  readonly isOutlier: boolean;
}

/** The tables have room for at least this many further bytes without loss of quality. */
const ROOM_BYTES = 1 << 24;

/** Number of scores that the tail is estimated from. */
const TAIL = 20;
/** At most this share of the scores: the rest is not the tail. */
const TAIL_SHARE = 0.05;

/** Judges items one by one. */
export class Watch {
  readonly #reader: Predictor;
  readonly #usual: Usual;
  readonly #learn: boolean;
  /** Score above which an item is an outlier. */
  readonly threshold: number;

  private constructor(reader: Predictor, usual: Usual, threshold: number, learn: boolean) {
    this.#reader = learn ? reader : reader.freeze();
    this.#usual = usual;
    this.#learn = learn;
    this.threshold = threshold;
  }

  /**
   * @param given at least one item; thousands are better.
   * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
   */
  static async create(given: readonly Item[], options: WatchOptions = {}): Promise<Watch> {
    const { rate = 0.001, learn = true, onProgress, signal } = options;
    checkReading(options);
    if (typeof rate !== 'number') throw new TypeError('rate must be a number');
    if (!(rate > 0 && rate < 1)) throw new RangeError(`rate must be above 0 and below 1, not ${rate}`);
    if (typeof learn !== 'boolean') throw new TypeError('learn must be a boolean');
    if (given.length === 0) throw new RangeError('given must not be empty');
    const lines = linesOf(given);
    const size = lines.reduce((all, { length }) => all + length, 0);
    const reader = await readerOf(lines, size + Math.max(size, ROOM_BYTES), options);
    const total = lines.length;
    const tick = throttled((done) => {
      signal?.throwIfAborted();
      onProgress?.({ done, total });
    });
    const half = Math.floor(lines.length / 2);
    const usual = new Usual();
    const costs: Float32Array[] = [];
    for (const [i, line] of lines.entries()) {
      const bits = reader.surprisal(line);
      if (i >= half) {
        usual.add(line, bits);
        costs.push(bits);
      }
      await tick(i + 1, 0);
    }
    const scores = costs.map((bits, i) => {
      const line = lines[half + i]!;
      return scoreOf(usual.excessOfAdded(line, bits), line.length);
    });
    onProgress?.({ done: total, total });
    return new Watch(reader, usual, exceededBy(rate, scores), learn);
  }

  /** The cost of `item` given everything learned so far. */
  judge(item: Item): Judged {
    const [line] = linesOf([item]) as [Uint8Array];
    const bits = this.#reader.surprisal(line);
    const excess = this.#usual.excess(line, bits);
    const score = scoreOf(excess, line.length);
    const isOutlier = score > this.threshold;
    // An outlier's costs are not usual.
    if (this.#learn && !isOutlier) this.#usual.add(line, bits);
    return { bits: sum(bits), excess, score, isOutlier };
  }
}

/** The score that a share of `rate` exceeds. */
function exceededBy(rate: number, scores: number[]): number {
  const n = scores.length;
  scores.sort((a, b) => b - a);
  const tail = Math.min(TAIL, Math.ceil(TAIL_SHARE * n));
  if (rate * n >= tail) return scores[Math.floor(rate * n)]!;
  const above = scores[Math.min(tail, n - 1)]!;
  const half = scores[Math.floor(tail / 2)]! - above;
  return above + half * log2(tail / n / rate);
}
