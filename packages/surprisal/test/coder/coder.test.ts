/** Laws of the public coder: what is encoded comes back, at the price of its information, and is what the kernel writes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import * as spec from '../../spec/drive.js';
import { Order } from '../../spec/order.js';
import type { Predictor as Scripted } from '../../spec/predictor.js';
import { StreamError } from '../../src/base/errors.js';
import { Decoder, Encoder, Frequencies, Probabilities, probability } from '../../src/coder/index.js';
import { Predictor } from '../../src/predictor/predictor.js';
import { adaptives, codeAdaptives, type Operation, operations } from './operations.js';

const encoded = (list: readonly Operation[]): Uint8Array<ArrayBuffer> => {
  const encoder = new Encoder();
  for (const operation of list) operation.encode(encoder);
  return encoder.finish();
};

const values = (list: readonly Operation[]): number[] => list.map(({ value }) => value);

describe('coding', () => {
  test('law coder round trip: what is decoded is what was encoded, and nothing is left over', () =>
    fc.assert(
      fc.property(operations, (list) => {
        const decoder = new Decoder(encoded(list));
        expect(list.map((operation) => operation.decode(decoder))).toEqual(values(list));
        decoder.finish();
      }),
      { numRuns: 150 },
    ));

  test('law coder round trip: also with adaptive bits, by one model for both sides', () =>
    fc.assert(
      fc.property(adaptives, (list) => {
        const encoder = new Encoder();
        codeAdaptives(encoder, list, true);
        const decoder = new Decoder(encoder.finish());
        expect(codeAdaptives(decoder, list, false)).toEqual(list.map(({ value }) => value));
        decoder.finish();
      }),
      { numRuns: 60 },
    ));

  test('law coder round trip: of the largest alphabet, and the largest numbers', () => {
    const p = Float32Array.from({ length: 2 ** 18 }, (_, i) => 1 / (1 + ((i * 2654435761) % 2 ** 18)));
    const symbols = [0, 511, 512, 131_071, 2 ** 18 - 1];
    const table = new Probabilities(p);
    const encoder = new Encoder();
    for (const symbol of symbols) encoder.symbol(symbol, table);
    for (const n of [2 ** 24, 2 ** 32, 2 ** 32 - 1]) encoder.uniform(n - 1, n);
    const decoder = new Decoder(encoder.finish());
    expect(symbols.map(() => decoder.symbol(table))).toEqual(symbols);
    for (const n of [2 ** 24, 2 ** 32, 2 ** 32 - 1]) expect(decoder.uniform(n)).toBe(n - 1);
    decoder.finish();
  });

  test('law coder length: a code is as long as the information in it, a byte for its end, and the rounding', () =>
    fc.assert(
      fc.property(operations, (list) => {
        const bits = list.reduce((sum, operation) => sum + operation.bits, 0);
        const loss = list.reduce((sum, operation) => sum + operation.loss, 0);
        const size = 8 * encoded(list).length;
        expect(size).toBeLessThanOrEqual(bits + loss + 8 + 1e-6);
        // Four zeros may be left out; what was all but impossible had a unit all the same.
        const least = list.reduce((sum, operation) => sum + Math.min(operation.bits, 20), 0);
        expect(size).toBeGreaterThanOrEqual(least - loss - 32);
      }),
      { numRuns: 150 },
    ));

  test('law coder length: a million near certain bits are two bytes', () => {
    const encoder = new Encoder();
    for (let i = 0; i < 1e6; i++) encoder.bit(0, probability(0));
    expect(encoder.finish().length).toBeLessThanOrEqual(2);
  });
});

describe('the kernel', () => {
  const ended = (code: Uint8Array): Uint8Array => code.subarray(0, code.findLastIndex((byte) => byte !== 0) + 1);

  test('law coder kernel: any bits at any probabilities are the same code as by the specification in BigInts', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(255), fc.integer({ min: 10, max: 31 }), fc.boolean()), {
          maxLength: 150,
          size: 'max',
        }),
        (list) => {
          const content = Uint8Array.from(list, ([byte]) => byte);
          // The likelier, the more often right: codes with long runs of 0xff and carries through them are among these.
          const p = (i: number): number => {
            const [byte, bits, isRight] = list[i >> 3]!;
            return ((byte >> (7 - (i & 7))) & 1) === (isRight ? 0 : 1) ? 2 ** bits : 2 ** 32 - 2 ** bits;
          };
          let at = 0;
          const scripted = { predict: () => p(at), update: () => at++ } as unknown as Scripted;
          const encoder = new Encoder();
          for (let i = 0; i < 8 * content.length; i++) encoder.bit((content[i >> 3]! >> (7 - (i & 7))) & 1, p(i));
          expect(ended(encoder.finish())).toEqual(spec.encode(scripted, content));
        },
      ),
      { numRuns: 200 },
    ));

  test('law coder kernel: a model gives the code that the kernel gives, which decodes here', async () => {
    const x = INPUTS['json']!.subarray(0, 3000);
    const code = (await Predictor.create('order-2', { size: x.length })).encode(x);
    const encoder = new Encoder();
    const bit = (i: number): number => (x[i >> 3]! >> (7 - (i & 7))) & 1;
    let at = 0;
    spec.drive(new Order(2, x.length), 8 * x.length, (p) => encoder.code(bit(at++), p));
    expect(encoder.finish()).toEqual(code);

    const decoder = new Decoder(code);
    at = 0;
    spec.drive(new Order(2, x.length), 8 * x.length, (p) => {
      const decoded = decoder.bit(p);
      if (decoded !== bit(at++)) throw new Error(`another bit at ${at - 1}`);
      return decoded;
    });
    decoder.finish();
  });
});

describe('chunks', () => {
  test('law coder chunks: a code taken and pushed in any pieces is the same', () =>
    fc.assert(
      fc.property(
        operations,
        fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        (list, pauses, sizes) => {
          const encoder = new Encoder();
          const pieces: Uint8Array[] = [];
          list.forEach((operation, i) => {
            operation.encode(encoder);
            if (i % (pauses[i % pauses.length]! + 1) === 0) pieces.push(encoder.take());
          });
          pieces.push(encoder.finish());
          const whole = encoded(list);
          expect(Buffer.concat(pieces).equals(whole)).toBe(true);
          expect(encoder.size).toBe(whole.length);

          const decoder = new Decoder();
          const found: number[] = [];
          const decodeWhileReady = (): void => {
            for (let next = list[found.length]; next && decoder.ready(next.steps); next = list[found.length]) {
              found.push(next.decode(decoder));
            }
          };
          for (let at = 0, i = 0; at < whole.length; at += sizes[i++ % sizes.length]!) {
            decoder.push(whole.slice(at, at + sizes[i % sizes.length]!));
            decodeWhileReady();
          }
          decoder.end();
          decodeWhileReady();
          expect(found).toEqual(values(list));
          decoder.finish();
        },
      ),
      { numRuns: 100 },
    ));

  test('law coder chunks: what can be taken is all but a few bytes', () => {
    const encoder = new Encoder();
    let taken = 0;
    for (let i = 0; i < 10_000; i++) {
      encoder.uniform((i * 2654435761) % 200, 256); // never 0xff: no carry has far to go
      taken += encoder.take().length;
      expect(encoder.size - taken).toBeLessThanOrEqual(8);
    }
  });
});

describe('damage', () => {
  /** Decodes all, whatever it is. @returns the code of the error that ended it, if one did. */
  const outcome = (code: Uint8Array, list: readonly Operation[]): string | undefined => {
    const decoder = new Decoder();
    try {
      decoder.push(code);
      decoder.end();
      for (const operation of list) operation.decode(decoder);
      decoder.finish();
      return undefined;
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      expect(error.offset).toBeLessThanOrEqual(code.length);
      return error.code;
    }
  };

  test('law coder damage: a damaged code decodes to something or is refused, and ends', () =>
    fc.assert(
      fc.property(operations, fc.nat(), fc.nat(7), (list, place, bit) => {
        const code = encoded(list);
        const flipped = code.slice();
        if (code.length > 0) flipped[place % code.length]! ^= 1 << bit;
        const shorter = code.subarray(0, place % (code.length + 1));
        const longer = Uint8Array.of(...code, bit);
        for (const x of [flipped, shorter, longer]) {
          expect([undefined, 'damaged', 'trailing-data']).toContain(outcome(x, list));
        }
      }),
      { numRuns: 150 },
    ));

  test('law coder damage: no more than seven zeros are read past the end', () => {
    const decoder = new Decoder(new Uint8Array(0));
    let bits = 0;
    const run = (): void => {
      for (; bits < 1000; bits++) decoder.bit(2 ** 31);
    };
    expect(run).toThrow(expect.objectContaining({ code: 'damaged' }));
    expect(bits).toBeLessThanOrEqual(8 * 4);

    const encoder = new Encoder();
    for (let i = 0; i < 100; i++) encoder.uniform(i + 1, 256);
    const code = encoder.finish();
    const decoded = (decoder: Decoder): void => {
      for (let i = 0; i < 100; i++) decoder.uniform(256);
      decoder.finish();
    };
    decoded(new Decoder(code));
    // It is ahead by less than what an encoder may have left out.
    expect(() => decoded(new Decoder(code.subarray(0, -5)))).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  test('law coder damage: bytes after the end are noticed, and where they begin', () => {
    const encoder = new Encoder();
    for (let i = 0; i < 10; i++) encoder.uniform(77, 256);
    const code = encoder.finish();
    const decoder = new Decoder(Uint8Array.of(9, 9, ...code, 1, 2), 2);
    for (let i = 0; i < 10; i++) expect(decoder.uniform(256)).toBe(77);
    const offset = 2 + code.length;
    expect(() => decoder.finish()).toThrow(expect.objectContaining({ code: 'trailing-data', offset }));
    expect(() => new Decoder(new Uint8Array(4).fill(0xff))).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});

test('bad arguments are refused with what was expected', () => {
  const encoder = new Encoder();
  const table = new Frequencies([3, 0, 1]);
  const refused: [() => unknown, RegExp][] = [
    [() => encoder.bit(1, 0.5), /scaled by 2\^32; probability\(0\.3\)/],
    [() => encoder.bit(1, Number.NaN), /NaN/],
    [() => encoder.bit(2, 2 ** 31), /a bit must be 0 or 1, not 2/],
    [() => encoder.bit(Number.NaN, 2 ** 31), /not NaN/],
    [() => encoder.interval(3, 2, 4), /not 3 to 5 of 4/],
    [() => encoder.interval(0, 0, 4), /not 0 to 0 of 4/],
    [() => encoder.interval(0, 1.5, 4), /integers/],
    [() => encoder.interval(0, 1, 2 ** 24 + 1), /at most 2\^24/],
    [() => encoder.uniform(8, 8), /8 to 9 of 8/],
    [() => encoder.uniform(2 ** 32, 2 ** 32), /below n/],
    [() => encoder.symbol(1, table), /symbol 1 has probability 0/],
    [() => encoder.symbol(3, table), /no symbol 3/],
    [() => encoder.symbol(-1, table), /no symbol -1/],
    [() => probability(1.01), /from 0 to 1/],
    [() => new Frequencies([0, 0]), /add up to 1 to 2\^24, not 0/],
    [() => new Frequencies([2 ** 24, 1]), /not 16777217/],
    [() => new Frequencies([-1, 2]), /not -1/],
    [() => new Frequencies([]), /number of symbols/],
    [() => new Probabilities([0.5, Number.NaN]), /not NaN/],
    [() => new Probabilities([0, 0]), /finite sum above 0/],
    [() => new Probabilities([1, Number.POSITIVE_INFINITY]), /finite sum/],
    [() => new Decoder(new Uint8Array(8)).bit(0), /scaled by 2\^32/],
    [() => new Decoder(new Uint8Array(8)).position(0), /1 to 2\^24/],
    [() => new Decoder(new Uint8Array(8)).interval(0, 0, 4), /not 0 to 0 of 4/],
  ];
  for (const [call, message] of refused) {
    expect(call, String(call)).toThrow(RangeError);
    expect(call).toThrow(message);
  }
  // None of it left a trace.
  expect(encoder.finish().length).toBe(0);
  for (const late of [() => encoder.finish(), () => encoder.bit(1, 2 ** 31), () => encoder.interval(0, 1, 2)]) {
    expect(late).toThrow('the code is finished');
  }
  const decoder = new Decoder();
  expect(decoder.ready()).toBe(false);
  expect(() => decoder.bit(2 ** 31)).toThrow('more code is needed');
  expect(() => decoder.finish()).toThrow('call end()');
});
