import { hash2 } from '../numbers.js';
import type { Text } from './text.js';

const FAR = 63;
const MARKS = '.,;:!?';
const NO_GROUPS = Array<number>(12).fill(0);

/** Lines, gaps, tokens, numbers, groups of characters, segments of sentences. Twin of kernel/views/text/detail.ts, which tells what each field means. */
export class Passage {
  gap1 = 0;
  line = 0;
  lineAbove = 0;
  width = 0;
  sinceCapital = FAR;
  sinceDigit = FAR;
  sinceMark = FAR;
  initial = 0;
  segment = 0;
  segment1 = 0;
  words = 0;
  grown = false;
  /** The token so far, 0 outside of one, and those before it, the newest first. */
  tokens: readonly [number, number, number, number] = [0, 0, 0, 0];
  /** The digits so far as a number's hash, 0 outside of one; how many; and that of the number before. */
  number = 0;
  digits = 0;
  number1 = 0;
  private readonly text: Text;
  /** The last eight bytes and the last twelve groups, the newest first. */
  private last: number[] = Array<number>(8).fill(0);
  private runs: number[] = NO_GROUPS;
  private gap = 0;

  /** @param text is told of each byte before this is. */
  constructor(text: Text) {
    this.text = text;
  }

  /** The upper halves of the last eight bytes. */
  get halves(): number {
    return this.last.reduce((sum, byte, i) => sum + (byte >>> 4) * 16 ** i, 0);
  }

  /** Twelve groups as three numbers, the newest first. */
  get groups(): readonly [number, number, number] {
    const four = (from: number) => this.runs.slice(from, from + 4).reduce((sum, group, i) => sum + group * 256 ** i, 0);
    return [four(0), four(4), four(8)];
  }

  /** A bit each: a capital in this word, or in about the word before; a digit; a mark just before this word, or in about that before. */
  get marks(): number {
    const word = this.text.wordLength;
    const about = word + 8;
    const bits = [
      this.sinceCapital < word,
      this.sinceCapital < about,
      this.sinceDigit < about,
      this.sinceMark < word + 2,
      this.sinceMark < about,
    ];
    return bits.reduce((sum, bit, i) => sum + Number(bit) * 2 ** i, 0);
  }

  perceive(byte: number): void {
    const character = String.fromCharCode(byte);
    const since = (is: boolean, before: number): number => (is ? 0 : Math.min(before + 1, FAR));
    this.last = [byte, ...this.last.slice(0, 7)];
    this.perceiveGroup(byte, character);
    this.perceiveToken(byte, character);
    this.perceiveNumber(byte, character);
    this.perceiveWord(byte);
    this.sinceCapital = since(/[A-Z]/.test(character), this.sinceCapital);
    this.sinceDigit = since(/[0-9]/.test(character), this.sinceDigit);
    const isMark = MARKS.includes(character);
    this.sinceMark = since(isMark, this.sinceMark);
    if (isMark) {
      this.segment1 = this.segment;
      this.segment = 0;
      this.words = 0;
    }
    if (character === '\n') {
      this.lineAbove = this.line;
      this.line = 0;
      this.width = this.text.lineStart - this.text.aboveStart;
    } else this.line = hash2(this.line, byte);
  }

  private perceiveGroup(byte: number, character: string): void {
    const group = ['a', 'A', '0'].find((first, i) => [/[a-z]/, /[A-Z]/, /[0-9]/][i]!.test(character) && first);
    const code = group?.charCodeAt(0) ?? byte;
    this.grown = group !== undefined && code === this.runs[0];
    if (!this.grown) this.runs = [code, ...this.runs.slice(0, 11)];
  }

  private perceiveToken(byte: number, character: string): void {
    const [token, ...before] = this.tokens;
    if (/[a-zA-Z0-9]/.test(character) || byte > 127) {
      const folded = byte < 128 ? character.toLowerCase().charCodeAt(0) : byte;
      this.tokens = [hash2(token, folded), ...before];
    } else if (token !== 0) this.tokens = [0, token, before[0], before[1]];
  }

  private perceiveNumber(byte: number, character: string): void {
    const isDigit = /[0-9]/.test(character);
    if (!isDigit && this.digits > 0) this.number1 = this.number;
    this.number = isDigit ? hash2(this.number, byte) : 0;
    this.digits = isDigit ? this.digits + 1 : 0;
  }

  private perceiveWord(byte: number): void {
    const { wordLength, gap, word1 } = this.text;
    if (wordLength === 1) {
      this.gap1 = this.gap;
      this.initial = byte | 32;
      this.words++;
    }
    if (wordLength > 0) return;
    this.gap = gap;
    if (this.words === 1 && this.segment === 0) this.segment = word1;
  }
}
