/** Distances, against costs whose answer is known; trees, against trees that are known. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cluster,
  contextFeatures,
  cut,
  type DistanceMatrix,
  dendrogramSvg,
  dendrogramText,
  distance,
  distanceMatrix,
  LINKAGES,
  MEASURES,
  modelCost,
  Neighbours,
  neighbourJoining,
  phraseFeatures,
} from '../../src/uses/similarity/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const gzip = (bytes: Uint8Array): number => gzipSync(bytes).length;
/** A compressor that knows nothing: bytes cost bytes. */
const length = (bytes: Uint8Array): number => bytes.length;
/** A compressor to which the order matters: it counts the bytes above the one before. */
const rises = (bytes: Uint8Array): number => bytes.filter((byte, i) => byte > (bytes[i - 1] ?? 0)).length;
/** A compressor that writes each byte value once. */
const distinct = (bytes: Uint8Array): number => new Set(bytes).size;

test.each([
  ['ncd', 1, 1, 0],
  ['cdm', 1, 1, 0.5],
  ['conditional', 1, 1, 0],
  ['cosine', 1, 1, 0],
  ['information', 0, 0, 0.5],
] as const)(
  '%s: of strangers to a compressor that knows nothing, of strangers, of twins',
  (measure, plain, far, near) => {
    expect(distance(utf8('abcd'), utf8('efgh'), length, measure)).toBe(plain);
    expect(distance(utf8('abcd'), utf8('efgh'), distinct, measure)).toBe(far);
    expect(distance(utf8('abcd'), utf8('dcba'), distinct, measure)).toBe(near);
  },
);

test('law symmetry: the distance is the same both ways, with any cost', () =>
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.constantFrom(...MEASURES), (x, y, measure) => {
      for (const cost of [gzip, rises]) expect(distance(x, y, cost, measure)).toBe(distance(y, x, cost, measure));
    }),
  ));

test('a model finds what is alike, the same each time', async () => {
  const cost = await modelCost('ppm');
  const [a, b, c] = [
    'the cat sat on the mat '.repeat(5),
    'the cat lay on the mat '.repeat(5),
    '0123456789,'.repeat(10),
  ];
  const near = distance(utf8(a!), utf8(b!), cost);
  expect(near).toBeLessThan(distance(utf8(a!), utf8(c!), cost));
  expect(distance(utf8(a!), utf8(b!), cost)).toBe(near);
});

test('law matrix: each number is the distance of its two things', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 40, size: 'max' }),
      fc.constantFrom(...MEASURES),
      async (items, measure) => {
        const { size, values } = await distanceMatrix(items, rises, { measure });
        const wanted = items.flatMap((x, i) => items.map((y, j) => (i === j ? 0 : distance(x, y, rises, measure))));
        expect(size).toBe(items.length);
        expect([...values]).toEqual(wanted);
      },
    ),
    { numRuns: 30 },
  ));

test('a matrix tells how far it is, and ends when it is aborted', async () => {
  const items = ['aaaa', 'bbbb', 'aabb'].map(utf8);
  const seen: unknown[] = [];
  const { values } = await distanceMatrix(items, distinct, { onProgress: (progress) => seen.push(progress) });
  expect([...values]).toEqual([0, 1, 0.5, 1, 0, 0.5, 0.5, 0.5, 0]);
  expect(seen.at(-1)).toEqual({ done: 3, total: 3 });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(distanceMatrix(items, distinct, { signal })).rejects.toThrow('enough');
});

const matrix = (rows: readonly (readonly number[])[]): DistanceMatrix => ({
  size: rows.length,
  values: Float64Array.from(rows.flat()),
});
/** Points on a line at 0, 1, 3 and 7. */
const LINE = matrix([0, 1, 3, 7].map((a) => [0, 1, 3, 7].map((b) => Math.abs(a - b))));

describe('clusters', () => {
  // By hand: {0, 1} at 1; then 3; then 7.
  test.each([
    ['single', [1, 2, 4]],
    ['complete', [1, 3, 7]],
    ['average', [1, 2.5, (7 + 6 + 4) / 3]],
    // √((2·9 + 2·4 - 1) / 3), then √((2·d² + 3·16 - h²) / 4) with d² = (2·49 + 2·36 - 1) / 3, h² = 25 / 3.
    ['ward', [1, Math.sqrt(25 / 3), Math.sqrt((3 * (169 / 3) + 2 * 16 - 25 / 3) / 4)]],
  ] as const)('%s', (linkage, heights) => {
    const found: number[] = [];
    let tree = cluster(LINE, linkage);
    while ('height' in tree) {
      found.unshift(tree.height);
      tree = tree.left;
    }
    for (const [i, height] of heights.entries()) expect(found[i]).toBeCloseTo(height, 12);
  });

  test('law order: no join is lower than those below it, and every thing is there once', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...LINKAGES),
        (at, linkage) => {
          const items: number[] = [];
          const check = (node: ReturnType<typeof cluster>, most: number): void => {
            if ('item' in node) {
              items.push(node.item);
              return;
            }
            expect(node.height).toBeLessThanOrEqual(most + 1e-9);
            check(node.left, node.height);
            check(node.right, node.height);
          };
          check(cluster(matrix(at.map((a) => at.map((b) => Math.abs(a - b)))), linkage), Number.POSITIVE_INFINITY);
          expect(items.sort((a, b) => a - b)).toEqual(at.map((_, i) => i));
        },
      ),
    ));

  test('cut into groups: the last joins are undone first', () => {
    const tree = cluster(LINE, 'single');
    expect(cut(tree, 1)).toEqual([[0, 1, 2, 3]]);
    expect(cut(tree, 2)).toEqual([[0, 1, 2], [3]]);
    expect(cut(tree, 3)).toEqual([[0, 1], [2], [3]]);
    expect(cut(tree, 4)).toEqual([[0], [1], [2], [3]]);
    expect(() => cut(tree, 5)).toThrow(RangeError);
    expect(() => cut(tree, 0)).toThrow(RangeError);
  });

  test('drawn as text and as an image', () => {
    const tree = cluster(LINE, 'single');
    const names = ['zero', 'one', 'three', 'se<en'];
    expect(dendrogramText(tree, names)).toBe(
      ['┐ 4.000', '├─┐ 2.000', '│ ├─┐ 1.000', '│ │ ├─ zero', '│ │ └─ one', '│ └─ three', '└─ se<en', ''].join('\n'),
    );
    const svg = dendrogramSvg(tree, names);
    expect(svg).toContain('>se&lt;en</text>');
    expect(svg.match(/M/g)).toHaveLength(3);
  });
});

test('neighbour joining finds the tree that has the distances', () => {
  // Branches: a 2, b 3, c 4, d 2, e 1; between (a, b) and c 3, between c and (d, e) 2.
  const tree = neighbourJoining(
    matrix([
      [0, 5, 9, 9, 8],
      [5, 0, 10, 10, 9],
      [9, 10, 0, 8, 7],
      [9, 10, 8, 0, 3],
      [8, 9, 7, 3, 0],
    ]),
    ['a', 'b', 'c', "d'", 'e'],
  );
  for (const branch of ['a:2', 'b:3', 'c:4', "'d''':2", 'e:1']) expect(tree).toContain(branch);
  expect(tree).toContain('(a:2,b:3):3');
});

test('law neighbours: the nearest are those of an exhaustive search', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('ab ', 'cd ', 'a', 'xyz'), maxLength: 60 }), {
        minLength: 1,
        maxLength: 80,
        size: 'max',
      }),
      fc.string({ unit: fc.constantFrom('ab ', 'cd ', 'q') }),
      fc.integer({ min: 1, max: 3 }),
      async (texts, query, count) => {
        const items = texts.map(utf8);
        const x = utf8(query);
        const all = items.map((y, index) => {
          const [low, high] = [Math.min(gzip(x), gzip(y)), Math.max(gzip(x), gzip(y))];
          return { index, distance: (gzip(utf8(`${query} ${texts[index]}`)) - low) / high };
        });
        all.sort((a, b) => a.distance - b.distance || a.index - b.index);
        expect(await new Neighbours(items, gzip).find(x, count)).toEqual(all.slice(0, count));
      },
    ),
  ));

test('of many queries each has its neighbours; they tell how far they are, and end when aborted', async () => {
  const items = ['aaaa', 'abab', 'bbbb', 'cdcd'].map(utf8);
  const neighbours = new Neighbours(items, gzip);
  const queries = ['aaab', 'cdc'].map(utf8);
  const seen: { done: number; total: number }[] = [];
  const found: unknown[] = [];
  const each = neighbours.findEach(queries, 2, { onProgress: (progress) => seen.push(progress) });
  for await (const nearest of each) found.push(nearest);
  expect(found).toEqual(await Promise.all(queries.map((query) => new Neighbours(items, gzip).find(query, 2))));
  expect(seen.at(-1)).toEqual({ done: 8, total: 8 });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(neighbours.find(utf8('a'), 1, { signal })).rejects.toThrow('enough');
});

describe('workers', () => {
  // The built library: a worker is a file of its own, in JavaScript.
  const built = import('surprisal/similarity');
  const items = Array.from({ length: 7 }, (_, i) =>
    new Uint8Array(i * 400).map((__, k) => 97 + (((k * k * (i + 1)) >> 7) % (3 + i))),
  );

  test.each(['order-1', 'lzw'])('the figures are the same with none, one and two: %s', async (model) => {
    const { distanceMatrix, Neighbours } = await built;
    const alone = await distanceMatrix(items, model);
    const cost = await modelCost(model, 2 * 2400);
    expect(alone.values[11]).toBe(distance(items[1]!, items[4]!, cost));
    const nearest = await new Neighbours(items, model).find(items[4]!, 3);
    expect(nearest[0]!.index).toBe(4);
    for (const workers of [1, 2]) {
      const seen: unknown[] = [];
      const onProgress = (progress: unknown): void => void seen.push(progress);
      expect(await distanceMatrix(items, model, { workers, onProgress })).toEqual(alone);
      expect(seen.at(-1)).toEqual({ done: 21, total: 21 });
      expect(await new Neighbours(items, model).find(items[4]!, 3, { workers })).toEqual(nearest);
    }
  });

  test('an abort ends them, whatever they do', async () => {
    const { distanceMatrix } = await built;
    const controller = new AbortController();
    const long = [new Uint8Array(2 ** 24), new Uint8Array(2 ** 24)]; // many seconds, without a break
    const matrix = distanceMatrix(long, 'cm', { workers: 2, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 100);
    await expect(matrix).rejects.toThrow('enough');
  });

  test('what cannot be sent to them, or is not there, is refused', async () => {
    const { distanceMatrix, Neighbours } = await built;
    for (const [cost, workers, error] of [
      [length, 1, TypeError],
      [7 as never, 0, TypeError],
      ['nothing', 0, RangeError],
      ['nothing', 1, RangeError],
      ['ppm', -1, RangeError],
    ] as const) {
      await expect(distanceMatrix(items, cost, { workers })).rejects.toThrow(error);
    }
    await expect(new Neighbours(items, 'ppm', -1).find(items[0]!, 1, { workers: 1 })).rejects.toThrow(RangeError);
  });
});

test('an empty thing is like another, and far from the rest', async () => {
  const { values } = await distanceMatrix([utf8(''), utf8(''), utf8('abc')], 'order-0');
  expect([...values.subarray(0, 3)]).toEqual([0, 0, 1]);
  const nearest = await new Neighbours([utf8('abc'), utf8('')], 'order-0').find(utf8(''), 2);
  expect(nearest.map(({ index }) => index)).toEqual([1, 0]);
});

test('bad arguments', async () => {
  expect(() => distance('x' as never, utf8('y'), length)).toThrow(TypeError);
  expect(() => distance(utf8('x'), utf8('y'), length, 'near' as never)).toThrow(RangeError);
  expect(() => cluster(LINE, 'middle' as never)).toThrow(RangeError);
  expect(() => cluster(matrix([]))).toThrow(RangeError);
  expect(() => neighbourJoining(LINE, ['a'])).toThrow(RangeError);
  await expect(new Neighbours([], length).find(utf8('x'), 0)).rejects.toThrow(RangeError);
  await expect(new Neighbours([], length).find('x' as never, 1)).rejects.toThrow(TypeError);
  await expect(modelCost('none')).rejects.toThrow(RangeError);
  expect(() => phraseFeatures(utf8('x'), 'morse' as never)).toThrow(RangeError);
  await expect(contextFeatures(utf8('x'), 'ppm', 17)).rejects.toThrow(RangeError);
});
