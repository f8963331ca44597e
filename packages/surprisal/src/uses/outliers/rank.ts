/**
 * Which things are outliers: those that are dearest given the rest.
 *
 * Given the rest: each thing is read twice, by a predictor that has learned all before it, and by one that has learned all after
 * it and reads backward (thing by thing; each thing forward). The smaller of the two code lengths counts,
 *
 *   bits(x_i | rest) = min(bits(x_i | x_1 … x_(i-1)), bits(x_i | x_n … x_(i+1)))
 *
 * so that no thing is dear only because it came first: at least half of the rest was known, what stands beside it among
 * that, and it was never learned itself before it was measured. To learn all others anew for each thing would take n² time; this takes 2 n.
 * The rank is by the score, which compares these costs with what is usual (usual.ts), counted without the thing.
 *
 * What happens once, a start, an update, a crash, writes many lines that were never there, and whoever reads the first reads on. So in a
 * sequence a thing that comes soon after another outlier counts less:
 *
 *   score_i = s_i² / (s_i + max(s_(i-1) … s_(i-NEAR)))
 *
 * all of it after usual things, half after its equal, and never nothing.
 */
import { throttled } from '../../base/progress.js';
import { checkReading, type Item, linesOf, type ReadOptions, readerOf } from './items.js';
import { scoreOf, Usual } from './usual.js';

/** How far out a thing is. */
export interface Outlier {
  /** Its number among those given. */
  readonly index: number;
  /** Bits that it costs given the rest, its end included. */
  readonly bits: number;
  /** How many of them are beyond what is usual and what is chance: 0 of most. */
  readonly excess: number;
  /** The excess for its length; ranked among a sequence, less for what comes soon after another. */
  readonly score: number;
}

/** How to rank. */
export interface RankOptions extends ReadOptions {
  /** Whether the things are a sequence, as lines of a log are: of a burst of outliers the first then counts most. Default true. */
  readonly isSequence?: boolean;
}

// With half of it or twice, and for 4, 8 or 16: 74 to 77 of the 80 within 60 (usual.ts), and 73 without. Twice, or 16, may hide more.
/** Things before a thing that it may belong together with. */
const NEAR = 4;

/**
 * All things, the farthest out first; of equals the dearer, then the earlier.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function outliers(items: readonly Item[], options: RankOptions = {}): Promise<Outlier[]> {
  checkReading(options);
  const { onProgress, signal, isSequence = true } = options;
  if (typeof isSequence !== 'boolean') throw new TypeError('isSequence must be a boolean');
  const lines = linesOf(items);
  const size = lines.reduce((sum, { length }) => sum + length, 0);
  const total = 3 * lines.length;
  const tick = throttled((done) => {
    signal?.throwIfAborted();
    onProgress?.({ done, total });
  });
  let done = 0;
  const forward = await readerOf(lines, size, options);
  const costs: Float32Array[] = [];
  for (const line of lines) {
    costs.push(forward.surprisal(line));
    await tick(++done, 0);
  }
  const backward = await readerOf(lines, size, options);
  const usual = new Usual();
  for (let i = lines.length - 1; i >= 0; i--) {
    costs[i] = cheaper(costs[i]!, backward.surprisal(lines[i]!));
    usual.add(lines[i]!, costs[i]!);
    await tick(++done, 0);
  }
  const found: Outlier[] = [];
  for (const [index, line] of lines.entries()) {
    const bits = costs[index]!;
    const excess = usual.excessOfAdded(line, bits);
    found.push({ index, bits: sum(bits), excess, score: scoreOf(excess, line.length) });
    await tick(++done, 0);
  }
  onProgress?.({ done: total, total });
  const ranked = isSequence ? found.map((one, i) => ({ ...one, score: inBurst(one.score, found, i) })) : found;
  return ranked.sort((a, b) => b.score - a.score || b.bits - a.bits || a.index - b.index);
}

/** The score of thing `i`, less for what came just before it. */
function inBurst(score: number, found: readonly Outlier[], i: number): number {
  const before = found.slice(Math.max(i - NEAR, 0), i).reduce((most, other) => Math.max(most, other.score), 0);
  return score === 0 ? 0 : (score * score) / (score + before);
}

export function sum(bits: Float32Array): number {
  let total = 0;
  for (const one of bits) total += one;
  return total;
}

function cheaper(a: Float32Array, b: Float32Array): Float32Array {
  return sum(b) < sum(a) ? b : a;
}
