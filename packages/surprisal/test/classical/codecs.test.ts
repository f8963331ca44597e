/** Laws of every classical codec. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { StreamError } from '../../src/base/errors.js';
import { CODECS, type Step } from '../../src/classical/index.js';
import { bytes, same } from '../support/bytes.js';

/** What the steps say that the content is, where they tell it, and the bits they account for. */
function replay(steps: Iterable<Step>): { content: number[]; bits: number } {
  const content: number[] = [];
  const phrases: number[][] = [];
  let bits = 0;
  for (const step of steps) {
    if ('bits' in step && typeof step.bits === 'number') bits += step.bits;
    if ('at' in step && step.kind !== 'sign') expect(step.at).toBe(content.length);
    if (step.kind === 'literal' || step.kind === 'interval') content.push(step.byte);
    if (step.kind === 'match') {
      for (let i = 0; i < step.length; i++) content.push(content[content.length - step.distance]!);
    }
    if (step.kind === 'clear') phrases.length = 0;
    if (step.kind === 'phrase') {
      const before = phrases.length > 0 ? phrases[phrases.length - 1]! : undefined;
      // What the phrase before was to be followed by: the first byte of this one.
      const own = step.code < 256 ? [step.code] : phrases[step.code - 258]!;
      before?.push(own[0]!);
      content.push(...own);
      expect(own.length).toBe(step.length);
      if (step.added !== undefined) expect(phrases.push([...own]) + 257).toBe(step.added);
    }
  }
  return { content, bits };
}

/** The error of decoding `code`, or its content. */
function attempt(decode: () => Uint8Array): Uint8Array | StreamError {
  try {
    return decode();
  } catch (error) {
    if (error instanceof StreamError) return error;
    throw error;
  }
}

describe.each(Object.entries(CODECS))('%s', (name, codec) => {
  test('law decode∘encode: the content comes back, and the same code every time', () => {
    fc.assert(
      fc.property(bytes, (x) => {
        const code = codec.encode(x);
        expect(same(codec.decode(code), x)).toBe(true);
        expect(same(codec.encode(x), code)).toBe(true);
      }),
    );
    for (const x of Object.values(INPUTS)) expect(same(codec.decode(codec.encode(x)), x)).toBe(true);
  });

  test('law steps: they tell the content, and their bits are the code', () => {
    for (const x of [
      INPUTS['json']!.subarray(0, 3000),
      INPUTS['short']!,
      INPUTS['zeros']!.subarray(0, 600),
      INPUTS['empty']!,
    ]) {
      // The intervals of arithmetic coding are long numbers.
      const part = name === 'arithmetic' ? x.subarray(0, 200) : x;
      const { content, bits } = replay(codec.steps(part));
      if (name !== 'morse') expect(Uint8Array.from(content)).toEqual(part);
      if (name === 'arithmetic' || name === 'morse') continue;
      // What is left is of headers and ends.
      const rest = 8 * codec.encode(x).length - bits;
      expect(rest).toBeGreaterThanOrEqual(0);
      expect(rest).toBeLessThan(name === 'huffman' ? 8 * 100 : 32);
    }
  });

  test('law truncation: no code is complete before its end', () => {
    for (const x of [INPUTS['json']!.subarray(0, 200), INPUTS['short']!, INPUTS['zeros']!.subarray(0, 50)]) {
      const code = codec.encode(x);
      for (let n = 0; n < code.length; n++) {
        const result = attempt(() => codec.decode(code.subarray(0, n)));
        expect(result, `${n} of ${code.length}`).toBeInstanceOf(StreamError);
        expect((result as StreamError).offset).toBeLessThanOrEqual(n);
      }
      const longer = attempt(() => codec.decode(Uint8Array.of(...code, 0)));
      expect(longer).toMatchObject({ code: 'trailing-data', offset: code.length });
    }
  });

  test('law damage: any bytes give content within the limit, or a StreamError', () => {
    const sizeLimit = 5000;
    const check = (code: Uint8Array): void => {
      const result = attempt(() => codec.decode(code, { sizeLimit }));
      if (result instanceof StreamError) expect(result.offset).toBeLessThanOrEqual(code.length);
      else expect(result.length).toBeLessThanOrEqual(sizeLimit);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), check), { numRuns: 300 });
    fc.assert(
      fc.property(
        fc.constantFrom('json', 'short', 'prose', 'greek'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (input, at, flip) => {
          const code = codec.encode(INPUTS[input]!.subarray(0, 1000));
          code[at % code.length]! ^= flip;
          check(code);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('law limit: content of the limit is let pass, one byte more is not', () => {
    for (const x of [INPUTS['zeros']!, INPUTS['random']!, INPUTS['prose']!]) {
      const code = codec.encode(x);
      expect(same(codec.decode(code, { sizeLimit: x.length }), x)).toBe(true);
      expect(attempt(() => codec.decode(code, { sizeLimit: x.length - 1 }))).toMatchObject({ code: 'size-limit' });
    }
  });

  test('bad arguments', () => {
    expect(() => codec.encode('text' as never)).toThrow(TypeError);
    expect(() => codec.decode([1] as never)).toThrow(TypeError);
    expect(() => codec.decode(new Uint8Array(1), { sizeLimit: -1 })).toThrow(RangeError);
    expect(() => codec.decode(new Uint8Array(1), { sizeLimit: '1' as never })).toThrow(TypeError);
    expect(() => [...codec.steps('text' as never)]).toThrow(TypeError);
  });

  test('has the name that it is found by', () => expect(codec.name).toBe(name));
});
