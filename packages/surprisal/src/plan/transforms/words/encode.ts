import { CODES, Form, LETTERS, Letter, LITERAL, NEWLINE, SPACE } from './alphabet.js';
import { chooseWords, codeOf } from './dictionary.js';
import { Vocabulary } from './vocabulary.js';

/** Coded text must be this short, of the text; otherwise the text stays as it is. */
const PAYS = 0.85;
/** Runs of letters of other scripts that are spelled, each after a mark, at most, of the text's bytes. */
const MARKS = 1 / 100;

/** A dictionary and the text coded with it: dictionary.ts, alphabet.ts. */
export interface CodedText {
  readonly bytes: Uint8Array;
  /** Words that have codes of one byte, 0 … 128. */
  readonly short: number;
}

/** `text` with the words that occur `minimum` times or more as codes, or undefined when that does not pay. */
export function encodeWords(text: Uint8Array, minimum: number): CodedText | undefined {
  const vocabulary = new Vocabulary(text);
  const out = new Writer(Math.floor(text.length * PAYS));
  const { words, short } = chooseWords(vocabulary, minimum);
  /** For each word of the vocabulary: the bytes of its code, the first one highest; 0 if it has no code. */
  const codes = new Uint16Array(vocabulary.size);
  words.forEach((word, i) => {
    const [first, second] = codeOf(i, short);
    codes[word] = second === 0 ? first : (first << 8) | second;
    for (const letter of vocabulary.word(word)) out.put(letter);
    out.put(NEWLINE);
  });
  out.put(NEWLINE);
  writeText(text, vocabulary, codes, out);
  const bytes = out.bytes();
  return bytes && out.marks <= MARKS * text.length ? { bytes, short } : undefined;
}

/** Codes and spells, until all is written or `out` is full. */
function writeText(text: Uint8Array, vocabulary: Vocabulary, codes: Uint16Array, out: Writer): void {
  let afterCode = false;
  let space = false; // a space after a code is held back, until it is known whether a code follows
  for (let i = 0; i < text.length && !out.full; ) {
    const byte = text[i]!;
    if (LETTERS[byte] === Letter.NONE) {
      if (space) out.put(SPACE);
      space = afterCode && byte === SPACE;
      if (!space) {
        if (isSpecial(byte)) out.put(LITERAL);
        out.put(byte);
      }
      afterCode = false;
      i++;
      continue;
    }
    vocabulary.scan(i);
    const { end, form, found } = vocabulary;
    const code = found < 0 ? 0 : codes[found]!;
    afterCode = code !== 0;
    if (afterCode) {
      if (form !== Form.SMALL) out.put(form);
      if (code > 0xff) out.put(code >> 8);
      out.put(code & 0xff);
    } else {
      if (space) out.put(SPACE);
      spell(text, i, end, out);
    }
    space = false;
    i = end;
  }
  if (space) out.put(SPACE);
}

/** Whether a byte below 128 means something else in coded text. */
function isSpecial(byte: number): boolean {
  return byte === Form.CAPITAL || byte === Form.CAPITALS || byte === LITERAL;
}

/** Writes a word by its letters, a literal mark before each run of those that would be codes. */
function spell(text: Uint8Array, start: number, end: number, out: Writer): void {
  let before = 0;
  for (let i = start; i < end; i++) {
    const byte = text[i]!;
    if (byte >= CODES && before < CODES) out.mark();
    out.put(byte);
    before = byte;
  }
}

/** Bytes, up to a number of them. */
class Writer {
  readonly #bytes: Uint8Array;
  #length = 0;
  /** Marks before letters that were written. */
  marks = 0;

  constructor(max: number) {
    this.#bytes = new Uint8Array(max);
  }

  /** Whether more was written than there is room for. */
  get full(): boolean {
    return this.#length > this.#bytes.length;
  }

  mark(): void {
    this.put(LITERAL);
    this.marks++;
  }

  put(byte: number): void {
    this.#bytes[this.#length++] = byte; // past the end nothing is kept
  }

  /** All that was written; undefined when full. */
  bytes(): Uint8Array | undefined {
    return this.full ? undefined : this.#bytes.slice(0, this.#length);
  }
}
