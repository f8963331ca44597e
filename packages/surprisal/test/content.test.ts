import { deepStrictEqual, ok } from 'node:assert';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { analyse } from '../src/plan/detect/detect.ts';
import { ContentKind, type ContentType, STRIDE_MAX } from '../src/registry/kinds.ts';
import * as made from './content-made.ts';

const SEEDS = [1, 2, 3, 4, 5];

/** Asserts what is found in content of every seed. */
function finds(expected: ContentType, make: (seed: number) => Uint8Array): void {
  for (const seed of SEEDS) deepStrictEqual(analyse(make(seed)), expected, `seed ${seed}`);
}

const concat = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const TEXT = { kind: ContentKind.TEXT, stride: 0 };
const BINARY = { kind: ContentKind.BINARY, stride: 0 };

describe('text', () => {
  test('prose, of any length', () => {
    for (const length of [1, 2, 20, 100, 1000, 5000, 300_000]) finds(TEXT, (seed) => made.prose(seed, length));
  });
  test('JSON', () => finds(TEXT, (seed) => made.json(seed, 50_000)));
  test('UTF-8 in other scripts', () => {
    for (const letters of [
      'оеаинтсрвлкмдпуяыьгзб',
      'αβγδεζηθικλμνξοπρστυφχψω',
      'のをたがでてとしれさある一日大年',
      'אבגדהוזחטיכלמנס',
    ]) {
      finds(TEXT, (seed) => made.prose(seed, 20_000, letters));
    }
  });
  test('an 8-bit encoding', () => {
    // KOI8-R has its small letters at C0 to DF: letters moved there by 0x60.
    finds(TEXT, (seed) => made.prose(seed, 20_000).map((byte) => (byte >= 97 ? byte + 0x60 : byte)));
  });
  test('DNA, base64 and digits', () => {
    for (const alphabet of ['acgt', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', '0123456789']) {
      finds(TEXT, (seed) => {
        const next = made.random(seed);
        return Uint8Array.from({ length: 20_000 }, () => alphabet.charCodeAt(Math.floor(next() * alphabet.length)));
      });
    }
  });
  test('an archive of texts, padded with zeros', () => {
    const padding = new Uint8Array(400);
    finds(TEXT, (seed) => concat(made.prose(seed, 3000), padding, made.json(seed, 2000), padding));
  });
  test('not pixels that happen to be printable', () => {
    for (const seed of SEEDS) {
      const pixels = made.grey8(seed, 100, 100).map((byte) => 40 + byte / 4);
      ok(analyse(pixels).kind !== ContentKind.TEXT);
    }
  });
});

describe('without a header', () => {
  test('grey pixels', () => {
    for (const width of [64, 200, 333, 1024]) {
      finds({ kind: ContentKind.GREY8, stride: width }, (seed) => made.grey8(seed, width, 150));
    }
  });
  test('deep grey pixels', () => {
    for (const width of [100, 317, 1000, 2500]) {
      finds({ kind: ContentKind.GREY16, stride: 2 * width }, (seed) => made.grey16(seed, width, 300));
    }
  });
  test('deep grey pixels behind a header of other numbers', () => {
    for (const width of [317, 512]) {
      finds({ kind: ContentKind.GREY16, stride: 2 * width }, (seed) => {
        const next = made.random(seed);
        const header = Uint8Array.from({ length: 3000 }, () => 256 * next());
        return concat(header, made.grey16(seed, width, 400));
      });
    }
  });
  test('colour pixels', () => {
    for (const width of [64, 201, 768]) {
      finds({ kind: ContentKind.RGB24, stride: 3 * width }, (seed) => made.rgb24(seed, width, 120));
    }
  });
  test('bitmaps', () => {
    for (const width of [800, 1728]) {
      finds({ kind: ContentKind.BITMAP, stride: width / 8 }, (seed) => made.bitmap(seed, width, 400));
    }
  });
  test('audio', () => {
    for (const channels of [1, 2]) {
      finds({ kind: ContentKind.PCM16, stride: 2 * channels }, (seed) => made.pcm16(seed, channels, 30_000));
    }
  });
  test('records', () => {
    for (const stride of [6, 13, 24, 100, 517]) {
      finds({ kind: ContentKind.RECORDS, stride }, (seed) => made.records(seed, stride, Math.ceil(60_000 / stride)));
    }
  });
  test('x86 code', () => finds({ kind: ContentKind.X86, stride: 0 }, (seed) => made.x86(seed, 30_000)));
  test('nothing in noise, zeros and a single value', () => {
    finds(BINARY, (seed) => made.noise(seed, 50_000));
    finds(BINARY, () => new Uint8Array(100_000));
    finds(BINARY, (seed) => new Uint8Array(10_000).fill(200 + seed));
    deepStrictEqual(analyse(new Uint8Array(0)), BINARY);
  });
});

describe('laws', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.uint8Array({ max: 3, maxLength: 3000 }),
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 }))
      .map(([part, n]) => Uint8Array.from({ length: part.length * n }, (_, i) => part[i % part.length]!)),
    fc
      .tuple(
        fc.constantFrom(
          'BM',
          'P4 ',
          'P5 9 9 255 ',
          'II*\0',
          'MM\0*',
          'RIFF\0\0\0\0WAVEfmt ',
          'FORM\0\0\0\0AIFF',
          '\x7fELF',
          'MZ',
          '\b\0\x05\0',
        ),
        fc.uint8Array({ maxLength: 600 }),
      )
      .map(([magic, rest]) =>
        concat(
          Uint8Array.from(magic, (c) => c.charCodeAt(0)),
          rest,
        ),
      ),
  );

  test('any bytes have a kind, the same every time, and a stride that fits it', () =>
    fc.assert(
      fc.property(bytes, (x) => {
        const content = analyse(x);
        deepStrictEqual(analyse(x.slice()), content);
        const { kind, stride } = content;
        ok((Object.values(ContentKind) as number[]).includes(kind));
        ok(Number.isInteger(stride) && stride >= 0 && stride <= STRIDE_MAX);
        const plain = kind === ContentKind.BINARY || kind === ContentKind.TEXT || kind === ContentKind.X86;
        ok(plain ? stride === 0 : stride > 0);
      }),
      { numRuns: 400 },
    ));

  test('where the bytes lie in a buffer changes nothing', () => {
    const x = made.records(7, 20, 300);
    const moved = new Uint8Array(x.length + 3).subarray(3);
    moved.set(x);
    deepStrictEqual(analyse(moved), analyse(x));
  });
});
