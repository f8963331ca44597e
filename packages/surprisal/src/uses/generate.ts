import { type Content, contentOf } from '../base/byte-streams.js';
import { concat } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { checkProgressOptions, ProgressMeter, type ProgressOptions, throttled } from '../base/progress.js';

/** How to continue bytes with a compressor that has no probabilities. */
export interface ContinueOptions extends ProgressOptions {
  /** An integer, 0 to 2^32 - 1: selects among bytes that compress equally well. Default 1. */
  readonly seed?: number;
}

/**
 * `n` bytes after `given`. Each is the byte with which everything so far compresses best, so it is what the compressor
 * expects, even without probabilities. Only bytes that occur in `given` are tried. For predictors use `sample`, which is
 * better and much faster: each byte here takes as many compressions as there are distinct bytes.
 *
 * @param size returns the compressed size of its argument, in bytes.
 * @throws {TypeError | RangeError} for bad arguments, or when `given` is empty. @throws the signal's reason.
 */
export async function continueBy(
  size: (bytes: Uint8Array) => number,
  input: Content,
  n: number,
  options: ContinueOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkProgressOptions(options);
  checkInteger('n', n, 0, 2 ** 31);
  const { seed = 1 } = options;
  checkInteger('seed', seed, 0, 2 ** 32 - 1);
  const given = await contentOf(input, options.signal);
  if (given.length === 0) throw new RangeError('there is nothing to continue');
  const bytes = concat([given, new Uint8Array(n)]);
  const candidates = [...new Set(given)].sort((a, b) => a - b);
  const note = new ProgressMeter(options, n).part();
  const tick = throttled(note);
  let state = seed;
  for (let i = 0; i < n; i++) {
    const at = given.length + i;
    const sizes = candidates.map((byte) => {
      bytes[at] = byte;
      return size(bytes.subarray(0, at + 1));
    });
    const least = Math.min(...sizes);
    const best = candidates.filter((_, c) => sizes[c] === least);
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator; its high bits are used
    bytes[at] = best[Math.floor((state / 2 ** 32) * best.length)] as number;
    await tick(i + 1, least);
  }
  return bytes.slice(given.length);
}
