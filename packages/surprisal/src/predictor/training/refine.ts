import type { Training } from './kernel-training.js';

/**
 * Moves the weights of a trained network, one at a time, to where both parts together are shorter: by a step up or down,
 * to 0, or to the other sign. A gradient sees neither what a weight costs nor what lies beyond a gate that is shut.
 *
 * @param tries descriptions to look at, at most: each costs as much as coding the content once.
 * @param step receives the number tried so far.
 * @returns bits of both parts.
 */
export async function refine(
  training: Training,
  tries: number,
  step: (tried: number) => Promise<void>,
): Promise<number> {
  const { weights, firstWeight } = training;
  const bits = (): number => training.weightBits() + training.contentBits();
  let best = bits();
  let [tried, unmoved] = [0, 0];
  for (let i = firstWeight; tried < tries && unmoved < weights.length - firstWeight; i++) {
    if (i === weights.length) i = firstWeight;
    unmoved++;
    for (const q of others(unzigzag(weights[i] as number))) {
      const before = weights[i] as number;
      weights[i] = zigzag(q);
      const found = bits();
      tried++;
      if (found < best) [best, unmoved] = [found, 0];
      else weights[i] = before;
    }
    await step(tried);
  }
  return best;
}

const WEIGHT_MAX = 127;

function others(q: number): number[] {
  return [...new Set([0, q - 1, q + 1, -q])].filter((other) => other !== q && Math.abs(other) <= WEIGHT_MAX);
}

/** As they are stored: 0, -1, 1, -2, … as 0, 1, 2, 3, … */
function zigzag(q: number): number {
  return q < 0 ? -2 * q - 1 : 2 * q;
}

function unzigzag(z: number): number {
  return z % 2 === 0 ? z / 2 : -(z + 1) / 2;
}
