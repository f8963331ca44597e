import { hash2 } from '../../math/hash';
import { Text } from './text';

/** What is farther back than this is as far as this. */
const FAR: u32 = 63;

/**
 * What `cm-max` follows in text in addition to Text and WordHistory: whole lines, the gap before last, tokens of letters
 * and digits, numbers, groups of characters, segments of sentences, and how long ago capitals, digits and marks were.
 * Source: the word and text models of paq8px.
 */
export class TextDetail {
  /** Hash of what stood before the last word that began; of this line so far, and of the one above; and how long that is. */
  gap1: u32 = 0;
  line: u32 = 0;
  lineAbove: u32 = 0;
  width: u32 = 0;
  /** Bytes since a capital, a digit, a mark: FAR at most. */
  sinceCapital: u32 = FAR;
  sinceDigit: u32 = FAR;
  sinceMark: u32 = FAR;
  /** The first letter of the last word that began; hash of the first word since a mark, and of that before; words since a mark. */
  initial: u32 = 0;
  segment: u32 = 0;
  segment1: u32 = 0;
  words: u32 = 0;
  /** Upper halves of the last eight bytes. */
  halves: u32 = 0;
  /** The last twelve groups, the newest lowest: a run of small letters, of capitals or of digits is one, any other byte is one too. */
  groups: u32 = 0;
  groups1: u32 = 0;
  groups2: u32 = 0;
  /** Whether the last byte went into the group before it. */
  extendsGroup: u32 = 0;
  /** Hashes of the letters and digits so far, cases folded, 0 after any other byte; and of the three such tokens before. */
  token: u32 = 0;
  token1: u32 = 0;
  token2: u32 = 0;
  token3: u32 = 0;
  /** Hash of the digits so far, 0 after any other byte; how many; and hash of the number before. */
  number: u32 = 0;
  digits: u32 = 0;
  number1: u32 = 0;
  private gap: u32 = 0;

  /** @param text perceives each byte before this does. */
  constructor(private readonly text: Text) {}

  perceive(byte: u32): void {
    const t = this.text;
    this.perceiveGroup(byte);
    this.perceiveToken(byte);
    this.perceiveNumber(byte);
    this.halves = (this.halves << 4) | (byte >>> 4);
    this.sinceCapital = byte - 65 < 26 ? 0 : min(this.sinceCapital + 1, FAR);
    this.sinceDigit = byte - 48 < 10 ? 0 : min(this.sinceDigit + 1, FAR);
    if (t.wordLength === 1) {
      this.gap1 = this.gap;
      this.initial = byte | 32;
      this.words++;
    } else if (t.wordLength === 0) {
      this.gap = t.gap;
      if (this.words === 1 && this.segment === 0) this.segment = t.word1;
    }
    if (byte === 33 || byte === 44 || byte === 46 || byte === 58 || byte === 59 || byte === 63) {
      this.sinceMark = 0;
      this.segment1 = this.segment;
      this.segment = 0;
      this.words = 0;
    } else this.sinceMark = min(this.sinceMark + 1, FAR);
    if (byte === 10) {
      this.lineAbove = this.line;
      this.line = 0;
      this.width = t.lineStart - t.aboveStart;
    } else this.line = hash2(this.line, byte);
  }

  private perceiveToken(byte: u32): void {
    const letter = byte - 65 < 26 ? byte + 32 : byte;
    if (letter - 97 < 26 || letter - 48 < 10 || letter > 127) {
      this.token = hash2(this.token, letter);
    } else if (this.token !== 0) {
      this.token3 = this.token2;
      this.token2 = this.token1;
      this.token1 = this.token;
      this.token = 0;
    }
  }

  private perceiveNumber(byte: u32): void {
    if (byte - 48 < 10) {
      this.number = hash2(this.number, byte);
      this.digits++;
    } else if (this.digits > 0) {
      this.number1 = this.number;
      this.number = 0;
      this.digits = 0;
    }
  }

  private perceiveGroup(byte: u32): void {
    const group = byte - 97 < 26 ? 97 : byte - 65 < 26 ? 65 : byte - 48 < 10 ? 48 : byte;
    this.extendsGroup = u32(group === (this.groups & 0xff) && (group === 97 || group === 65 || group === 48));
    if (this.extendsGroup !== 0) return;
    this.groups2 = (this.groups2 << 8) | (this.groups1 >>> 24);
    this.groups1 = (this.groups1 << 8) | (this.groups >>> 24);
    this.groups = (this.groups << 8) | group;
  }

  /** Where capitals, digits and marks lie, of this word, the gap before it, and the word before that: a bit each. */
  @inline
  get marks(): u32 {
    const word = this.text.wordLength;
    const more = word + 8;
    return (
      u32(this.sinceCapital < word) |
      (u32(this.sinceCapital < more) << 1) |
      (u32(this.sinceDigit < more) << 2) |
      (u32(this.sinceMark <= word + 1) << 3) |
      (u32(this.sinceMark < more) << 4)
    );
  }
}
