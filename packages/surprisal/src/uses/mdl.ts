import { type Content, contentOf } from '../base/byte-streams.js';
import { checkInteger } from '../base/checks.js';
import { checkProgressOptions, ProgressMeter, type ProgressOptions, throttled } from '../base/progress.js';
import { trainNetwork } from '../predictor/training/train.js';

/** Which networks to try, and what is told meanwhile. */
export interface DescriptionOptions extends ProgressOptions {
  /** Cells of each network, 0 to 128. Default: 0, 1, 2, 4, 8, 16. */
  readonly cells?: readonly number[];
}

/** A description in two parts: a network, and the content as it predicts it. */
export interface Description {
  /** Cells of the network. */
  readonly cells: number;
  /** Bits of the first part: the symbols there are, and the weights. */
  readonly weightBits: number;
  /** Bits of the second: −Σ log2 P(byte), nothing being learned. */
  readonly dataBits: number;
  /** The first part, for the model `net-CELLS` in a prior: `Prior.create([{ weights, model }])`. */
  readonly weights: Uint8Array<ArrayBuffer>;
  /** Both. `compress` with the model `net-CELLS` makes a code of this many, and a header. */
  readonly bits: number;
}

const CELLS_DEFAULT: readonly number[] = [0, 1, 2, 4, 8, 16];
const CELLS_MAX = 128;
/** What a network takes that has no cells, in cells: for the time left. */
const CELLS_OVERHEAD = 8;

/**
 * Describes bytes by networks of growing size, each trained on them, rounded and counted: Rissanen's principle of
 * minimum description length. What is found is an upper bound: there may be shorter ones.
 * @param bytes at least one. @returns a description for each of the sizes, in their order.
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

/** The one of fewest bits; the first of them, where several are. @throws {RangeError} when there is none. */
export function shortest(list: readonly Description[]): Description {
  const [first, ...others] = list;
  if (first === undefined) throw new RangeError('there are no descriptions');
  return others.reduce((best, one) => (one.bits < best.bits ? one : best), first);
}
