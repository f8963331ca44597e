/** Outliers are what is dear given the rest; duplicates what the rest has already. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Predictor } from '../../src/predictor/predictor.js';
import { drift, duplicates, outliers, Watch } from '../../src/uses/outliers/index.js';

/** Lines of a log: a time, a host, a message of few, a number of many. */
function logOf(count: number, from = 0): string[] {
  const messages = ['door opened by user', 'door closed by user', 'battery at level', 'sync took ms'];
  return Array.from({ length: count }, (_, i) => {
    const n = Math.imul(i + from + 1, 0x9e3779b1) >>> 0;
    const time = `12:${String(Math.floor((i + from) / 60) % 60).padStart(2, '0')}:${String((i + from) % 60).padStart(2, '0')}`;
    return `${time} host-${n % 3} ${messages[(n >>> 8) % 4]} ${n % 100_000}`;
  });
}
const STRANGE = [
  'kernel panic: cannot mount root from the usual place',
  '12:03:11 host-1 GET /../../etc/passwd?x=<script>',
  '\u0007\u0001~~~~ qqqq zzzz ~~~~',
];

test('planted lines are the farthest out, wherever they are: first, last, between', async () => {
  const lines = logOf(600);
  lines[0] = STRANGE[0]!;
  lines[300] = STRANGE[1]!;
  lines[599] = STRANGE[2]!;
  const found = await outliers(lines, { model: 'ppm' });
  expect(
    found
      .slice(0, 3)
      .map(({ index }) => index)
      .sort((a, b) => a - b),
  ).toEqual([0, 300, 599]);
  expect(found).toHaveLength(600);
  expect(new Set(found.map(({ index }) => index)).size).toBe(600);
  for (const [i, { score }] of found.slice(1).entries()) expect(score).toBeLessThanOrEqual(found[i]!.score);
});

test('law given: a thing costs no more than given what stands before it, nor than given what stands after it', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'log ', '7'), maxLength: 20 }), {
        minLength: 1,
        maxLength: 12,
      }),
      async (items) => {
        const lines = items.map((item) => new TextEncoder().encode(`${item}\n`));
        const found = await outliers(items, { model: 'order-2' });
        const size = lines.reduce((sum, { length }) => sum + length, 0);
        for (const way of [lines.map((_, i) => i), lines.map((_, i) => lines.length - 1 - i)]) {
          const p = await Predictor.create('order-2', { size });
          for (const i of way) {
            const bits = p.bits(lines[i]!);
            expect(found.find(({ index }) => index === i)!.bits).toBeLessThanOrEqual(bits + 1e-3);
          }
        }
      },
    ),
    { numRuns: 20 },
  ));

test('a line that is there twice is not far out; numbers nobody could know are not, either', async () => {
  const lines = logOf(400);
  lines[100] = STRANGE[0]!;
  lines[200] = STRANGE[1]!;
  lines[201] = STRANGE[1]!;
  const found = await outliers(lines);
  expect(found[0]!.index).toBe(100);
  const excess = (i: number): number => found.find(({ index }) => index === i)!.excess;
  expect(excess(200)).toBeLessThan(excess(100) / 2);
  expect(Math.abs(excess(250))).toBeLessThan(excess(100) / 4);
});

test('of a burst the first counts most; what is no sequence counts in full', async () => {
  const lines = logOf(300);
  for (const [i, line] of [...STRANGE, ...logOf(2, 900), 'panic again: still no root to mount from'].entries())
    lines[100 + i] = line;
  const full = (await outliers(lines, { model: 'ppm', isSequence: false })).sort((a, b) => a.index - b.index);
  const burst = (await outliers(lines, { model: 'ppm' })).sort((a, b) => a.index - b.index);
  for (const [i, { score }] of full.entries()) {
    const before = Math.max(0, ...full.slice(Math.max(i - 4, 0), i).map((one) => one.score));
    expect(burst[i]!.score).toBeCloseTo(score === 0 ? 0 : score ** 2 / (score + before), 9);
    expect(burst[i]!.excess).toBe(full[i]!.excess);
  }
  expect(burst[101]!.score).toBeLessThan(0.7 * full[101]!.score);
  expect(burst[100]!.score).toBeGreaterThan(0.9 * full[100]!.score);
});

describe('a watch', () => {
  test('tells of what is unlike the given, less the second time; of what is like it, hardly ever', async () => {
    const watch = await Watch.create(logOf(1500), { rate: 0.01 });
    const first = STRANGE.map((line) => watch.judge(line));
    for (const { isOutlier, score } of first) expect([isOutlier, score > watch.threshold]).toEqual([true, true]);
    const told = logOf(500, 1500).filter((line) => watch.judge(line).isOutlier);
    expect(told.length).toBeLessThan(15);
    expect(watch.judge(STRANGE[0]!).score).toBeLessThan(first[0]!.score / 2);
  });

  test('that does not learn says the same of the same', async () => {
    const watch = await Watch.create(logOf(300), { learn: false });
    const first = watch.judge(STRANGE[0]!);
    expect(first.isOutlier).toBe(true);
    watch.judge(STRANGE[1]!);
    expect(watch.judge(STRANGE[0]!).isOutlier).toBe(true);
  });
});

describe('duplicates', () => {
  test('exact: groups by their first', async () => {
    expect(await duplicates(['a', 'b', 'a', 'c', 'b', 'a'])).toEqual([
      {
        first: 0,
        others: [
          { index: 2, similarity: 1 },
          { index: 5, similarity: 1 },
        ],
      },
      { first: 1, others: [{ index: 4, similarity: 1 }] },
    ]);
  });

  test('near: by what share of their runs of five bytes both have', async () => {
    const text = 'the quick brown fox jumps over the lazy dog and runs away from all of it';
    const found = await duplicates([text, `${text}!`, text.replace('lazy', 'late'), 'something else entirely', text], {
      similarity: 0.7,
    });
    expect(found).toHaveLength(1);
    expect(found[0]!.others.map(({ index }) => index)).toEqual([1, 2, 4]);
    // With the line feed: 69 runs of the text; the one with ! has 68 of them and 2 others.
    const runs = (t: string): Set<string> => new Set(Array.from({ length: t.length - 4 }, (_, i) => t.slice(i, i + 5)));
    const [a, b] = [runs(`${text}\n`), runs(`${text}!\n`)];
    const both = [...a].filter((run) => b.has(run)).length;
    expect(found[0]!.others[0]!.similarity).toBeCloseTo(both / (a.size + b.size - both), 12);
  });

  test('law exact: those of similarity 1 are those that are equal, and none is missed', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 })), async (items) => {
        const found = await duplicates(items);
        for (const { first, others } of found) {
          expect(items.indexOf(items[first]!)).toBe(first);
          for (const { index } of others) expect(items[index]).toBe(items[first]);
        }
        const repeated = items.filter((item, i) => items.indexOf(item) < i).length;
        expect(found.reduce((sum, { others }) => sum + others.length, 0)).toBe(repeated);
      }),
    ));
});

test('drift: parts add up to the whole, fall while there is something to learn, rise where there is news', async () => {
  const lines = [...logOf(400), ...Array.from({ length: 100 }, (_, i) => `event=${(i * 7919) % 1000};state=${i % 5}`)];
  const parts = await drift(lines, { parts: 10, model: 'ppm' });
  expect(parts.map(({ first }) => first)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450]);
  const whole = await Predictor.create('ppm', { size: 20_000 });
  const bits = whole.bits(new TextEncoder().encode(`${lines.join('\n')}\n`));
  expect(parts.reduce((sum, part) => sum + part.bits, 0)).toBeGreaterThan(0.9 * bits);
  const rates = parts.map((part) => part.bits / part.bytes);
  expect(rates[7]).toBeLessThan(rates[0]!);
  expect(rates[8]).toBeGreaterThan(1.2 * rates[7]!);
  expect(rates[9]).toBeLessThan(rates[8]!);
});

test('progress, an abort, bad arguments', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  for (const work of [outliers, duplicates, drift]) {
    const seen: { done: number; total: number }[] = [];
    await work(logOf(20), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
    await expect(work(logOf(20), { signal })).rejects.toThrow('enough');
    await expect(work([1 as never])).rejects.toThrow(TypeError);
    await expect(work(['x'], { onProgress: 1 as never })).rejects.toThrow(TypeError);
    expect(await work([])).toEqual([]);
  }
  await expect(outliers(['x'], { model: 'nothing' })).rejects.toThrow(RangeError);
  await expect(outliers(['x'], { model: 'ppm', level: 'fast' })).rejects.toThrow(TypeError);
  await expect(duplicates(['x'], { similarity: 0 })).rejects.toThrow(RangeError);
  await expect(drift(['x'], { parts: 0 })).rejects.toThrow(RangeError);
  await expect(Watch.create([])).rejects.toThrow(RangeError);
  await expect(Watch.create(['x'], { rate: 1 })).rejects.toThrow(RangeError);
  await expect(Watch.create(['x'], { learn: 1 as never })).rejects.toThrow(TypeError);
  await expect(Watch.create(['x'], { signal })).rejects.toThrow('enough');
});
