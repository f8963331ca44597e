import { deepStrictEqual, notDeepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { test } from 'vitest';
import { decodeX86, encodeX86 } from '../src/plan/transforms/x86.ts';

// Bytes that make fields, and fields that overlap, are common here and rare in random bytes.
const PIECES = [0xe8, 0xe9, 0x0f, 0x80, 0x8f, 0x84, 0x48, 0x4c, 0x8b, 0x8d, 0x89, 0x05, 0x3d, 0x00, 0xff, 0x01, 0xfe];
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 300 }).map((x) => Uint8Array.from(x));
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  pieces,
  fc.uint8Array({ min: 0xe8, max: 0xe9, maxLength: 60 }),
);

test('decodeX86 inverts encodeX86, and encodeX86 inverts decodeX86', () =>
  fc.assert(
    fc.property(bytes, (x) => {
      deepStrictEqual(decodeX86(encodeX86(x)), x);
      deepStrictEqual(encodeX86(decodeX86(x)), x);
    }),
    { numRuns: 5000 },
  ));

test('every short string of the bytes that matter comes back', () => {
  const alphabet = [0xe8, 0x00, 0xff, 0x0f, 0x85];
  for (let n = 0; n < alphabet.length ** 7; n++) {
    const x = Uint8Array.from(
      { length: 7 },
      (_, i) => alphabet[Math.floor(n / alphabet.length ** i) % alphabet.length]!,
    );
    deepStrictEqual(decodeX86(encodeX86(x)), x);
  }
});

test('two calls of one function become the same bytes', () => {
  const x = new Uint8Array(100);
  const call = (at: number, target: number) => {
    x[at] = 0xe8;
    new DataView(x.buffer).setInt32(at + 1, target - (at + 5), true);
  };
  call(10, 0x40);
  call(77, 0x40);
  notDeepStrictEqual(x.slice(10, 15), x.slice(77, 82));
  const y = encodeX86(x);
  deepStrictEqual(y.slice(10, 15), Uint8Array.of(0xe8, 0, 0, 0, 0x40));
  deepStrictEqual(y.slice(77, 82), Uint8Array.of(0xe8, 0, 0, 0, 0x40));
});

test('the example of docs/format.md', () => {
  const [coded, decoded] = ['90e80000004090', '90e83a00000090'].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
  deepStrictEqual(decodeX86(coded!), decoded);
  deepStrictEqual(encodeX86(decoded!), coded);
});

test('the input is left as it was', () => {
  const x = Uint8Array.of(0xe8, 1, 0, 0, 0, 0);
  encodeX86(x);
  decodeX86(x);
  deepStrictEqual(x, Uint8Array.of(0xe8, 1, 0, 0, 0, 0));
});
