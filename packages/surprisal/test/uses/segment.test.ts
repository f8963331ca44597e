/** Segments: the least of all ways to cut, found where the statistics change and nowhere else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frequencies } from '../../src/uses/segment/frequencies.js';
import { segment } from '../../src/uses/segment/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Words of a list, in an order that looks like none; a line each ten. */
function textOf(words: readonly string[], count: number): string {
  let state = 7;
  const next = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return words[Math.floor((state / 2 ** 32) * words.length)]!;
  };
  return Array.from({ length: count }, (_, i) => `${next()}${i % 10 === 9 ? '\n' : ' '}`).join('');
}
const ENGLISH = textOf(['the', 'cat', 'sat', 'on', 'a', 'mat', 'when', 'every', 'dog', 'had', 'left'], 600);
const NUMBERS = textOf(['17', '2048', '3.14', '99', '-6', '1e9', '0.5', '360', '42', '8080'], 600);

test('one kind is one segment; two are two, and the border is where they meet', async () => {
  const [english, numbers] = [utf8(ENGLISH), utf8(NUMBERS)];
  expect((await segment(english)).segments).toHaveLength(1);
  const both = await segment(utf8(ENGLISH + NUMBERS + ENGLISH));
  expect(both.segments.map(({ start, end }) => [start, end])).toEqual([
    [0, english.length],
    [english.length, english.length + numbers.length],
    [english.length + numbers.length, 2 * english.length + numbers.length],
  ]);
  expect(both.bits).toBeLessThan(both.whole);
});

test('bytes without lines: the border is found to a few bytes', async () => {
  const noise = Uint8Array.from({ length: 3000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24);
  const ramp = Uint8Array.from({ length: 3000 }, (_, i) => 100 + (i % 7));
  const { segments } = await segment(Uint8Array.from([...noise, ...ramp]));
  expect(segments).toHaveLength(2);
  expect(Math.abs(segments[0]!.end - 3000)).toBeLessThan(8);
});

/** Bytes of one to three kinds, one after another. */
const kinds = fc
  .array(fc.tuple(fc.constantFrom('ab', '01234', ' xyz', '\n-'), fc.integer({ min: 5, max: 60 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.map(([letters, n]) => Array.from({ length: n }, (_, i) => letters[(i * i) % letters.length])))
  .map((parts) => utf8(parts.flat().join('')));

test('law least: no choice of the places costs less', () =>
  fc.assert(
    fc.asyncProperty(kinds, fc.integer({ min: 1, max: 7 }), async (bytes, places) => {
      const { segments, bits, whole } = await segment(bytes, { places });
      const cost = (borders: readonly number[]): number => {
        let sum = (borders.length - 2) * Math.log2(places);
        for (let i = 1; i < borders.length; i++) sum += new Frequencies().read(bytes, borders[i - 1]!, borders[i]!);
        return sum;
      };
      // The borders tell what they cost, without gaps.
      expect(segments[0]!.start).toBe(0);
      expect(cost([0, ...segments.map(({ end }) => end)])).toBeCloseTo(bits, 6);
      expect(cost([0, bytes.length])).toBeCloseTo(whole, 6);
      for (let i = 1; i < segments.length; i++) expect(segments[i]!.start).toBe(segments[i - 1]!.end);
      let newlines = 0;
      for (const byte of bytes) if (byte === 10) newlines++;
      const inner = new Set<number>();
      for (let i = 1; i < places; i++) {
        const at = Math.floor((i * bytes.length) / places);
        const place = newlines >= places ? bytes.indexOf(10, Math.max(at - 1, 0)) + 1 : at;
        if (place > 0 && place < bytes.length) inner.add(place);
      }
      const all = [...inner];
      for (let subset = 0; subset < 2 ** all.length; subset++) {
        const chosen = all.filter((_, i) => subset & (1 << i)).sort((a, b) => a - b);
        expect(bits).toBeLessThanOrEqual(cost([0, ...chosen, bytes.length]) + 1e-6);
      }
    }),
    { numRuns: 60 },
  ));

test('law distribution: what frequencies say of the next byte sums to 1, read in one or in parts', () =>
  fc.assert(
    fc.property(kinds, fc.nat(200), (bytes, cut) => {
      const at = Math.min(cut, bytes.length);
      const parts = new Frequencies();
      const sum = parts.read(bytes, 0, at) + parts.read(bytes, at, bytes.length);
      expect(sum).toBeCloseTo(new Frequencies().read(bytes, 0, bytes.length), 6);
      let total = 0;
      for (let next = 0; next < 256; next++) {
        const known = new Frequencies();
        const longer = Uint8Array.from([...bytes, next]);
        known.read(longer, 0, bytes.length);
        total += 2 ** -known.read(longer, bytes.length, longer.length);
      }
      expect(total).toBeCloseTo(1, 9);
    }),
    { numRuns: 30 },
  ));

test('nothing, progress, an abort, bad arguments', async () => {
  expect(await segment(new Uint8Array(0))).toEqual({ segments: [], bits: 0, whole: 0 });
  const seen: { done: number; total: number }[] = [];
  await segment(utf8(ENGLISH), { onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)!.done).toBe(seen.at(-1)!.total);
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(segment(utf8(ENGLISH), { signal })).rejects.toThrow('enough');
  await expect(segment('x' as never)).rejects.toThrow(TypeError);
  await expect(segment(utf8('x'), { places: 0 })).rejects.toThrow(RangeError);
  await expect(segment(utf8('x'), { onProgress: 1 as never })).rejects.toThrow(TypeError);
});
