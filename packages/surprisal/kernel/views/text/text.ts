import { History } from '../../mixing/history';

/** Character classes, for the shape of what was read. */
const CONTROL: u32 = 0;
const SPACE: u32 = 1;
const PUNCTUATION: u32 = 2;
const DIGIT: u32 = 3;
const LOWER: u32 = 4;
const UPPER: u32 = 5;
const HIGH: u32 = 6; // 128 … 255: letters of other scripts in UTF-8 or 8-bit text
const NEWLINE: u32 = 7;

const PRIME: u32 = 0x2f0b4c47;

/** Bytes of coded text (src/plan/transforms/words/alphabet.ts): flags of capitals up to CAPITALS, an escape, codes. */
const CAPITALS: u32 = 2;
const LITERAL: u32 = 3;
const CODES: u32 = 128;

/** Where the next byte stands among word codes: nowhere near one, in the middle of one, right after one. */
export const NOT_IN_CODE: u32 = 0;
export const INSIDE_CODE: u32 = 1;
export const AFTER_CODE: u32 = 2;
export const CODE_POSITIONS: u32 = 3;

/** Brackets and quotes that are open: at most this many are remembered. */
const DEPTH_MAX: u32 = 31;

/**
 * What has been read, seen as text: words, lines, columns, brackets and quotes.
 * All of it is perceived, byte by byte; nothing is learned.
 *
 * In coded text a code is a whole word: its first byte, until the second comes, is a word as far as it has
 * been read; a complete code is the word before at once, as what follows may be the next word, without a space.
 */
export class Text {
  /** Hash of the letters of the word so far, case folded; 0 outside a word. The words before it. */
  word: u32 = 0;
  word1: u32 = 0;
  word2: u32 = 0;
  word3: u32 = 0;
  /** Letters in the word so far. */
  wordLength: u32 = 0;
  /** Hash of what stands between the last word and here. */
  gap: u32 = 0;
  /** Classes of the last 8 characters, 4 bits each, the newest lowest; and the same with repeats dropped. */
  shape: u32 = 0;
  outline: u32 = 0;
  /** Class of the last byte. */
  lastClass: u32 = 0;
  /** Position in this line, from 0; and where this line and the one above begin. */
  column: u32 = 0;
  lineStart: u32 = 0;
  aboveStart: u32 = 0;
  /** Spaces and tabs at the start of this line, as far as it has been read; first byte after them. */
  indentation: u32 = 0;
  indenting: bool = true;
  first: u32 = 0;
  /** The byte above the next one and the one after it; 0 when the line above is shorter. */
  above: u32 = 0;
  aboveNext: u32 = 0;
  /** The innermost open bracket or quote, 0 if none; and how far back it opened is in the stack. */
  open: u32 = 0;
  depth: u32 = 0;
  /** Hash of the first word of this line. */
  lineWord: u32 = 0;
  /** The last letters, case folded, all else left out. */
  letters: u32 = 0;
  /** Hash of the last key or tag name: the word before `:` or `=`, or after `<`. */
  key: u32 = 0;
  /** Hash of this field's number in its line, for tables: separators counted. */
  field: u32 = 0;
  /** Where the next byte stands among word codes: PLACE_… . */
  codePosition: u32 = NOT_IN_CODE;
  private readonly stack: StaticArray<u8> = new StaticArray<u8>(DEPTH_MAX + 1);
  private readonly keys: StaticArray<u32> = new StaticArray<u32>(DEPTH_MAX + 1);

  private literal: bool = false; // the bytes of 128 and more that follow are letters

  /** @param lead first byte of the word codes of two bytes, 128 … 256; 0 where text has no codes. */
  constructor(
    private readonly history: History,
    private readonly lead: u32,
  ) {}

  perceive(byte: u32): void {
    let charClass = classOf(byte);
    if (this.lead !== 0 && this.perceiveCode(byte)) charClass = byte < CODES ? UPPER : HIGH;
    else this.perceiveWord(byte, charClass);
    this.perceiveBrackets(byte);
    this.perceiveLine(byte);
    this.shape = (this.shape << 4) | charClass;
    if (charClass !== this.lastClass) this.outline = (this.outline << 4) | charClass;
    this.lastClass = charClass;
  }

  /** The last byte, as far as it matters what it is: all last bytes of codes are one. @param last that byte. */
  @inline
  afterWord(last: u32): u32 {
    return this.lead !== 0 && last >= CODES && this.codePosition !== INSIDE_CODE ? CODES : last;
  }

  /** @returns whether the byte is a flag or a part of a code. */
  private perceiveCode(byte: u32): bool {
    const second = this.codePosition === INSIDE_CODE;
    this.codePosition = NOT_IN_CODE;
    if (second) {
      this.spell(byte);
      this.endWord();
      this.codePosition = AFTER_CODE;
      return true;
    }
    if (this.literal && byte >= CODES) return false;
    this.literal = byte === LITERAL;
    if (byte - 1 < CAPITALS) {
      this.endWord();
      return true;
    }
    if (byte < CODES) return false;
    this.endWord();
    this.spell(byte);
    if (byte < this.lead) {
      this.endWord();
      this.codePosition = AFTER_CODE;
    } else {
      this.codePosition = INSIDE_CODE;
    }
    return true;
  }

  private perceiveWord(byte: u32, charClass: u32): void {
    if (charClass >= LOWER && charClass <= HIGH) {
      const letter = charClass === UPPER ? byte + 32 : byte;
      this.spell(letter);
      this.letters = (this.letters << 8) | letter;
      return;
    }
    this.endWord();
    this.gap = (this.gap + byte + 1) * PRIME;
  }

  /** One more letter, or byte of a code. */
  @inline
  private spell(letter: u32): void {
    this.word = (this.word + letter + 1) * PRIME;
    this.word ^= this.word >>> 15;
    this.wordLength++;
    if (this.wordLength === 1) this.gap = 0;
  }

  @inline
  private endWord(): void {
    if (this.word === 0) return;
    this.word3 = this.word2;
    this.word2 = this.word1;
    this.word1 = this.word;
    if (this.lineWord === 0) this.lineWord = this.word;
    this.word = 0;
    this.wordLength = 0;
    this.gap = 0;
  }

  private perceiveLine(byte: u32): void {
    const h = this.history;
    if (byte === 10) {
      this.aboveStart = this.lineStart;
      this.lineStart = h.position;
      this.column = 0;
      this.indentation = 0;
      this.indenting = true;
      this.first = 0;
      this.field = 0;
      this.lineWord = 0;
    } else {
      this.column++;
      if (this.indenting) {
        if (byte === 32 || byte === 9) {
          this.indentation++;
        } else {
          this.indenting = false;
          this.first = byte;
        }
      }
      if (byte === 44 || byte === 9 || byte === 59 || byte === 124) this.field++;
    }
    const at = this.aboveStart + this.column;
    this.above = at < this.lineStart ? h.byte(at) : 0;
    this.aboveNext = at + 1 < this.lineStart ? h.byte(at + 1) : 0;
  }

  private perceiveBrackets(byte: u32): void {
    // ( [ { < and their ends; a quote opens and closes itself.
    if (byte === 40 || byte === 91 || byte === 123 || byte === 60) {
      this.push(byte);
    } else if (byte === 41 || byte === 93 || byte === 125 || byte === 62) {
      const opening = byte === 41 ? 40 : byte - 2;
      if (this.open === opening) this.pop();
      else if (this.open === 34 && this.depth > 1 && unchecked(this.stack[this.depth - 2]) === opening) {
        this.pop();
        this.pop();
      }
    } else if (byte === 34) {
      if (this.open === 34) this.pop();
      else this.push(34);
    } else if (byte === 10 && this.open === 34) {
      this.pop(); // a quote seldom spans lines: an apostrophe or inch mark is forgiven
    }
    if (byte === 58 || byte === 61) this.key = this.word1;
    else if (byte === 62 || byte === 44) this.key = 0;
  }

  private push(byte: u32): void {
    if (this.depth === DEPTH_MAX) {
      memory.copy(changetype<usize>(this.stack), changetype<usize>(this.stack) + 1, DEPTH_MAX);
      memory.copy(changetype<usize>(this.keys), changetype<usize>(this.keys) + 4, DEPTH_MAX << 2);
      this.depth--;
    }
    unchecked((this.stack[this.depth] = <u8>byte));
    unchecked((this.keys[this.depth] = this.key));
    this.depth++;
    this.open = byte;
  }

  private pop(): void {
    this.depth--;
    this.key = unchecked(this.keys[this.depth]);
    this.open = this.depth > 0 ? unchecked(this.stack[this.depth - 1]) : 0;
  }
}

@inline
function classOf(byte: u32): u32 {
  if (byte >= 128) return HIGH;
  if (byte - 97 < 26) return LOWER;
  if (byte - 65 < 26) return UPPER;
  if (byte - 48 < 10) return DIGIT;
  if (byte === 32 || byte === 9) return SPACE;
  if (byte === 10) return NEWLINE;
  return byte < 32 ? CONTROL : PUNCTUATION;
}
