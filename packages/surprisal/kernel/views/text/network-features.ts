import { hash2, hash3 } from '../../math/hash';
import { sizeBits } from '../../memory';
import { History } from '../../mixing/history';
import { MatchFinder } from '../../mixing/match-finder';
import { matchFeatures, VIEW_FEATURES } from '../../neural/features';
import { writeNgramKeys } from '../../neural/ngram-keys';
import { Text } from './text';
import { WordHistory } from './word-history';

/** Writes the twelve features of text for a network (neural/features.ts). @param at receives u32[12]. */
export function writeTextFeatures(at: usize, h: History, t: Text, w: WordHistory): void {
  const wordState = w.wordState;
  // Words, and whether the word may end.
  store<u32>(at, hash2(t.word, 0));
  store<u32>(at, hash2(t.word, t.word1), 4);
  store<u32>(at, hash2(t.word, t.word2), 8);
  store<u32>(at, hash2(wordState, w.followers), 12);
  store<u32>(at, hash2(wordState, w.letterKinds), 16);
  // The outline of the last bytes, brackets and keys, the line above.
  store<u32>(at, hash2(<u32>w.pattern, <u32>(w.pattern >>> 32)), 20);
  store<u32>(at, hash2(t.outline, 0), 24);
  store<u32>(at, hash2(t.outline & 0xffffff, t.word), 28);
  store<u32>(at, hash3(t.open, t.key, t.word), 32);
  store<u32>(at, hash3(t.open, t.depth, h.c4 & 0xff), 36);
  store<u32>(at, hash2(t.key, t.gap), 40);
  store<u32>(at, hash3(t.above, t.column, t.first), 44);
}

/** Bytes that a match has in common with the past, at least: of the shorter and of the longer. */
const SHORT_MIN: u32 = 6;
const LONG_MIN: u32 = 12;
/** History and tables of the matches: one entry for each byte of content, from 2^10 to 2^22. */
const BITS_MIN: u32 = 10;
const BITS_MAX: u32 = 22;

/** The features of a network that stands alone: it follows the past itself, and takes all content for text. */
export class StandaloneFeatures {
  private readonly history: History;
  private readonly text: Text;
  private readonly words: WordHistory;
  private readonly short: MatchFinder;
  private readonly long: MatchFinder;
  private learned: bool = false;

  /** @param size bytes of content expected. */
  constructor(size: u32) {
    const bits = sizeBits(size, BITS_MIN, BITS_MAX);
    const history = new History(bits);
    const text = new Text(history, 0);
    this.history = history;
    this.text = text;
    this.words = new WordHistory(history, text, size);
    this.short = new MatchFinder(history, SHORT_MIN, bits);
    this.long = new MatchFinder(history, LONG_MIN, bits);
  }

  /** The byte that comes is learned: where it stands will be remembered. */
  @inline
  learn(): void {
    this.learned = true;
  }

  /** @param features receives those of the next step, u32[FEATURES]. */
  perceive(byte: u32, features: usize): void {
    const h = this.history;
    const learning = this.learned;
    h.append(byte);
    this.text.perceive(byte);
    this.words.perceive(byte, learning);
    this.short.perceiveByte(h.hash(SHORT_MIN), learning);
    this.long.perceiveByte(h.hash(LONG_MIN), learning);
    this.learned = false;
    writeNgramKeys(((<u64>h.c8) << 32) | h.c4, features);
    writeTextFeatures(features + VIEW_FEATURES, h, this.text, this.words);
    matchFeatures(features, h, this.short, this.long);
  }
}
