/** Facts of the literature about the classical codes. */
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../../vectors/inputs.mjs';
import { codewords } from '../../src/classical/huffman/codewords.js';
import { arithmetic, fromMorse, huffman, lz77, lzw, morse, type Step, toMorse } from '../../src/classical/index.js';
import { huffmanCost } from '../../src/uses/information/index.js';
import { repeated } from '../support/bytes.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const of = <K extends Step['kind']>(kind: K, steps: Iterable<Step>): Extract<Step, { kind: K }>[] =>
  [...steps].filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);

describe('Huffman', () => {
  test('the canonical code of RFC 1951 § 3.2.2: lengths 3 3 3 3 3 2 4 4', () => {
    const lengths = [3, 3, 3, 3, 3, 2, 4, 4];
    const words = [...codewords(lengths)].map((word, i) =>
      Array.from({ length: lengths[i]! }, (_, bit) => (word >> bit) & 1).join(''),
    );
    expect(words).toEqual(['010', '011', '100', '101', '110', '00', '1110', '1111']);
  });

  test('abracadabra: a 5, b 2, r 2, c 1, d 1 take 23 bits', () => {
    const steps = [...huffman.steps(utf8('abracadabra'))];
    expect(of('merge', steps).map(({ weight }) => weight)).toEqual([2, 4, 6, 11]);
    expect(of('codeword', steps).map(({ symbol, bits }) => `${String.fromCharCode(symbol)} ${bits}`)).toEqual([
      'a 0',
      'b 100',
      'c 101',
      'd 110',
      'r 111',
    ]);
    expect(of('literal', steps).reduce((sum, { bits }) => sum + bits, 0)).toBe(23);
  });

  test('the codec takes what the measure says, and the description of its code', () => {
    const x = INPUTS['prose']!;
    const ideal = huffmanCost(x).bits / 8;
    const { length } = huffman.encode(x);
    expect(length).toBeGreaterThan(ideal);
    expect(length).toBeLessThan(ideal + 70);
  });
});

describe('arithmetic coding', () => {
  test('abac with a 2, b 1, c 1 of 4: [0, 2/4) → [4/16, 6/16) → [16/64, 20/64) → [76/256, 80/256)', () => {
    // a: [0, 1/2), b: [1/2, 3/4), c: [3/4, 1).
    const steps = [...arithmetic.steps(utf8('abac'))];
    const intervals = of('interval', steps).map(({ low, high, denominator }) => [low, high, denominator]);
    expect(intervals).toEqual([
      ['0', '2', '4'],
      ['4', '6', '16'],
      ['16', '20', '64'],
      ['76', '80', '256'],
    ]);
    // −log2 4/256 = 6 bits: 010011 is 19/64 = 76/256.
    expect(of('point', steps)).toEqual([{ kind: 'point', bits: '010011' }]);
  });

  test('a carry runs through the whole code', () => {
    // Nearly always the last byte of the alphabet: the interval stays at the top, and low ends in many bits that are 1.
    for (let n = 1; n < 400; n += 7) {
      const x = new Uint8Array(n * 40).fill(255);
      x[x.length - 1] = 0;
      x[n] = 1;
      expect(Buffer.compare(arithmetic.decode(arithmetic.encode(x)), x)).toBe(0);
    }
  });

  test('more than 2^16 bytes: frequencies are scaled, rare ones kept', () => {
    const x = repeated(INPUTS['prose']!, 200_000);
    x[100_000] = 7;
    expect(Buffer.compare(arithmetic.decode(arithmetic.encode(x)), x)).toBe(0);
  });

  test('a million equal bytes cost no more than one', () => {
    const [one, many] = [new Uint8Array(1), new Uint8Array(1_000_000)].map((x) => arithmetic.encode(x).length);
    expect(many).toBeLessThan(one! + 8);
    expect(huffman.encode(new Uint8Array(1_000_000)).length).toBeGreaterThan(125_000);
  });
});

describe('Morse', () => {
  test('SOS: three dots, three dashes, three dots, as a signal of 1 and 0', () => {
    expect(toMorse('SOS')).toBe('... --- ...');
    const signal = '10101000' + '11101110111000' + '10101000';
    const packed = signal.match(/.{1,8}/g)!.map((eight) => Number.parseInt([...eight].reverse().join(''), 2));
    expect([...morse.encode(utf8('sos'))]).toEqual([signal.length, ...packed]);
  });

  test('words and signs, read and written', () => {
    expect(toMorse('Hello, world')).toBe('.... . .-.. .-.. --- --..-- / .-- --- .-. .-.. -..');
    expect(fromMorse(' .--  .... .- -   ... ---\n/ - .... . ')).toBe('whatso the');
    expect(fromMorse(toMorse('what hath god wrought?'))).toBe('what hath god wrought?');
    expect(() => fromMorse('.......')).toThrow('unknown sign');
    expect(() => toMorse('100%')).toThrow(RangeError);
  });

  test('no sign is that of another, or of a mark', () => {
    const characters = 'abcdefghijklmnopqrstuvwxyzé0123456789.,:?\'-/()"=+@';
    const signs = [...characters].map(toMorse);
    expect(new Set([...signs, '..--', '----']).size).toBe(signs.length + 2);
  });

  test('what Morse cannot say is said byte by byte', () => {
    const x = Uint8Array.of(0, 0xff, 0xc3, 0xa9, 0xc3, 0x89, 0xc3, 0x41, 0x20, 0xe2, 0x82, 0xac);
    expect(morse.decode(morse.encode(x))).toEqual(x);
    expect(of('sign', morse.steps(utf8('É'))).map(({ text }) => text)).toEqual(['capital', 'é']);
  });
});

describe('LZ77', () => {
  test('a match may reach into itself', () => {
    expect([...lz77.steps(utf8('abababab'))].slice(-1)).toEqual([
      { kind: 'match', at: 2, length: 6, distance: 2, bits: 24 },
    ]);
    expect([...lz77.encode(utf8('abababab'))]).toEqual([8, 2, 97, 98, 2, 1]);
  });

  test('there is no window but the content', () => {
    const x = new Uint8Array(200_000);
    for (let i = 0; i < x.length; i++) x[i] = INPUTS['random']![i % 700]! ^ (i >> 7);
    x.set(x.subarray(0, 100), 199_900);
    expect(of('match', lz77.steps(x)).some(({ distance }) => distance === 199_900)).toBe(true);
  });
});

describe('LZW', () => {
  test('TOBEORNOTTOBEORTOBEORNOT: TO, BE, OR, TOB, EO, RN, OT in the dictionary', () => {
    const codes = of('phrase', lzw.steps(utf8('TOBEORNOTTOBEORTOBEORNOT'))).map(({ code }) => code);
    const letters = [...'TOBEORNOT'].map((letter) => letter.charCodeAt(0));
    // 258 TO, 259 OB, 260 BE, 261 EO, 262 OR, 263 RN, 264 NO, 265 OT, 266 TT, 267 TOB, 268 BEO, 269 ORT, …
    expect(codes).toEqual([...letters, 258, 260, 262, 267, 261, 263, 265]);
  });

  test('a code that the decoder has not made yet', () => {
    // a, aa (just made), aaa (just made).
    expect(of('phrase', lzw.steps(utf8('aaaaaa'))).map(({ code }) => code)).toEqual([97, 258, 259]);
    expect([...lzw.encode(utf8('aaaaaa'))]).toEqual([0x61, 0x04, 0x0e, 0x0c, 0x08]);
  });

  test('codes get wider when the newest phrase needs it', () => {
    const widths = of('phrase', lzw.steps(INPUTS['prose']!)).map(({ bits }) => bits);
    // The code after 254 phrases is the first that can be 512.
    expect(widths.indexOf(10)).toBe(255);
    expect(widths.indexOf(11)).toBe(255 + 512);
    expect(widths.indexOf(12)).toBe(255 + 512 + 1024);
  });

  test('a full dictionary is kept while it serves, and cleared when the content changes', () => {
    const random = new Uint8Array(300_000);
    let state = 1;
    for (let i = 0; i < random.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      random[i] = i < 200_000 ? state >>> 26 : 128 + (state >>> 29);
    }
    expect(of('clear', lzw.steps(random)).length).toBeGreaterThan(0);
    expect(Buffer.compare(lzw.decode(lzw.encode(random)), random)).toBe(0);
    expect(of('clear', lzw.steps(repeated(INPUTS['prose']!, 60_000)))).toEqual([]);
  });
});
