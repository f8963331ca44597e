import { concat } from '../../base/bytes.js';
import type { Tick } from '../../base/progress.js';

/**
 * What it costs to describe some bytes, in any unit: a predictor's bits, or the size of what a compressor makes of
 * them. The same bytes must cost the same each time.
 */
export type Cost = (bytes: Uint8Array) => number;

/** Texts to be measured, each put together of a few things. */
export interface Texts {
  /** The things, one after the other, and the length of each. */
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
  /** Of each text the indices of its things, in order. */
  readonly texts: readonly (readonly number[])[];
}

/** The cost of each text. @param tick called with how many are done. */
export async function costsOf(
  cost: Cost,
  { bytes, lengths, texts }: Texts,
  tick: Tick,
): Promise<Float64Array<ArrayBuffer>> {
  let end = 0;
  const things = lengths.map((length) => {
    end += length;
    return bytes.subarray(end - length, end);
  });
  const costs = new Float64Array(texts.length);
  for (const [i, text] of texts.entries()) {
    costs[i] = cost(concat(text.map((thing) => things[thing] as Uint8Array)));
    await tick(i + 1, 0);
  }
  return costs;
}
