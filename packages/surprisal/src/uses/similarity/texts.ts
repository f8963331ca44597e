import { concat } from '../../base/bytes.js';
import type { Tick } from '../../base/progress.js';

/**
 * The cost of describing some bytes, in any unit: a predictor's bits, or the size of a compressor's output. The same
 * bytes must cost the same each time.
 */
export type Cost = (bytes: Uint8Array) => number;

/** Texts to measure, each a concatenation of a few items. */
export interface Texts {
  /** The concatenated items, and the length of each. */
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
  /** For each text, the indices of its items, in order. */
  readonly texts: readonly (readonly number[])[];
}

/** The cost of each text. @param tick receives the number done. */
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
