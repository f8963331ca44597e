/**
 * Which items are outliers: those that are most expensive given the rest.
 *
 * Each item is read twice: by a predictor that has learned all items before it, and by one that has learned all items
 * after it. The second takes the items in reverse order, but reads each item forward. The smaller code length counts:
 *
 *   bits(x_i | rest) = min(bits(x_i | x_1 … x_(i-1)), bits(x_i | x_n … x_(i+1)))
 *
 * So no item is expensive only because it came first. At least half of the rest, including a neighbour of the item, was
 * known, and the item itself was never learned before it was measured. Learning all other items again for each item
 * would take n² time; this takes 2 n. Items are ranked by a score that compares these costs with the usual costs
 * (usual.ts), which exclude the item itself.
 *
 * A single event such as a start, an update or a crash writes many new lines, and a reader of the first reads the others
 * too. So in a sequence an item that comes soon after another outlier counts less:
 *
 *   score_i = s_i² / (s_i + max(s_(i-1) … s_(i-NEAR)))
 *
 * The score is unchanged after usual items, half after an equal score, and never 0.
 */
import { throttled } from '../../base/progress.js';
import { checkReading, type Item, linesOf, type ReadOptions, readerOf } from './items.js';
import { scoreOf, Usual } from './usual.js';

/** How far out an item is. */
export interface Outlier {
  /** Its index among the items given. */
  readonly index: number;
  /** Its cost in bits given the rest, including its end. */
  readonly bits: number;
  /** How many of these bits exceed both the usual cost and chance: 0 for most items. */
  readonly excess: number;
  /** The excess relative to the length. In a sequence it is reduced soon after another outlier. */
  readonly score: number;
}

/** How to rank. */
export interface RankOptions extends ReadOptions {
  /** Whether the items are a sequence, like lines of a log: the first of a burst of outliers counts most. Default true. */
  readonly isSequence?: boolean;
}

// With half or twice this reduction, and with NEAR at 4, 8 or 16, 74 to 77 of the 80 lines rank within 60 (usual.ts);
// without any reduction, 73. Twice the reduction, or 16, may hide more.
/** How many preceding items may belong to the same event as an item. */
const NEAR = 4;

/**
 * All items, the farthest out first. Ties go to the more expensive item, then to the earlier one.
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

/** The score of item `i`, reduced for outliers just before it. */
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
