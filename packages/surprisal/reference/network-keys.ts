import { History } from './context/history.js';
import { Repetition } from './context/repetition.js';
import { Text } from './context/text.js';
import { STRINGS, stringKeys } from './neural/row-keys.js';
import { hash2, sizeBits } from './numbers.js';

const REPEATED_MIN = 6;
const CLASS_MAX = 18;

/** What a network of gated embeddings is told of the past. Twin of kernel/models/network-keys.ts, whose preface explains it. */
export class NetworkKeys {
  static readonly TABLES = STRINGS + 2;

  /** Those of the next step. */
  keys: readonly number[] = new Array<number>(NetworkKeys.TABLES).fill(0);
  private readonly history: History;
  private readonly text: Text;
  private readonly repetition: Repetition;
  private recent = 0n;
  private learned = false;

  /** @param size bytes of content expected. */
  constructor(size: number) {
    const bits = sizeBits(size, 10, 22);
    this.history = new History(bits);
    this.text = new Text(this.history, 0);
    this.repetition = new Repetition(this.history, REPEATED_MIN, bits);
  }

  learn(): void {
    this.learned = true;
  }

  perceive(byte: number): void {
    const { history, text, repetition } = this;
    history.append(byte);
    text.perceive(byte);
    repetition.perceiveByte(history.hash(REPEATED_MIN), this.learned);
    this.learned = false;
    this.recent = BigInt.asUintN(64, (this.recent << 8n) | BigInt(byte));
    const length = Math.min(repetition.lengthClass, CLASS_MAX);
    this.keys = [
      ...stringKeys(this.recent),
      hash2(text.word, text.word1),
      length > 0 ? hash2(repetition.expected, length) : 0,
    ];
  }
}
