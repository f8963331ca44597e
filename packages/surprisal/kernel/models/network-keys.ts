import { HashedContexts } from '../context/hashed-contexts';
import { History } from '../context/history';
import { Repetition } from '../context/repetition';
import { Text } from '../context/text';
import { Vocabulary } from '../context/vocabulary';
import { hash2, hash3 } from '../math/hash';
import { sizeBits } from '../memory';
import { STRINGS, stringKeys } from '../neural/row-keys';

/** Bytes that a repetition has in common, at least: of the shorter and of the longer. */
const SHORT_MIN: u32 = 6;
const LONG_MIN: u32 = 12;
/** Longer ones are all alike: 32 bytes, 256 bytes. With all classes of the shorter code in C is 0.7 % longer. */
const SHORT_CLASS_MAX: u32 = 18;
const LONG_CLASS_MAX: u32 = 24;
/** History and tables of the repetitions: one entry for each byte of content, from 2^10 to 2^22. */
const BITS_MIN: u32 = 10;
const BITS_MAX: u32 = 22;
/** Keys besides those of the last bytes. */
const SEEN: u32 = 15;
/** Those of them that are for text; other content may have others in their place. */
const OF_TEXT: u32 = 12;

/**
 * What a network is told of the past, u32[TABLES], each a key to a row of embeddings (neural/embeddings.ts): the last
 * bytes (neural/row-keys.ts), and fifteen hashes of what context mixing looks at, too: words, whether a word may end,
 * the outline of the last bytes, brackets and keys, the line above, and the byte that followed where the last 6, or 12,
 * bytes or more stood before, with how many stood there (0 without such a place).
 *
 * So a network of few numbers need not find out about words, columns or repetitions by itself, which takes it megabytes.
 * The place of a repetition is an attention that reaches all content and looks at one place, found by a hash instead of
 * by products. Code of 600 KB of markup is 10 % shorter than with the last bytes, two words and a repetition alone,
 * of logs 11 %. Chosen by a greedy search among 31: docs/decisions/network-keys.md.
 *
 * Sources: hashed contexts as inputs of a network: M. Mahoney, "Fast text compression with neural networks" (2000); looking
 * at one place far away: Y. Wu et al., "Memorizing Transformers" (2022).
 */
export class NetworkKeys {
  static readonly TABLES: u32 = STRINGS + SEEN;
  /** Of all keys, padded. */
  static readonly BYTES: usize = 96;

  private next: usize = 0; // where the next key goes
  private contexts: HashedContexts | null = null;
  private chosen: StaticArray<u32> = [];

  /** What has been perceived, by whom these belong to. @param short, long the two repetitions. */
  constructor(
    private readonly history: History,
    private readonly text: Text,
    private readonly vocabulary: Vocabulary,
    private readonly short: Repetition,
    private readonly long: Repetition,
  ) {}

  /** For content that is not text: instead of words and shape, the hashes of the 12 `chosen` ones of `contexts`. */
  choose(contexts: HashedContexts, chosen: StaticArray<u32>): void {
    this.contexts = contexts;
    this.chosen = chosen;
  }

  /** @param keys receives those of the next step. */
  write(keys: usize): void {
    const h = this.history;
    stringKeys((<u64>h.last8 << 32) | h.last4, keys);
    this.next = keys + (STRINGS << 2);
    const contexts = this.contexts;
    if (contexts != null) {
      for (let i: u32 = 0; i < OF_TEXT; i++) this.put(contexts.hash(unchecked(this.chosen[i])));
    } else {
      this.putWords();
      this.putShape();
    }
    this.putRepetitions();
  }

  private putWords(): void {
    const t = this.text;
    const v = this.vocabulary;
    const stage = v.stage;
    this.put(hash2(t.word, 0));
    this.put(hash2(t.word, t.word1));
    this.put(hash2(t.word, t.word2));
    this.put(hash2(stage, v.after));
    this.put(hash2(stage, v.spelling));
  }

  private putShape(): void {
    const t = this.text;
    const v = this.vocabulary;
    this.put(hash2(<u32>v.pattern, <u32>(v.pattern >>> 32)));
    this.put(hash2(t.outline, 0));
    this.put(hash2(t.outline & 0xffffff, t.word));
    this.put(hash3(t.open, t.key, t.word));
    this.put(hash3(t.open, t.depth, this.history.last4 & 0xff));
    this.put(hash2(t.key, t.gap));
    this.put(hash3(t.above, t.column, t.first));
  }

  private putRepetitions(): void {
    const short = this.short;
    const long = this.long;
    const isShort = short.length > 0;
    this.put(isShort ? hash2(short.expected, min(short.lengthClass, SHORT_CLASS_MAX)) : 0);
    this.put(hash2(this.history.last4 & 0xff, isShort ? short.expected + 1 : 0));
    this.put(long.length > 0 ? hash2(long.expected, min(long.lengthClass, LONG_CLASS_MAX)) : 0);
  }

  @inline
  private put(key: u32): void {
    store<u32>(this.next, key);
    this.next += 4;
  }
}

/** What a network that stands alone perceives, for its keys. One that is mixed in is told by the model around it. */
export class NetworkSenses {
  private readonly history: History;
  private readonly text: Text;
  private readonly vocabulary: Vocabulary;
  private readonly short: Repetition;
  private readonly long: Repetition;
  private readonly keys: NetworkKeys;
  private learned: bool = false;

  /** @param size bytes of content expected. */
  constructor(size: u32) {
    const bits = sizeBits(size, BITS_MIN, BITS_MAX);
    const history = new History(bits);
    const text = new Text(history, 0);
    const vocabulary = new Vocabulary(history, text, size);
    const short = new Repetition(history, SHORT_MIN, bits);
    const long = new Repetition(history, LONG_MIN, bits);
    this.history = history;
    this.text = text;
    this.vocabulary = vocabulary;
    this.short = short;
    this.long = long;
    this.keys = new NetworkKeys(history, text, vocabulary, short, long);
  }

  /** The byte that comes is learned: where it stands will be remembered. */
  @inline
  learn(): void {
    this.learned = true;
  }

  /** @param keys receives those of the next step. */
  perceive(byte: u32, keys: usize): void {
    const h = this.history;
    const learning = this.learned;
    h.append(byte);
    this.text.perceive(byte);
    this.vocabulary.perceive(byte, learning);
    this.short.perceiveByte(h.hash(SHORT_MIN), learning);
    this.long.perceiveByte(h.hash(LONG_MIN), learning);
    this.learned = false;
    this.keys.write(keys);
  }
}
