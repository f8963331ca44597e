import { type Bytes, bytesOf, bytesOfText } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import { checkProgressOptions, throttled } from '../../base/progress.js';
import { type Calibration, calibrate, logPriors, type Measured, probabilities } from './calibration.js';
import { readClassifier, writeClassifier } from './file.js';
import { Scorer } from './score.js';
import { Trie } from './trie.js';

/** A text and its label. */
export interface Example<Text extends string | Bytes = string | Uint8Array> {
  readonly text: Text;
  readonly label: string;
}

/** Settings of a classifier. */
export interface ClassifierOptions {
  /** Maximum bytes of context: 1 to 8. Default 5. */
  readonly order?: number;
  /** Whether A to Z are read as a to z. Default true. */
  readonly foldCase?: boolean;
}

/** How to classify. */
export interface ClassifyOptions {
  /**
   * Early stop: once the cheapest class leads the next by this many bits, the rest of the text is not read.
   * Checked every 256 bytes. Default: never.
   */
  readonly lead?: number;
}

/** How to train. */
export interface TrainOptions {
  /** Share of the examples used to fit the calibration before they are learned too: 0 to 0.5. Default 0.2. */
  readonly heldOut?: number;
  /** Receives the number of examples done, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** When aborted, the promise rejects with the signal's reason; examples learned so far are kept. */
  readonly signal?: AbortSignal;
}

/** One class in the ranking of a classification. */
export interface Rank {
  readonly label: string;
  /** P(class | text), calibrated if the classifier is. */
  readonly probability: number;
  /** Code length of the text (or of the part that was read) given the examples of the class, in bits. */
  readonly bits: number;
}

/** The result for a text: the likeliest class, and all classes, the likeliest first. */
export interface Classification extends Rank {
  readonly ranking: readonly Rank[];
  /** Bytes read before the decision. */
  readonly read: number;
}

/** Bytes between two checks of the lead. */
const LOOK_BYTES = 256;
/** With fewer held-out examples than this the calibration is not fitted. */
const FIT_MIN = 20;

/**
 * Classifies a text by the class whose examples make it cheapest to describe. It learns from examples, one by one or many
 * at once, and can always learn more. All classes share one table of counts, so a text is read once, however many
 * classes there are.
 */
export class Classifier {
  #trie: Trie;
  readonly #foldCase: boolean;
  readonly #labels: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #documents: number[] = [];
  #calibration: Calibration | undefined;

  /** @throws {TypeError | RangeError} for bad options. */
  constructor({ order = 5, foldCase = true }: ClassifierOptions = {}) {
    checkInteger('order', order, 1, 8);
    if (typeof foldCase !== 'boolean') throw new TypeError('foldCase must be a boolean');
    this.#trie = new Trie(order);
    this.#foldCase = foldCase;
  }

  /** The classes, in the order in which they were first seen. */
  get labels(): readonly string[] {
    return [...this.#labels];
  }

  /**
   * Learns one example. A new label creates a new class and discards the calibration; otherwise the calibration is kept.
   * @throws {TypeError} also for a label that is not well-formed Unicode.
   */
  learn(text: string | Bytes, label: string): this {
    const bytes = this.#bytes(text);
    this.#trie.learn(bytes, this.#number(label));
    this.#documents[this.#number(label)]!++;
    return this;
  }

  /**
   * Learns many examples. It learns most of them, fits the calibration to the rest, then learns the rest too. The rest
   * are the last examples of each class.
   */
  async train(examples: readonly Example<string | Bytes>[], options: TrainOptions = {}): Promise<this> {
    const { heldOut = 0.2, onProgress, signal } = options;
    if (typeof heldOut !== 'number') throw new TypeError('heldOut must be a number');
    if (!(heldOut >= 0 && heldOut <= 0.5)) throw new RangeError(`heldOut must be from 0 to 0.5, not ${heldOut}`);
    checkProgressOptions({ onProgress: undefined, signal });
    const { first, held } = split(examples, heldOut);
    for (const { label } of examples) checkLabel(label);
    for (const { label } of first) this.#number(label);
    const total = first.length + 2 * held.length;
    const tick = throttled((done) => {
      signal?.throwIfAborted();
      onProgress?.({ done, total });
    });
    let done = 0;
    const learn = async (these: readonly Example<string | Bytes>[]): Promise<void> => {
      for (const { text, label } of these) {
        this.learn(text, label);
        await tick(++done, 0);
      }
    };
    await learn(first);
    this.#trie.pack();
    const measured: Measured[] = [];
    for (const { text, label } of held) {
      measured.push({ ...this.#measure(text), class: this.#number(label) });
      await tick(++done, 0);
    }
    if (held.length >= FIT_MIN) this.#calibration = calibrate(measured, logPriors(this.#documents));
    await learn(held);
    this.#trie.pack();
    onProgress?.({ done: total, total });
    return this;
  }

  /** @throws {RangeError} when nothing has been learned. */
  classify(text: string | Bytes, { lead = Number.POSITIVE_INFINITY }: ClassifyOptions = {}): Classification {
    if (typeof lead !== 'number') throw new TypeError('lead must be a number');
    if (!(lead > 0)) throw new RangeError(`lead must be above 0, not ${lead}`);
    const { bits, length } = this.#measure(text, lead);
    const p = probabilities(bits, length, logPriors(this.#documents), this.#calibration);
    const own = bits.subarray(bits.length - this.#labels.length);
    const ranking = this.#labels.map((label, c) => ({ label, probability: p[c]!, bits: own[c]! }));
    // Equal probabilities (many may be 0) are ranked by code length, equal code lengths by age of the class.
    ranking.sort((a, b) => b.probability - a.probability || a.bits - b.bits);
    return { ...ranking[0]!, ranking, read: length };
  }

  /** Code lengths of a text given the examples of each class, in bits, by label. */
  bits(text: string | Bytes): Map<string, number> {
    const { bits } = this.#measure(text);
    const own = bits.subarray(bits.length - this.#labels.length);
    return new Map(this.#labels.map((label, c) => [label, own[c]!]));
  }

  /** P(next byte | class, `before`): shape (256), sum 1. `bits` sums the logarithms of these. */
  next(label: string, before: string | Bytes = ''): Float64Array {
    const c = this.#numbers.get(label);
    if (c === undefined) throw new RangeError(`unknown class '${label}'`);
    const scorer = new Scorer(this.#trie, this.#labels.length);
    scorer.read(this.#bytes(before));
    return Float64Array.from({ length: 256 }, (_, byte) => scorer.next(byte)[c]!);
  }

  /** The complete state, for `load`. */
  save(): Uint8Array<ArrayBuffer> {
    return writeClassifier({
      trie: this.#trie,
      foldCase: this.#foldCase,
      labels: this.#labels,
      documents: this.#documents,
      calibration: this.#calibration,
    });
  }

  /** @throws {StreamError} for input that `save` did not produce. */
  static load(bytes: Bytes): Classifier {
    const { trie, foldCase, labels, documents, calibration } = readClassifier(bytesOf(bytes));
    const classifier = new Classifier({ order: trie.order, foldCase });
    classifier.#trie = trie;
    for (const [c, label] of labels.entries()) classifier.#documents[classifier.#number(label)] = documents[c]!;
    classifier.#calibration = calibration;
    return classifier;
  }

  #measure(text: string | Bytes, lead = Number.POSITIVE_INFINITY): { bits: Float64Array; length: number } {
    const classes = this.#labels.length;
    if (classes === 0) throw new RangeError('nothing has been learned yet');
    const bytes = this.#bytes(text);
    const scorer = new Scorer(this.#trie, classes);
    let at = 0;
    while (at < bytes.length) {
      const end = lead === Number.POSITIVE_INFINITY ? bytes.length : at + LOOK_BYTES;
      scorer.read(bytes.subarray(at, end));
      at = Math.min(end, bytes.length);
      if (at < bytes.length && leads(scorer.bits, classes, lead)) return { bits: scorer.bits, length: at };
    }
    scorer.finish();
    return { bits: scorer.bits, length: bytes.length };
  }

  #number(label: string): number {
    const known = this.#numbers.get(label);
    if (known !== undefined) return known;
    checkLabel(label);
    const number = this.#labels.push(label) - 1;
    if (number > CLASS_MAX) throw new RangeError(`there are more than ${CLASS_MAX + 1} classes`);
    this.#numbers.set(label, number);
    this.#documents.push(0);
    this.#calibration = undefined;
    return number;
  }

  #bytes(text: string | Bytes): Uint8Array {
    const bytes = bytesOfText(text);
    return this.#foldCase ? bytes.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)) : bytes;
  }
}

const CLASS_MAX = 0xffff;

/** Labels are saved in UTF-8, which has no lone surrogates: two labels could become one. @throws {TypeError} */
function checkLabel(label: unknown): void {
  if (typeof label !== 'string') throw new TypeError('label must be a string');
  if (/\p{Surrogate}/u.test(label)) throw new TypeError('label must not contain lone surrogates');
}

/** Whether the cheapest class is `lead` bits below the next. */
function leads(bits: Float64Array, classes: number, lead: number): boolean {
  let [least, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = bits.length - classes; i < bits.length; i++) {
    const b = bits[i]!;
    if (b < least) [least, next] = [b, least];
    else if (b < next) next = b;
  }
  return next - least >= lead;
}

/**
 * Holds out the last `share` of each class. The last examples are most like future ones. Each class gives the same share,
 * so that the calibration does not learn which classes had fewer examples by chance. The choice is not random: where
 * classes hold parallel texts (translations), a text must not be held out of one class and learned in another.
 */
function split<Text extends string | Bytes>(
  examples: readonly Example<Text>[],
  share: number,
): { first: Example<Text>[]; held: Example<Text>[] } {
  const left = new Map<string, number>();
  for (const { label } of examples) left.set(label, (left.get(label) ?? 0) + 1);
  for (const [label, n] of left) left.set(label, n - Math.floor(n * share));
  const [first, held]: [Example<Text>[], Example<Text>[]] = [[], []];
  for (const example of examples) {
    const n = left.get(example.label)!;
    left.set(example.label, n - 1);
    (n > 0 ? first : held).push(example);
  }
  return { first, held };
}
