/** Laws of the pixels around one of a picture of one bit a pixel. */
import { expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const STRIDE = 5;
const CONTEXTS = 24;
const INPUTS = 4;

/** Reads a picture, pixel by pixel. @param use of the bits before each pixel; inputs and averages are there. */
async function read(
  bytes: readonly number[],
  use: (bits: readonly number[], patterns: Record<string, number>, inputs: Float32Array) => void,
): Promise<void> {
  const kernel = await Components.create();
  kernel.call('makeHistory', 10);
  kernel.words(1).set([1]);
  const mixer = kernel.call('makeMixer', CONTEXTS * 6, 1, 1, 0, 0, 0, 0);
  const at = kernel.call('claimMixer', mixer, 0, 1, 0);
  const made = kernel.call('makePatterns', STRIDE, 100, CONTEXTS, mixer);
  const bits: number[] = [];
  for (const byte of bytes) {
    for (let i = 0; i < 8; i++) {
      kernel.call('predictPatterns', made, (256 | byte) >>> (8 - i), i);
      const patterns = { ...kernel.read('Patterns', made) };
      use(bits, patterns, kernel.floats(CONTEXTS * 6, at));
      const bit = (byte >>> (7 - i)) & 1;
      kernel.call('learnPatterns', made, bit);
      bits.push(bit);
    }
    kernel.call('append', byte);
  }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const number = (pixels: readonly number[]): number => pixels.reduce((n, pixel) => 2 * n + pixel, 0);
/** How many pixels from the first on are alike. */
const alike = (pixels: readonly number[]): number => [...pixels, 2].findIndex((pixel) => pixel !== pixels[0]);

const random = randomOf(8);
const PICTURE = Array.from({ length: 40 * STRIDE }, (_, i) => (i % 3 ? Math.floor(256 * random()) : i % 2 ? 255 : 0));

test('law bitmap: what lies left of a pixel and above it, as drawn', () =>
  read(PICTURE, (bits, patterns) => {
    /** The pixel `right` columns right of the next one, `up` rows above. Rows follow one another; white before the first. */
    const pixel = (up: number, right: number): number => bits[bits.length - 8 * STRIDE * up + right] ?? 0;
    const row = (up: number, reach: number): number[] => range(-reach, reach).map((right) => pixel(up, right));
    const left = (count: number): number[] => range(-count, -1).map((right) => pixel(0, right));
    const sum = (pixels: readonly number[]): number => pixels.reduce((a, b) => a + b, 0);
    const column = range(1, 6).map((up) => pixel(up, 0));
    const run = Math.min(alike(left(15).reverse()), 15);
    const next = alike(range(0, 8).map((right) => pixel(1, right)));
    const round = [left(4), row(1, 4), row(2, 4), row(3, 4), row(4, 4)];
    const expected = {
      near: number([...left(3), ...row(1, 1)]),
      around: number(row(1, 3)),
      tall: number([...column.reverse(), ...left(1)]),
      edges: run * 16 + next,
      black: sum(round.map(sum)),
      template: number([...left(4), ...row(1, 3), ...row(2, 2)]),
    };
    expect(patterns).toEqual(expected);
  }));

test('law bitmap: a pattern is known if it came before, and what was seen of it is no other’s', () => {
  // The 16 pixels to the left are a context, the seventeenth, of more patterns than there are slots.
  const [CONTEXT, slotBits] = [16, 10];
  const key = (bits: readonly number[]): number =>
    Math.imul(number(bits.slice(-16)), 0x9e3779b9) >>> (32 - slotBits - 8);
  const owners = new Map<number, number>();
  let known = 0;
  return read(PICTURE, (bits, _, inputs) => {
    const average = inputs[CONTEXTS * INPUTS + 2 * CONTEXT + 1]!;
    const slot = key(bits) >>> 8;
    expect(average !== 0).toBe(owners.get(slot) === key(bits));
    if (average !== 0) known++;
    owners.set(slot, key(bits));
  }).then(() => expect(known).toBeGreaterThan(3));
});
