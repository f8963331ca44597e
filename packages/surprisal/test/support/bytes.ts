import fc from 'fast-check';

/** One array after another. */
export function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Whether they hold the same bytes: quicker than `toEqual`, which looks at each. */
export function same(x: Uint8Array, y: Uint8Array): boolean {
  return Buffer.compare(x, y) === 0;
}

/** `x` again and again, up to `n` bytes. */
export function repeated(x: Uint8Array, n: number): Uint8Array {
  return Uint8Array.from({ length: n }, (_, i) => x[i % x.length] ?? 0);
}

/**
 * Bytes to try a predictor on. Random bytes alone never exercise one: some come from a small alphabet, some
 * repeat, some are text, and some are runs that break off.
 */
export const bytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.uint8Array({ max: 3, maxLength: 1200 }),
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 9 }), fc.nat(1500)).map(([x, n]) => repeated(x, n)),
  fc.string({ maxLength: 600 }).map((text) => new TextEncoder().encode(text)),
  fc
    .array(fc.tuple(fc.constantFrom(0, 0xff, 0x20, 0x80), fc.integer({ min: 1, max: 200 })), { maxLength: 8 })
    .map((list) => join(...list.map(([byte, n]) => new Uint8Array(n).fill(byte)))),
);

/** Where to cut bytes: fractions of their length, in order. */
export const cuts: fc.Arbitrary<readonly number[]> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 })
  .map((list) => list.sort((a, b) => a - b));

/** `x` cut at those places. */
export function split(x: Uint8Array, at: readonly number[]): Uint8Array[] {
  const ends = [0, ...at.map((fraction) => Math.floor(fraction * x.length)), x.length];
  return ends.slice(1).map((end, i) => x.subarray(ends[i], end));
}
