import { times } from '../numbers.js';
import type { History } from './history.js';

const CONTROL = 0;
const SPACE = 1;
const PUNCTUATION = 2;
const DIGIT = 3;
const LOWER = 4;
const UPPER = 5;
const HIGH = 6;
const NEWLINE = 7;

/** Coded text: flags of capitals, an escape, word codes. */
const FLAGS = [1, 2];
const LITERAL = 3;
const CODES = 128;

/** Where the next byte stands among word codes. */
export const PLACE_PLAIN = 0;
export const PLACE_SECOND = 1;
export const PLACE_AFTER = 2;
export const PLACES = 3;

const PRIME = 0x2f0b4c47;
const DEPTH_MAX = 31;

const code = (character: string): number => character.charCodeAt(0);
/** Openings by their ends. A quote is its own. */
const OPENINGS = new Map(['()', '[]', '{}', '<>'].map(([from, to]) => [code(to!), code(from!)]));
const QUOTE = code('"');
const LINE_FEED = 10;
const isOneOf = (byte: number, characters: string): boolean => characters.includes(String.fromCharCode(byte));

/**
 * What has been read, seen as text: words, lines, columns, brackets and quotes.
 * Twin of kernel/views/text/text.ts, which tells what each field means.
 */
export class Text {
  word = 0;
  word1 = 0;
  word2 = 0;
  word3 = 0;
  wordLength = 0;
  gap = 0;
  shape = 0;
  outline = 0;
  column = 0;
  lineStart = 0;
  aboveStart = 0;
  indentation = 0;
  first = 0;
  above = 0;
  aboveNext = 0;
  lineWord = 0;
  letters = 0;
  key = 0;
  field = 0;
  place = PLACE_PLAIN;
  private literal = false;
  private kind = 0;
  private indenting = true;
  /** What is open, the innermost last, each with the key that was there. */
  private stack: { readonly opening: number; readonly key: number }[] = [];
  private readonly history: History;
  private readonly lead: number;

  /** @param lead first byte of the word codes of two bytes; 0 where text has no codes. */
  constructor(history: History, lead: number) {
    this.history = history;
    this.lead = lead;
  }

  /** The innermost open bracket or quote, 0 if none. */
  get open(): number {
    return this.stack.at(-1)?.opening ?? 0;
  }

  get depth(): number {
    return this.stack.length;
  }

  perceive(byte: number): void {
    const coded = this.lead > 0 && this.perceiveCode(byte);
    const codeKind = byte < CODES ? UPPER : HIGH;
    const kind = coded ? codeKind : classOf(byte);
    if (!coded) this.perceiveWord(byte, kind);
    this.perceiveBrackets(byte);
    this.perceiveLine(byte);
    this.shape = ((this.shape << 4) | kind) >>> 0;
    if (kind !== this.kind) this.outline = ((this.outline << 4) | kind) >>> 0;
    this.kind = kind;
  }

  /** The last byte; all last bytes of codes are one. */
  afterWord(last: number): number {
    return this.lead > 0 && last >= CODES && this.place !== PLACE_SECOND ? CODES : last;
  }

  /** @returns whether the byte is a flag or a part of a code. */
  private perceiveCode(byte: number): boolean {
    const before = this.place;
    this.place = PLACE_PLAIN;
    if (before === PLACE_SECOND) {
      this.spell(byte);
      this.endWord();
      this.place = PLACE_AFTER;
      return true;
    }
    if (byte < CODES) {
      this.literal = byte === LITERAL;
      if (FLAGS.includes(byte)) this.endWord();
      return FLAGS.includes(byte);
    }
    if (this.literal) return false;
    this.endWord();
    this.spell(byte);
    this.place = PLACE_SECOND;
    if (byte < this.lead) {
      this.endWord();
      this.place = PLACE_AFTER;
    }
    return true;
  }

  private perceiveWord(byte: number, kind: number): void {
    if (kind === LOWER || kind === UPPER || kind === HIGH) {
      const letter = kind === UPPER ? byte + 32 : byte;
      this.spell(letter);
      this.letters = ((this.letters << 8) | letter) >>> 0;
      return;
    }
    this.endWord();
    this.gap = times(this.gap + byte + 1, PRIME);
  }

  private spell(letter: number): void {
    const h = times(this.word + letter + 1, PRIME);
    this.word = (h ^ (h >>> 15)) >>> 0;
    this.wordLength++;
    if (this.wordLength === 1) this.gap = 0;
  }

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

  private perceiveBrackets(byte: number): void {
    const opening = OPENINGS.get(byte);
    if (isOneOf(byte, '([{<')) {
      this.push(byte);
    } else if (opening !== undefined) {
      if (this.open === opening) {
        this.pop();
      } else if (this.open === QUOTE && this.stack.at(-2)?.opening === opening) {
        this.pop();
        this.pop();
      }
    } else if (byte === QUOTE) {
      if (this.open === QUOTE) this.pop();
      else this.push(QUOTE);
    } else if (byte === LINE_FEED && this.open === QUOTE) {
      this.pop();
    }
    if (isOneOf(byte, ':=')) this.key = this.word1;
    else if (isOneOf(byte, '>,')) this.key = 0;
  }

  private push(opening: number): void {
    if (this.stack.length === DEPTH_MAX) this.stack.shift();
    this.stack.push({ opening, key: this.key });
  }

  private pop(): void {
    this.key = this.stack.pop()!.key;
  }

  private perceiveLine(byte: number): void {
    if (byte === LINE_FEED) {
      this.aboveStart = this.lineStart;
      this.lineStart = this.history.position;
      this.column = 0;
      this.indentation = 0;
      this.indenting = true;
      this.first = 0;
      this.field = 0;
      this.lineWord = 0;
    } else {
      this.column++;
      const blank = isOneOf(byte, ' \t');
      if (this.indenting && blank) this.indentation++;
      if (this.indenting && !blank) {
        this.indenting = false;
        this.first = byte;
      }
      if (isOneOf(byte, ',\t;|')) this.field++;
    }
    this.above = this.aboveAt(this.column);
    this.aboveNext = this.aboveAt(this.column + 1);
  }

  /** The byte at a column of the line above; 0 when that is shorter. */
  private aboveAt(column: number): number {
    const at = this.aboveStart + column;
    return at < this.lineStart ? this.history.byte(at) : 0;
  }
}

function classOf(byte: number): number {
  if (byte >= 128) return HIGH;
  const character = String.fromCharCode(byte);
  if (character >= 'a' && character <= 'z') return LOWER;
  if (character >= 'A' && character <= 'Z') return UPPER;
  if (character >= '0' && character <= '9') return DIGIT;
  if (isOneOf(byte, ' \t')) return SPACE;
  if (byte === LINE_FEED) return NEWLINE;
  return byte < 32 ? CONTROL : PUNCTUATION;
}
