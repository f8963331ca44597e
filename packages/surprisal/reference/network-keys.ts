import type { HashedContexts } from './context/hashed-contexts.js';
import { History } from './context/history.js';
import { Repetition } from './context/repetition.js';
import { Text } from './context/text.js';
import { Vocabulary } from './context/vocabulary.js';
import { STRINGS, stringKeys } from './neural/row-keys.js';
import { hash2, hash3, sizeBits } from './numbers.js';

const SHORT_MIN = 6;
const LONG_MIN = 12;
const SHORT_CLASS_MAX = 18;
const LONG_CLASS_MAX = 24;

/** What a network is told of the past. Twin of kernel/neural/features.ts, whose preface explains it. */
export class NetworkKeys {
  static readonly TABLES = STRINGS + 15;

  /** Those of the next step. */
  keys: readonly number[] = new Array<number>(NetworkKeys.TABLES).fill(0);
  /** For content that is not text. */
  chosen: { readonly contexts: HashedContexts; readonly indices: readonly number[] } | undefined;
  private readonly text: Text;
  private readonly vocabulary: Vocabulary;
  private readonly short: Repetition;
  private readonly long: Repetition;
  private recent = 0n;

  constructor(text: Text, vocabulary: Vocabulary, short: Repetition, long: Repetition) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.short = short;
    this.long = long;
  }

  /** @param byte the newest. */
  tell(byte: number): void {
    const { text: t, vocabulary: v, short, long } = this;
    this.recent = BigInt.asUintN(64, (this.recent << 8n) | BigInt(byte));
    const isShort = short.length > 0;
    const ofText = (): number[] => [
      hash2(t.word, 0),
      hash2(t.word, t.word1),
      hash2(t.word, t.word2),
      hash2(v.stage, v.after),
      hash2(v.stage, v.spelling),
      hash2(...v.patterns),
      hash2(t.outline, 0),
      hash2(t.outline & 0xffffff, t.word),
      hash3(t.open, t.key, t.word),
      hash3(t.open, t.depth, byte),
      hash2(t.key, t.gap),
      hash3(t.above, t.column, t.first),
    ];
    this.keys = [
      ...stringKeys(this.recent),
      ...(this.chosen?.indices.map((i) => this.chosen!.contexts.hash(i)) ?? ofText()),
      isShort ? hash2(short.expected, Math.min(short.lengthClass, SHORT_CLASS_MAX)) : 0,
      hash2(byte, isShort ? short.expected + 1 : 0),
      long.length > 0 ? hash2(long.expected, Math.min(long.lengthClass, LONG_CLASS_MAX)) : 0,
    ];
  }
}

/** What a network that stands alone perceives. Twin of the class in kernel/neural/features.ts. */
export class NetworkSenses {
  readonly keys: NetworkKeys;
  private readonly history: History;
  private readonly text: Text;
  private readonly vocabulary: Vocabulary;
  private readonly short: Repetition;
  private readonly long: Repetition;
  private learned = false;

  /** @param size bytes of content expected. */
  constructor(size: number) {
    const bits = sizeBits(size, 10, 22);
    this.history = new History(bits);
    this.text = new Text(this.history, 0);
    this.vocabulary = new Vocabulary(this.history, this.text, size);
    this.short = new Repetition(this.history, SHORT_MIN, bits);
    this.long = new Repetition(this.history, LONG_MIN, bits);
    this.keys = new NetworkKeys(this.text, this.vocabulary, this.short, this.long);
  }

  learn(): void {
    this.learned = true;
  }

  perceive(byte: number): void {
    const { history } = this;
    history.append(byte);
    this.text.perceive(byte);
    this.vocabulary.perceive(byte, this.learned);
    this.short.perceiveByte(history.hash(SHORT_MIN), this.learned);
    this.long.perceiveByte(history.hash(LONG_MIN), this.learned);
    this.learned = false;
    this.keys.tell(byte);
  }
}
