import { PHI } from '../../math/hash';
import { allocate, sizeBits } from '../../memory';
import { History } from '../../mixing/history';
import { Text } from './text';

/** Words remembered: one for each 16 bytes of content, from 2^8 to 2^16; and tokens, words or what is between them. */
const CONTENT_BYTES_EACH: u32 = 16;
const WORD_BITS_MIN: u32 = 8;
const WORD_BITS_MAX: u32 = 16;
const TOKENS_FOR_EACH_WORD: u32 = 2; // log2

/**
 * Which words were read before, and what followed them.
 *
 * That the letters so far have been a whole word says that it may end here, even where no context of its own knows
 * it: with the word's length, the kinds of its last letters or the bracket around it, this holds for words at large.
 * A table holds for each word, by its hash, where it last ended. Another holds for each token, a word so far or the
 * gap so far, the two bytes that followed it last.
 * Source: the observation is that of paq8px's word model (its "word may end now"); tables and contexts are ours.
 */
export class WordHistory {
  /** 0 if the word so far was never a whole word; else 1 and more, by octaves of the distance: 1 to 128 bytes, … */
  recency: u32 = 0;
  /** Kinds of the last four letters of the word so far, 3 bits each, the newest lowest. */
  letterKinds: u32 = 0;
  /** The two bytes that followed the token so far, the newest lowest. */
  followers: u32 = 0;
  /** The last eight bytes, with all small letters, all capitals and all digits as one. */
  pattern: u64 = 0;
  /** Hashes of the words since anything but spaces stood between them: the word so far, and the two before it. */
  phrase: u32 = 0;
  phrase1: u32 = 0;
  phrase2: u32 = 0;
  private word: u32 = 0; // as far as it was before this byte
  private readonly words: usize; //  hash and position of each, u32
  private readonly tokens: usize; // two bytes and a check of 16 bits each
  private readonly wordShift: u32;
  private readonly tokenShift: u32;
  private token: usize;

  /** @param text perceives each byte before this does. @param size bytes of content expected. */
  constructor(
    private readonly history: History,
    private readonly text: Text,
    size: u32,
  ) {
    const bits = sizeBits(size / CONTENT_BYTES_EACH, WORD_BITS_MIN, WORD_BITS_MAX);
    this.words = allocate((<usize>8) << bits);
    this.tokens = allocate((<usize>4) << (bits + TOKENS_FOR_EACH_WORD));
    this.wordShift = 32 - bits;
    this.tokenShift = 32 - bits - TOKENS_FOR_EACH_WORD;
    this.token = this.tokens;
  }

  /** Whether the word so far has been a whole one (bit 1), and whether the last two bytes are capitals (bit 0). */
  @inline
  get endCues(): u32 {
    const c4 = this.history.c4;
    const capitals = u32((c4 & 0xff) - 65 < 26) & u32(((c4 >>> 8) & 0xff) - 65 < 26);
    return (u32(this.recency !== 0) << 1) | capitals;
  }

  /** The same with how many letters the word has so far. */
  @inline
  get wordState(): u32 {
    return (min(this.text.wordLength, 6) << 2) | this.endCues;
  }

  perceive(byte: u32, learning: bool): void {
    if (learning) store<u16>(this.token, (load<u16>(this.token) << 8) | byte);
    if (this.text.word !== 0) this.perceiveLetter(byte);
    else this.perceiveGap(byte, learning);
    this.word = this.text.word;
    this.pattern = (this.pattern << 8) | patternOf(byte);
    this.findToken(learning);
  }

  private perceiveLetter(byte: u32): void {
    const t = this.text;
    if (t.wordLength === 1) this.letterKinds = 0;
    this.letterKinds = ((this.letterKinds << 3) | letterKind(byte | 32)) & 0xfff;
    this.phrase = t.word;
    const at = this.entry(t.word);
    // 127 more make octaves of what is near one.
    this.recency = load<u32>(at) === t.word ? 25 - clz(this.history.position - load<u32>(at, 4) + 127) : 0;
  }

  private perceiveGap(byte: u32, learning: bool): void {
    const ended = this.word !== 0;
    if (ended && learning) {
      const at = this.entry(this.word);
      store<u32>(at, this.word);
      store<u32>(at, this.history.position, 4);
    }
    this.recency = 0;
    this.letterKinds = 0;
    if (byte !== 32 && byte !== 10) {
      this.phrase2 = 0;
      this.phrase1 = 0;
      this.phrase = 0;
    } else if (ended) {
      this.phrase2 = this.phrase1;
      this.phrase1 = this.phrase;
      this.phrase = 0;
    }
  }

  @inline
  private entry(word: u32): usize {
    return this.words + (((word * PHI) >>> this.wordShift) << 3);
  }

  /** A slot of another token is cleared; while frozen, it is taken for what it is not. */
  private findToken(learning: bool): void {
    const t = this.text;
    const hash = (t.word !== 0 ? t.word : ~t.gap) * PHI;
    const at = this.tokens + ((hash >>> this.tokenShift) << 2);
    const check = (hash * 0x2c1b3c6d) >>> 16;
    if (learning && load<u16>(at, 2) !== check) store<u32>(at, check << 16);
    this.token = at;
    this.followers = load<u16>(at);
  }
}

/** e, another vowel, y, a consonant, a byte of another script: counted from 1, so that 0 means no letter. @param letter in lower case. */
@inline
function letterKind(letter: u32): u32 {
  if (letter >= 128) return 5;
  if (letter === 101) return 1;
  if (letter === 97 || letter === 105 || letter === 111 || letter === 117) return 2;
  return letter === 121 ? 3 : 4;
}

@inline
function patternOf(byte: u32): u32 {
  if (byte >= 128) return 128 + (byte >>> 5);
  if (byte - 97 < 26) return 97;
  if (byte - 65 < 26) return 65;
  return byte - 48 < 10 ? 48 : byte;
}
