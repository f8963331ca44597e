import { History } from '../context/history';
import { Repetition } from '../context/repetition';
import { Text } from '../context/text';
import { hash2 } from '../math/hash';
import { sizeBits } from '../memory';
import { STRINGS, stringKeys } from '../neural/row-keys';

/** Bytes that a repetition has in common, at least. Of 4, 5, 6 and 8 about the same. */
const REPEATED_MIN: u32 = 6;
/** Longer ones are all alike: 32 bytes. With all classes code in C is 0.7 % longer. */
const CLASS_MAX: u32 = 18;
/** History and table of the repetitions: one entry for each byte of content, from 2^10 to 2^22. */
const BITS_MIN: u32 = 10;
const BITS_MAX: u32 = 22;
const WORD: usize = STRINGS << 2;
const REPETITION: usize = WORD + 4;

/**
 * What a network of gated embeddings is told of the past, u32[TABLES]: the last bytes (neural/row-keys.ts); the word so
 * far and the word before, hashed; the byte that followed where the last 6 bytes or more stood before, with how many
 * stood there, hashed, and 0 without such a place.
 *
 * The last is an attention that reaches all content and looks at one place, found by a hash instead of by products: so
 * what stood 100,000 bytes ago is seen, for the price of a row. It makes the code of 300 KB of markup 3 % shorter.
 * Source of looking at one place far away: Y. Wu et al., "Memorizing Transformers" (2022); found by a hash as match
 * models of context mixing do.
 */
export class NetworkKeys {
  static readonly TABLES: u32 = STRINGS + 2;
  /** Of all keys, padded. */
  static readonly BYTES: usize = 48;

  private readonly history: History;
  private readonly text: Text;
  private readonly repetition: Repetition;
  private learned: bool = false;

  /** @param size bytes of content expected. */
  constructor(size: u32) {
    const bits = sizeBits(size, BITS_MIN, BITS_MAX);
    const history = new History(bits);
    this.history = history;
    this.text = new Text(history, 0);
    this.repetition = new Repetition(history, REPEATED_MIN, bits);
  }

  /** The byte that comes is learned: where it stands will be remembered. */
  @inline
  learn(): void {
    this.learned = true;
  }

  /** @param keys receives those of the next step. */
  perceive(byte: u32, keys: usize): void {
    const h = this.history;
    const text = this.text;
    const repetition = this.repetition;
    h.append(byte);
    text.perceive(byte);
    repetition.perceiveByte(h.hash(REPEATED_MIN), this.learned);
    this.learned = false;
    stringKeys((<u64>h.last8 << 32) | h.last4, keys);
    store<u32>(keys + WORD, hash2(text.word, text.word1));
    const length = min(repetition.lengthClass, CLASS_MAX);
    store<u32>(keys + REPETITION, length > 0 ? hash2(repetition.expected, length) : 0);
  }
}
