/** Deflate against zlib, both ways, and against the words of RFC 1951. */
import { readFileSync } from 'node:fs';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { StreamError } from '../../src/base/errors.js';
import { deflate, explainDeflate, type Step } from '../../src/classical/index.js';
import { bytes, join, repeated, same } from '../support/bytes.js';

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const STRATEGIES = {
  default: constants.Z_DEFAULT_STRATEGY,
  filtered: constants.Z_FILTERED,
  huffman: constants.Z_HUFFMAN_ONLY,
  runs: constants.Z_RLE,
  fixed: constants.Z_FIXED,
};

/** Longer than a segment, farther than the window: the same text again 40,000 bytes later, then noise and zeros. */
const LONG = join(
  INPUTS['prose']!,
  INPUTS['random']!,
  repeated(INPUTS['json']!, 20_000),
  INPUTS['prose']!,
  repeated(INPUTS['log']!, 120_000),
  new Uint8Array(60_000),
  repeated(INPUTS['random']!, 50_000).map((byte, i) => byte ^ (i >> 6)),
);

/** Bytes in which nothing is repeated for long. */
function noise(n: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** The content that steps tell. */
function told(steps: Iterable<Step>): Uint8Array {
  const content: number[] = [];
  for (const step of steps) {
    if (step.kind === 'literal') content.push(step.byte);
    if (step.kind === 'match') for (let i = 0; i < step.length; i++) content.push(content.at(-step.distance)!);
  }
  return Uint8Array.from(content);
}

const accepts = (inflate: () => Uint8Array): Uint8Array | undefined => {
  try {
    return inflate();
  } catch {
    return undefined;
  }
};

describe.each(LEVELS)('level %i', (level) => {
  test('law zlib: it inflates ours', () => {
    fc.assert(
      fc.property(bytes, (x) => {
        const code = deflate.encode(x, { level });
        expect(same(inflateRawSync(code), x)).toBe(true);
      }),
      { numRuns: 30 },
    );
    for (const x of [...Object.values(INPUTS), LONG]) {
      const code = deflate.encode(x, { level });
      expect(same(inflateRawSync(code), x)).toBe(true);
      expect(same(deflate.decode(code), x)).toBe(true);
    }
  });

  test('law zlib: ours inflates its code, of every strategy, window and memory', () => {
    for (const x of [...Object.values(INPUTS), LONG]) {
      for (const strategy of Object.values(STRATEGIES)) {
        expect(same(deflate.decode(deflateRawSync(x, { level, strategy })), x)).toBe(true);
      }
      const small = deflateRawSync(x, { level, windowBits: 9, memLevel: 1 });
      expect(same(deflate.decode(small), x)).toBe(true);
    }
  });
});

test('law size: level 9 is never larger than zlib -9; what does not shrink grows by 5 bytes in 64 KiB', () => {
  for (const x of [...Object.values(INPUTS), LONG]) {
    const most = Math.min(
      deflateRawSync(x, { level: 9 }).length,
      deflateRawSync(x, { level: 9, memLevel: 9 }).length,
      deflateRawSync(x, { level: 9, strategy: constants.Z_FIXED }).length,
    );
    expect(deflate.encode(x, { level: 9 }).length).toBeLessThanOrEqual(most);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 0, max: 9 }), (x, level) => {
      expect(deflate.encode(x, { level }).length).toBeLessThanOrEqual(
        x.length + 5 * Math.max(1, Math.ceil(x.length / 65535)),
      );
    }),
  );
});

test('law size: noise of any length grows by 5 bytes, at every level', () => {
  // Stored where the bits that fill up a byte decide: fixed codes of 34 bytes took 40.
  for (let n = 0; n < 120; n++) {
    for (let level = 0; level <= 9; level++) {
      for (const from of [0, 200, 400]) {
        expect(deflate.encode(noise(600).subarray(from, from + n), { level }).length).toBeLessThanOrEqual(n + 5);
      }
    }
  }
});

test('law zlib: matches reach back 32,768 bytes, and no farther', () => {
  for (const distance of [32_767, 32_768, 32_769]) {
    const x = repeated(noise(distance), 2 * distance);
    for (const level of [1, 4, 6, 7, 8, 9]) {
      const code = deflate.encode(x, { level });
      expect(same(inflateRawSync(code), x)).toBe(true);
      expect(code.length < 1.1 * distance).toBe(distance <= 32_768);
    }
  }
});

test('law levels: more effort, smaller code', () => {
  const sizes = [0, 1, 4, 6, 8, 9].map((level) => deflate.encode(LONG, { level }).length);
  for (let i = 1; i < sizes.length; i++) expect(sizes[i]).toBeLessThan(sizes[i - 1]!);
});

test('law levels: parses by cost are worth one and a half percent of text', () => {
  const text = new Uint8Array(readFileSync(new URL('../../../../docs/format.md', import.meta.url)));
  const [lazy, byCost] = [6, 8].map((level) => deflate.encode(text, { level }).length) as [number, number];
  expect(byCost).toBeLessThan(0.985 * lazy);
});

describe('what zlib refuses, ours refuses; what it takes, ours takes alike', () => {
  const streams = ['json', 'short', 'greek', 'bitmap', 'zeros'].flatMap((input) =>
    [1, 9].flatMap((level) => {
      const x = INPUTS[input]!.subarray(0, 1500);
      return [
        deflateRawSync(x, { level }),
        deflateRawSync(x, { level, strategy: constants.Z_FIXED }),
        deflate.encode(x, { level }),
      ];
    }),
  );
  /** zlib does not mind what follows the end: only where ours reports that, zlib must have stopped before it. */
  const compare = (code: Uint8Array): void => {
    const theirs = accepts(() => new Uint8Array(inflateRawSync(code, { maxOutputLength: 100_000 })));
    let ours: Uint8Array | StreamError;
    try {
      ours = deflate.decode(code, { sizeLimit: 100_000 });
    } catch (error) {
      if (!(error instanceof StreamError)) throw error;
      ours = error;
    }
    if (ours instanceof StreamError && ours.code === 'trailing-data') {
      expect(theirs).toBeDefined();
      ours = deflate.decode(code.subarray(0, ours.offset));
    }
    if (ours instanceof StreamError) expect(theirs, ours.message).toBeUndefined();
    else expect(theirs !== undefined && same(ours, theirs)).toBe(true);
  };

  test('law agreement: damaged streams', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...streams),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 3 }),
        (stream, flips) => {
          const code = new Uint8Array(stream);
          for (const [at, bit] of flips) code[at % Math.min(code.length, 80)]! ^= 1 << bit;
          compare(code);
        },
      ),
      { numRuns: 1500 },
    ));

  test('law agreement: streams of any bytes', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(0b001, 0b011, 0b101, 0b100),
        fc.uint8Array({ minLength: 1, maxLength: 120 }),
        (type, code) => {
          code[0] = (code[0]! & ~7) | type;
          compare(code);
        },
      ),
      { numRuns: 1500 },
    ));
});

describe('the decoder that reads as the specification does tells the same content', () => {
  test.each(Object.entries(INPUTS))('law specification: %s', (_, x) => {
    const part = x.subarray(0, 4000);
    for (const level of [0, 1, 9]) {
      expect(same(told(explainDeflate(deflate.encode(part, { level }))), part)).toBe(true);
      expect(same(told(explainDeflate(deflateRawSync(part, { level }))), part)).toBe(true);
    }
  });
});

describe('known streams', () => {
  test('nothing: a fixed block with its end alone, or a stored one', () => {
    expect(deflate.encode(new Uint8Array(0))).toEqual(Uint8Array.of(3, 0));
    expect(deflate.encode(new Uint8Array(0), { level: 0 })).toEqual(Uint8Array.of(1, 0, 0, 0xff, 0xff));
  });

  test('a row of one byte is a literal and matches at distance 1', () => {
    const steps = [...deflate.steps(new Uint8Array(300).fill(65))];
    expect(steps.filter(({ kind }) => kind === 'literal')).toHaveLength(1);
    expect(
      steps.filter(({ kind }) => kind === 'match').every((step) => 'distance' in step && step.distance === 1),
    ).toBe(true);
  });

  test('the longest codes: Fibonacci counts make codewords of 15 bits, and not of 16', () => {
    const counts = [1, 1];
    while (counts.length < 20) counts.push(counts.at(-1)! + counts.at(-2)!);
    // Bytes in an order without repetitions to match.
    const list = counts.flatMap((count, byte) => new Array<number>(count).fill(byte));
    let state = 1;
    for (let i = list.length - 1; i > 0; i--) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const j = Math.floor((state / 2 ** 32) * (i + 1));
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
    const x = Uint8Array.from(list);
    const code = deflate.encode(x, { level: 1 });
    expect(same(inflateRawSync(code), x)).toBe(true);
    expect(same(deflate.decode(code), x)).toBe(true);
  });

  test('damage is told from truncation', () => {
    const refusal = (...code: number[]): unknown => {
      try {
        return deflate.decode(Uint8Array.from(code));
      } catch (error) {
        return (error as StreamError).code;
      }
    };
    expect(refusal()).toBe('truncated');
    expect(refusal(7)).toBe('damaged'); //                  type 3
    expect(refusal(1, 1, 0, 0, 0)).toBe('damaged'); //      size and complement differ
    expect(refusal(1, 1, 0, 0xfe, 0xff)).toBe('truncated'); // a byte is announced
    expect(refusal(0x4b)).toBe('truncated'); //             a fixed block breaks off
    expect(refusal(0x03, 0x02, 0)).toBe('damaged'); //      a match with nothing before it
    expect(refusal(3, 0, 0)).toBe('trailing-data');
  });

  test('a level that is none', () => {
    expect(() => deflate.encode(new Uint8Array(1), { level: 10 })).toThrow(RangeError);
    expect(() => deflate.encode(new Uint8Array(1), { level: '9' as never })).toThrow(TypeError);
  });
});
