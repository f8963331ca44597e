import { PHI, sizeBits, times } from '../numbers.js';
import type { History } from './history.js';
import type { Text } from './text.js';

/** Which words were read before, and what followed them. Twin of kernel/views/text/word-history.ts, whose preface explains it. */
export class Vocabulary {
  since = 0;
  /** Kinds of the letters of the word so far, the newest last. */
  private kinds: number[] = [];
  /** The last eight bytes as patterns, the newest first. */
  private readonly last = new Array<number>(8).fill(0);
  /** Hashes of the word so far and of the two before it, while nothing but spaces stands between them. */
  phrase = [0, 0, 0];
  private readonly history: History;
  private readonly text: Text;
  private word = 0;
  /** By a hash of the word: its hash, and where it ended last. */
  private readonly words: { hash: number; end: number }[];
  /** By a hash of the token: a check, and the two bytes that followed it last. */
  private readonly tokens: { check: number; after: number }[];
  private token: { check: number; after: number };
  private readonly bits: number;

  constructor(history: History, text: Text, size: number) {
    this.history = history;
    this.text = text;
    this.bits = sizeBits(Math.floor(size / 16), 8, 16);
    this.words = Array.from({ length: 2 ** this.bits }, () => ({ hash: 0, end: 0 }));
    this.tokens = Array.from({ length: 2 ** (this.bits + 2) }, () => ({ check: 0, after: 0 }));
    this.token = this.tokens[0]!;
  }

  perceive(byte: number, learning: boolean): void {
    if (learning) this.token.after = ((this.token.after << 8) | byte) & 0xffff;
    const { word } = this.text;
    if (word !== 0) this.perceiveLetter(byte, word);
    else this.perceiveGap(byte, learning);
    this.word = word;
    this.last.unshift(patternOf(byte));
    this.last.pop();
    this.findToken(learning);
  }

  /** Whether the word so far has been a whole one (2), and whether the last two bytes are capitals (1). */
  get ending(): number {
    const isCapital = (byte: number): boolean => byte >= 65 && byte < 91;
    const capitals = isCapital(this.history.at(1)) && isCapital(this.history.at(2));
    return (this.since === 0 ? 0 : 2) + (capitals ? 1 : 0);
  }

  /** The same with how many letters the word has so far. */
  get stage(): number {
    return Math.min(this.text.wordLength, 6) * 4 + this.ending;
  }

  get spelling(): number {
    return this.kinds.slice(-4).reduce((all, kind) => all * 8 + kind, 0);
  }

  get after(): number {
    return this.token.after;
  }

  /** Of the last four bytes; of the four before them. */
  get patterns(): readonly [number, number] {
    const packed = (from: number): number =>
      this.last.slice(from, from + 4).reduce((all, p, i) => all + p * 256 ** i, 0);
    return [packed(0), packed(4)];
  }

  private perceiveLetter(byte: number, word: number): void {
    if (this.text.wordLength === 1) this.kinds = [];
    this.kinds.push(letterKind(byte | 32));
    this.phrase[0] = word;
    const known = this.words[this.wordIndex(word)]!;
    this.since = known.hash === word ? 25 - Math.clz32(this.history.position - known.end + 127) : 0;
  }

  private perceiveGap(byte: number, learning: boolean): void {
    const ended = this.word !== 0;
    if (ended && learning) {
      this.words[this.wordIndex(this.word)] = { hash: this.word, end: this.history.position };
    }
    this.since = 0;
    this.kinds = [];
    if (byte !== 32 && byte !== 10) this.phrase = [0, 0, 0];
    else if (ended) this.phrase = [0, this.phrase[0]!, this.phrase[1]!];
  }

  private wordIndex(word: number): number {
    return times(word, PHI) >>> (32 - this.bits);
  }

  private findToken(learning: boolean): void {
    const { word, gap } = this.text;
    const h = times(word !== 0 ? word : ~gap >>> 0, PHI);
    const check = times(h, 0x2c1b3c6d) >>> 16;
    this.token = this.tokens[h >>> (30 - this.bits)]!;
    if (!learning || this.token.check === check) return;
    this.token.check = check;
    this.token.after = 0;
  }
}

function letterKind(letter: number): number {
  if (letter >= 128) return 5;
  if (letter === 'e'.charCodeAt(0)) return 1;
  const char = String.fromCharCode(letter);
  if ('aiou'.includes(char)) return 2;
  return char === 'y' ? 3 : 4;
}

function patternOf(byte: number): number {
  if (byte >= 128) return 128 + (byte >>> 5);
  const char = String.fromCharCode(byte);
  if (/[a-z]/.test(char)) return 'a'.charCodeAt(0);
  if (/[A-Z]/.test(char)) return 'A'.charCodeAt(0);
  return /\d/.test(char) ? '0'.charCodeAt(0) : byte;
}
