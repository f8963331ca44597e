import { deepStrictEqual, ok, strictEqual, throws } from 'node:assert';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { compress, decompress, list, StreamError } from '../src/index.ts';
import { FILTER_NONE, FILTER_WORDS } from '../src/plan/transforms/filters.ts';
import { decodeWords } from '../src/plan/transforms/words/decode.ts';
import { type CodedText, encodeWords } from '../src/plan/transforms/words/encode.ts';
import { ContentKind } from '../src/registry/kinds.ts';
import { join, repeated } from './support/bytes.ts';

/** How often a word must come to be coded here. */
const MINIMUM = 12;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Words that are coded where they come often: of several scripts, of two bytes, the longest. */
const CODED = ['the', 'word', 'über', 'naïve', 'слово', 'x'.repeat(40)].map(utf8).concat(Uint8Array.of(0x80, 0x81));
/** One letter more than a word with a code may have. */
const TOO_LONG = utf8('y'.repeat(41));
/** So much of the coded words that a text pays, whatever stands beside it. */
const FILLER = repeated(join(...[...CODED, TOO_LONG].map((word) => join(word, utf8(' ')))), 8000);

/** What a text is made of where it matters: words in all forms, all kinds of bytes between and next to them. */
const token: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constantFrom(
    ...CODED,
    TOO_LONG,
    ...['The', 'THE', 'tHe', 'ThE', 'Über', 'ÜBER', 'Word', 'WORD', 'I', 'a', 'w'].map(utf8),
  ),
  fc.constantFrom(
    ...[' ', ' ', ' ', '  ', '   ', '\n', ' \n', '\r\n', '.', ', ', '\0', '\x01', '\x02', '\x03'].map(utf8),
  ),
  fc.constantFrom(0x7f, 0x80, 0x81, 0xc3, 0xff).map((byte) => Uint8Array.of(byte)),
);
const tokens = fc.array(token, { maxLength: 60 }).map((list) => join(...list));
const text = fc.tuple(tokens, tokens).map(([before, after]) => join(before, FILLER, after));

/** The coded text; fails where it does not pay. */
function coded(text: Uint8Array): CodedText {
  const made = encodeWords(text, MINIMUM);
  ok(made, 'it pays');
  return made;
}

/** Decodes as docs/format.md says, slowly. @returns undefined where it says `damaged`. */
function decodePlainly(bytes: readonly number[], short: number): number[] | undefined {
  const rest = [...bytes];
  const words: number[][] = [];
  for (let word: number[] = []; ; ) {
    const byte = rest.shift();
    if (byte === undefined) return undefined;
    if (byte !== 10) word.push(byte);
    else if (word.length === 0) break;
    else {
      if (word.length > 40 || !word.every((b) => b >= 128 || (b >= 97 && b <= 122))) return undefined;
      words.push(word);
      word = [];
    }
  }
  if (words.length > short + 128 * (128 - short)) return undefined;
  const capital = (b: number): number => (b >= 97 && b <= 122 ? b - 32 : b);
  const text: number[] = [];
  for (let afterCode = false; rest.length > 0; ) {
    let byte = rest.shift()!;
    if (byte === 3) {
      if (rest.length === 0) return undefined;
      do text.push(rest.shift()!);
      while (text.at(-1)! >= 128 && rest.length > 0 && rest[0]! >= 128);
      afterCode = false;
    } else if (byte >= 128 || byte === 1 || byte === 2) {
      const mark = byte;
      if (mark < 128) byte = rest.shift() ?? 0;
      if (byte < 128) return undefined;
      let i = byte - 128;
      if (i >= short) {
        const second = rest.shift() ?? 0;
        if (second < 128) return undefined;
        i = short + 128 * (i - short) + second - 128;
      }
      const word = words[i];
      if (word === undefined) return undefined;
      if (afterCode) text.push(32);
      text.push(...word.map((b, k) => (mark === 2 || (mark === 1 && k === 0) ? capital(b) : b)));
      afterCode = true;
    } else {
      text.push(byte);
      afterCode = false;
    }
  }
  return text;
}

const isDamaged = (error: unknown): boolean => error instanceof StreamError && error.code === 'damaged';

/** Asserts that the decoder does as the plain one: gives that text for its size, and `damaged` for every other. */
function agrees(bytes: Uint8Array, short: number, otherSize: number): void {
  const plain = decodePlainly([...bytes], short);
  if (plain) deepStrictEqual(decodeWords(bytes, short, plain.length), Uint8Array.from(plain));
  for (const size of [otherSize, (plain?.length ?? 9) + 1, Math.max(0, (plain?.length ?? 9) - 1)]) {
    if (size !== plain?.length) throws(() => decodeWords(bytes, short, size), isDamaged);
  }
}

describe('texts come back', () => {
  test('law decode∘encode: made of the words and bytes that matter', () =>
    fc.assert(
      fc.property(text, (x) => {
        const { bytes, short } = coded(x);
        ok(bytes.length <= 0.85 * x.length);
        deepStrictEqual(decodeWords(bytes, short, x.length), x);
        agrees(bytes, short, x.length + 1);
      }),
      { numRuns: 300 },
    ));

  test('every short sequence of tokens, after a code and before one', () => {
    const alphabet = ['the', 'The', 'THE', 'tHe', ' ', '\x01', '\x03', 'é', '.'].map(utf8);
    for (let n = 0; n < alphabet.length ** 4; n++) {
      const parts = [0, 1, 2, 3].map((i) => alphabet[Math.floor(n / alphabet.length ** i) % alphabet.length]!);
      const x = join(repeated(utf8('the '), 399), ...parts, utf8('the the'));
      const { bytes, short } = coded(x);
      deepStrictEqual(decodeWords(bytes, short, x.length), x);
    }
  });

  test.each([100, 128, 129, 300, 13_000])('%i words', (n) => {
    const words = Array.from(
      { length: n },
      (_, i) => `word${i.toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[+d]!)} `,
    );
    const x = utf8(words.join('').repeat(12));
    const { bytes, short } = coded(x);
    strictEqual(short, { 100: 100, 128: 128, 129: 127, 300: 126, 13000: 32 }[n]);
    deepStrictEqual(decodeWords(bytes, short, x.length), x);
  });

  test('more words than are counted: the later ones are spelled', () => {
    const once = Array.from(
      { length: 5000 },
      (_, i) => `${String.fromCharCode(...`${i}`.split('').map((d) => 97 + +d))} `,
    );
    const x = utf8(`${'early '.repeat(9000)}${once.join('')}${'late '.repeat(99)}`);
    const { bytes, short } = coded(x);
    strictEqual(new TextDecoder('latin1').decode(bytes).split('\n\n')[0], 'early');
    deepStrictEqual(decodeWords(bytes, short, x.length), x);
  });

  test('words made to collide: those with a slot get codes', () => {
    const hash = (word: string): number => {
      let h = 0;
      for (const c of utf8(word)) h = Math.imul(h + c + 1, 0x2f0b4c47);
      return (h ^ (h >>> 15)) & 8191;
    };
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const words: string[] = [];
    for (let n = 26 ** 4; words.length < 100; n++) {
      const word = [1, 26, 26 ** 2, 26 ** 3, 26 ** 4].map((unit) => letters[Math.floor(n / unit) % 26]).join('');
      if (hash(word) === 77) words.push(word);
    }
    const x = utf8(`${words.join(' ')} `.repeat(20));
    const { bytes, short } = coded(x);
    strictEqual(short, 64);
    deepStrictEqual(decodeWords(bytes, short, x.length), x);
  });
});

test('what the bytes are', () => {
  const x = utf8(`${'good day '.repeat(12)}GOOD Day  so\x02 é good Good.day\n`);
  const { bytes, short } = coded(x);
  strictEqual(short, 2);
  const expected = [
    ...utf8('day\ngood\n\n'), // the dictionary, in the order of its bytes, not of its counts
    ...Array.from({ length: 12 }, () => [0x81, 0x80]).flat(), // no space between two codes
    ...[2, 0x81, 1, 0x80],
    ...utf8('  so'), // both spaces: no code follows
    ...[3, 2, 0x20], // a byte that would be a mark
    ...[3, 0xc3, 0xa9, 0x20], // bytes that would be codes
    ...[0x81, 1, 0x81, 0x2e, 0x80, 0x0a],
  ];
  deepStrictEqual([...bytes], expected);
});

test('the example of docs/format.md', () => {
  const document = readFileSync(new URL('../../../docs/format.md', import.meta.url), 'utf8');
  const example = /For example, with lead 82 .* the text `(.*)` is\n\n```\n(.*?)```/s.exec(document)!;
  const hex = [...example[2]!.matchAll(/^((?:[0-9a-f]{2} )+) /gm)].map((line) => line[1]).join('');
  const bytes = Uint8Array.from(hex.trim().split(' '), (pair) => Number.parseInt(pair, 16));
  const text = utf8(example[1]!);
  deepStrictEqual(decodeWords(bytes, 0x82 - 128, text.length), text);
});

test('what codes of two bytes are', () => {
  const decode = (short: number, ...bytes: number[]): string => {
    const whole = [...utf8('a\nb\nc\n\n'), ...bytes];
    return new TextDecoder().decode(decodeWords(Uint8Array.from(whole), short, decodePlainly(whole, short)!.length));
  };
  strictEqual(decode(1, 0x80, 0x81, 0x80, 0x81, 0x81), 'a b c');
  strictEqual(decode(0, 0x80, 0x82, 0x20, 0x80, 0x80), 'c a');
  strictEqual(decode(128, 0x80, 0x81, 1, 0x82), 'a b C');
});

test('where it does not pay there is no coded text', () => {
  const rare = (n: number): Uint8Array =>
    utf8('frequent '.repeat(n) + Array.from({ length: 99 }, (_, i) => `${i} `).join(''));
  for (const x of [utf8(''), utf8('the the'), utf8('acgtacgt'.repeat(500)), utf8('0123456789 '.repeat(99)), rare(11)]) {
    strictEqual(encodeWords(x, MINIMUM), undefined);
  }
  ok(encodeWords(rare(12), MINIMUM));
});

test('the text is left as it was', () => {
  const x = FILLER.slice();
  encodeWords(x, MINIMUM);
  deepStrictEqual(x, FILLER);
});

describe('bad coded text', () => {
  // Bytes that mean something, in a dictionary and after it.
  const meaning = [0, 1, 2, 3, 10, 32, 65, 97, 122, 127, 128, 129, 130, 131, 254, 255];
  const few = fc.array(fc.constantFrom(...meaning), { maxLength: 40 });
  const short = fc.oneof(fc.constantFrom(0, 1, 2, 3, 127, 128), fc.nat(128));

  test('any bytes, with a dictionary and without', () =>
    fc.assert(
      fc.property(fc.oneof(few, fc.array(fc.nat(255))), fc.boolean(), short, fc.nat(300), (x, dictionary, s, size) =>
        agrees(Uint8Array.from([...(dictionary ? utf8('and\nbe\nñu\n\n') : []), ...x]), s, size),
      ),
      { numRuns: 5000 },
    ));

  test('good ones with changes', () =>
    fc.assert(
      fc.property(fc.nat(), fc.nat(3), few, fc.integer({ min: -2, max: 2 }), (at, removed, added, shift) => {
        const good = coded(FILLER);
        const bytes = [...good.bytes];
        bytes.splice(at % (bytes.length + 1), removed, ...added);
        agrees(Uint8Array.from(bytes), Math.min(128, Math.max(0, good.short + shift)), FILLER.length);
      }),
      { numRuns: 500 },
    ));

  test('the limits of a dictionary', () => {
    const list = (n: number): string => `${'w\n'.repeat(n)}\n`;
    const size = (dictionary: string, s = 128): number => decodeWords(utf8(dictionary), s, 0).length;
    for (const [words, s] of [
      [128, 128],
      [127 + 128, 127],
      [128 * 128, 0],
    ] as const) {
      strictEqual(size(list(words), s), 0);
      throws(() => size(list(words + 1), s), isDamaged);
    }
    strictEqual(size(`${'w'.repeat(40)}\n\n`), 0);
    for (const bad of [`${'w'.repeat(41)}\n\n`, 'W\n\n', 'w \n\n', '', 'w\n', 'w', '\n\n'])
      throws(() => size(bad), isDamaged);
  });

  test('no memory is reserved for a size that the coded bytes cannot have', () => {
    const most = Uint8Array.from([...utf8(`${'w'.repeat(40)}\n\n`), ...new Uint8Array(5000).fill(128)]);
    strictEqual(decodeWords(most, 1, 5000 * 41 - 1).length, 5000 * 41 - 1);
    const bytes = utf8('w\n\nw');
    for (const size of [4 * 41 + 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      throws(() => decodeWords(bytes, 1, size), /too few/);
    }
  });

  test('errors say where the code is', () =>
    throws(
      () => decodeWords(Uint8Array.of(3), 0, 1, 77),
      (error) => isDamaged(error) && (error as StreamError).offset === 77,
    ));
});

test('cm-fast and cm are given coded words, other models the text; all give it back', async () => {
  const x = repeated(utf8('The frequent words of a text are the words that it is made of. '), 3000);
  const of = async (model: string) => {
    const archive = await compress(x, { model });
    deepStrictEqual(await decompress(archive), x);
    const { kind, stride, filter, size, filteredSize } = (await list(archive)).frames[0]!;
    return { kind, stride, filter, size, filteredSize };
  };
  const { bytes, short } = coded(x);
  const { WORDS, TEXT } = ContentKind;
  for (const model of ['cm-fast', 'cm']) {
    const expected = { kind: WORDS, stride: 128 + short, filter: FILTER_WORDS, size: 3000, filteredSize: bytes.length };
    deepStrictEqual(await of(model), expected);
  }
  for (const model of ['order-2', 'ppm', 'cm-strong']) {
    deepStrictEqual(await of(model), { kind: TEXT, stride: 0, filter: FILTER_NONE, size: 3000, filteredSize: 3000 });
  }
});
