import { type Content, contentOf } from '../base/byte-streams.js';
import { checkInteger } from '../base/checks.js';
import { checkProgressOptions, ProgressMeter, type ProgressOptions, throttled } from '../base/progress.js';
import { trainNetwork } from '../predictor/training/train.js';

/** Which networks to try, and progress reports. */
export interface DescriptionOptions extends ProgressOptions {
  /** Cells of each network, 0 to 128. Default: 0, 1, 2, 4, 8, 16. */
  readonly cells?: readonly number[];
}

/** A two-part description: a network, and the content coded with its predictions. */
export interface Description {
  /** Cells of the network. */
  readonly cells: number;
  /** Bits of the first part: the set of symbols and the weights. */
  readonly weightBits: number;
  /** Bits of the second part: −Σ log2 P(byte), without learning. */
  readonly dataBits: number;
  /** The first part, for the model `net-CELLS` in a prior: `Prior.create([{ weights, model }])`. */
  readonly weights: Uint8Array<ArrayBuffer>;
  /** Bits of both parts. `compress` with the model `net-CELLS` makes a code of this size, plus a header. */
  readonly bits: number;
}

const CELLS_DEFAULT: readonly number[] = [0, 1, 2, 4, 8, 16];
const CELLS_MAX = 128;
/** Time for a network without cells, in units of the time per cell: used to estimate the time left. */
const CELLS_OVERHEAD = 8;

/**
 * Describes bytes by networks of growing size, each trained on them, rounded and counted: Rissanen's principle of
 * minimum description length. The result is an upper bound: shorter descriptions may exist.
 * @param bytes at least one. @returns a description for each size, in the given order.
 * @throws {TypeError | RangeError} for bad arguments, or when the engine has no memory. @throws the signal's reason.
 */
export async function descriptions(input: Content, options: DescriptionOptions = {}): Promise<Description[]> {
  checkProgressOptions(options);
  const { cells: sizes = CELLS_DEFAULT } = options;
  if (!Array.isArray(sizes)) throw new TypeError('cells must be an array');
  for (const cells of sizes) checkInteger('cells', cells, 0, CELLS_MAX);
  const bytes = await contentOf(input, options.signal);
  if (bytes.length === 0) throw new RangeError('there are no bytes to describe');
  const total = bytes.length * sizes.length;
  const effort = sizes.map((cells) => cells + CELLS_OVERHEAD);
  const wholeEffort = effort.reduce((sum, one) => sum + one, 0);
  const tick = throttled(new ProgressMeter(options, total).part());
  const found: Description[] = [];
  let before = 0;
  for (const [i, cells] of sizes.entries()) {
    const own = effort[i] as number;
    const { weights, weightBits, contentBits } = await trainNetwork(bytes, cells, (share) =>
      tick(Math.round(((before + share * own) / wholeEffort) * total), 0),
    );
    before += own;
    const bits = weightBits + contentBits;
    found.push({ cells, weightBits, dataBits: contentBits, bits, weights });
  }
  return found;
}

/** The description with the fewest bits, the first in a tie. @throws {RangeError} when the list is empty. */
export function shortest(list: readonly Description[]): Description {
  const [first, ...others] = list;
  if (first === undefined) throw new RangeError('there are no descriptions');
  return others.reduce((best, one) => (one.bits < best.bits ? one : best), first);
}
