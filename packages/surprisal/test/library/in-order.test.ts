import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../src/pool/in-order.js';

const turn = (n: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, n));

async function* each<T>(items: readonly T[], pause = 0): AsyncGenerator<T, void> {
  for (const item of items) {
    if (pause > 0) await turn(pause);
    yield item;
  }
}

test('law order: results come in the order of the jobs, never more under way than the window holds', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), async (delays, window) => {
      let underWay = 0;
      let most = 0;
      const results: number[] = [];
      const run = async (delay: number, i: number): Promise<number> => {
        most = Math.max(most, ++underWay);
        await turn(delay);
        underWay--;
        return i;
      };
      let i = 0;
      for await (const result of inOrder(each(delays), window, (delay) => run(delay, i++))) results.push(result);
      expect(results).toEqual(delays.map((_, index) => index));
      expect(most).toBeLessThanOrEqual(window);
    }),
    { numRuns: 30 },
  ));

test('a result does not wait for a late job', async () => {
  async function* late(): AsyncGenerator<number, void> {
    yield 1;
    await new Promise(() => {});
  }
  const results = inOrder(late(), 4, async (n) => n);
  expect(await results.next()).toEqual({ done: false, value: 1 });
});

test('a failure comes in its turn, and ends the source', async () => {
  let ended = false;
  async function* source(): AsyncGenerator<number, void> {
    try {
      yield* [0, 1, 2, 3, 4, 5];
    } finally {
      ended = true;
    }
  }
  const seen: number[] = [];
  const work = (async () => {
    const run = async (n: number): Promise<number> => {
      if (n === 2) throw new Error('two');
      await turn(5);
      return n;
    };
    for await (const n of inOrder(source(), 3, run)) seen.push(n);
  })();
  await expect(work).rejects.toThrow('two');
  expect(seen).toEqual([0, 1]);
  expect(ended).toBe(true);
});
