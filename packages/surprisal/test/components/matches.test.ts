/** Laws of what is expected because it came before: matches, and the bypass while one is very long. */
import { expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const MINIMUM = 4;

/** A match finder over a history of 2^10 bytes. */
async function matchOf(): Promise<{
  kernel: Components;
  match: number;
  perceive: (byte: number, learning?: boolean) => number;
}> {
  const kernel = await Components.create();
  kernel.call('makeHistory', 10);
  const match = kernel.call('makeMatch', MINIMUM, 10);
  const perceive = (byte: number, learning = true): number => {
    kernel.call('append', byte);
    return kernel.call('perceiveMatch', match, kernel.call('hashOfHistory', MINIMUM), learning ? 1 : 0);
  };
  return { kernel, match, perceive };
}

test('law match: so many bytes agree with an earlier place as are said to, and what followed there is expected', async () => {
  const { kernel, match, perceive } = await matchOf();
  const random = randomOf(1);
  const past: number[] = [];
  let found = 0;
  for (let i = 0; i < 900; i++) {
    // Noise of few letters, and now and then a copy. No letter is 0: what stands before the start reads as 0.
    const byte = i % 150 > 100 ? past[i - 90]! : 1 + Math.floor(6 * random());
    past.push(byte);
    const length = perceive(byte);
    if (length === 0) continue;
    expect(length).toBeGreaterThanOrEqual(MINIMUM);
    const expected = kernel.call('expectedByMatch', match);
    const agrees = (at: number): boolean =>
      past[at] === expected && past.slice(at - length, at).every((b, k) => b === past[past.length - length + k]);
    expect(past.some((_, at) => at >= length && agrees(at))).toBe(true);
    found++;
  }
  expect(found).toBeGreaterThan(200);
});

test('law match: a place that was repeated is found once the least number of bytes agrees', async () => {
  const { kernel, match, perceive } = await matchOf();
  const text = [...'the quick brown fox. the quick'].map((c) => c.charCodeAt(0));
  const lengths = text.map((byte) => perceive(byte));
  // "the " is 21 bytes in; its fourth byte is the first after which four agree.
  expect(lengths.slice(0, 24).every((n) => n === 0)).toBe(true);
  expect(lengths.slice(24)).toEqual([4, 5, 6, 7, 8, 9]);
  expect(kernel.call('expectedByMatch', match)).toBe(' '.charCodeAt(0));
});

test('law match: a frozen one remembers no place', async () => {
  const { perceive } = await matchOf();
  const text = [...'the quick. the quick'].map((c) => c.charCodeAt(0));
  expect(text.map((byte) => perceive(byte, false)).every((n) => n === 0)).toBe(true);
});

test('law match: bits are expected of the expected byte, and a wrong one ends the match', async () => {
  const { kernel, match, perceive } = await matchOf();
  for (const c of 'abcdXabcd') perceive(c.charCodeAt(0));
  const expected = 'X'.charCodeAt(0) | 256;
  const at = (bits: number): number[] => [
    ...kernel.floats(4, kernel.call('predictMatch', match, expected >>> (8 - bits), bits)),
  ];
  // At first nothing says that matches come true; after some that did, all inputs are toward the expected bit.
  for (let i = 0; i < 10; i++) {
    at(0);
    kernel.call('learnMatch', match, 0);
  }
  for (let bits = 0; bits < 8; bits++) {
    const [stretched, flat, ...rest] = at(bits);
    const sign = (expected >>> (7 - bits)) & 1 ? 1 : -1;
    expect([Math.sign(stretched!), Math.sign(flat!)]).toEqual([sign, sign]);
    expect(rest.map(Math.abs)).toEqual([0, 0]);
  }
  at(0);
  kernel.call('perceiveMatchBit', match, 1);
  expect([...kernel.floats(4, kernel.call('predictMatch', match, 3, 1))].map(Math.abs)).toEqual([0, 0, 0, 0]);
});

test('law run-ahead: from 400 bytes on the match alone predicts, ever surer; after a miss the bits of that byte do', async () => {
  const { kernel, match, perceive } = await matchOf();
  const ahead = kernel.call('makeLongMatch', match);
  const isActive: boolean[] = [];
  const misses: number[] = [];
  for (let i = 0; i < 900; i++) {
    const length = perceive(0xff);
    const active = kernel.call('perceiveLongMatch', ahead) === 1;
    isActive.push(active);
    expect(active).toBe(length >= 400);
    if (!active) continue;
    for (let bits = 0; bits < 8; bits++) {
      const p = kernel.call('predictLongMatch', ahead, 511 >>> (8 - bits), bits) >>> 0;
      if (bits === 0) misses.push(1 - p / 2 ** 32);
      kernel.call('updateLongMatch', ahead, 1, 1);
    }
  }
  expect(isActive.filter(Boolean).length).toBeGreaterThan(400);
  expect(misses.at(-1)).toBeLessThan(misses[0]! / 10);
  // A miss: now P(1) is what the bits so far have taught, one half where nothing has.
  kernel.call('predictLongMatch', ahead, 1, 0);
  kernel.call('updateLongMatch', ahead, 0, 1);
  expect(kernel.call('predictLongMatch', ahead, 2, 1) >>> 0).toBe(2 ** 31);
  kernel.call('updateLongMatch', ahead, 1, 1);
  kernel.call('perceiveLongMatch', ahead);
  kernel.call('predictLongMatch', ahead, 1, 0);
  kernel.call('updateLongMatch', ahead, 0, 1);
  expect(kernel.call('predictLongMatch', ahead, 2, 1) >>> 0).toBeGreaterThan(2 ** 31);
});
