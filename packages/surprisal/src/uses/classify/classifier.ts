import { type Bytes, bytesOf, bytesOfText } from '../../base/bytes.js';
import { checkInteger } from '../../base/checks.js';
import { checkProgressOptions, throttled } from '../../base/progress.js';
import { type Calibration, calibrate, logPriors, type Measured, probabilities } from './calibration.js';
import { readClassifier, writeClassifier } from './file.js';
import { Scorer } from './score.js';
import { Trie } from './trie.js';

/** A text and what it is. */
export interface Example<Text extends string | Bytes = string | Uint8Array> {
  readonly text: Text;
  readonly label: string;
}

/** What a classifier is made for. */
export interface ClassifierOptions {
  /** Bytes of context, at most: 1 to 8. Default 5. */
  readonly order?: number;
  /** Whether A to Z are read as a to z. Default true. */
  readonly foldCase?: boolean;
}

/** How to classify. */
export interface ClassifyOptions {
  /**
   * Early stop: once the cheapest class leads the next by this many bits, the rest of the text is not read.
   * Looked at every 256 bytes. Default: never.
   */
  readonly lead?: number;
}

/** How to train. */
export interface TrainOptions {
  /** Share of the examples that the calibration is fitted to before they are learned too: 0 to 0.5. Default 0.2. */
  readonly heldOut?: number;
  /** Told how many examples are done, a few times a second. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Aborted, it makes the promise reject with the signal's reason; what was learned stays. */
  readonly signal?: AbortSignal;
}

/** One class, as a classification ranks it. */
export interface Rank {
  readonly label: string;
  /** P(class | text), calibrated if the classifier is. */
  readonly probability: number;
  /** Code length of the text (or of as much as was read) given the examples of the class, in bits. */
  readonly bits: number;
}

/** What a text is: the likeliest class, and all of them, the likeliest first. */
export interface Classification extends Rank {
  readonly ranking: readonly Rank[];
  /** Bytes that were read before the decision. */
  readonly read: number;
}

/** Bytes between two looks at the lead. */
const LOOK_BYTES = 256;
/** Below so many held-out examples there is nothing to fit. */
const FIT_MIN = 20;

/**
 * Says what a text is by which class of examples makes it cheapest to describe. Learns from examples, one by one
 * or many at once, and goes on learning; all classes share one table of counts, so that a text is read
 * once, however many classes there are.
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
   * Learns one example. A label that is new makes a new class. A calibration stays, unless there is a new class.
   * @throws {TypeError} also for a label that is not well-formed Unicode.
   */
  learn(text: string | Bytes, label: string): this {
    const bytes = this.#bytes(text);
    this.#trie.learn(bytes, this.#number(label));
    this.#documents[this.#number(label)]!++;
    return this;
  }

  /**
   * Learns many examples: most of them, then fits the calibration to the rest, then learns the rest. The rest are
   * the last of each class.
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
    // Equal probabilities (many may be 0) are ranked by code length, and equal code lengths by age.
    ranking.sort((a, b) => b.probability - a.probability || a.bits - b.bits);
    return { ...ranking[0]!, ranking, read: length };
  }

  /** Code lengths of a text given the examples of each class, in bits, by label. */
  bits(text: string | Bytes): Map<string, number> {
    const { bits } = this.#measure(text);
    const own = bits.subarray(bits.length - this.#labels.length);
    return new Map(this.#labels.map((label, c) => [label, own[c]!]));
  }

  /** P(next byte | class, `before`): shape (256), sum 1. What `bits` sums the logarithms of. */
  next(label: string, before: string | Bytes = ''): Float64Array {
    const c = this.#numbers.get(label);
    if (c === undefined) throw new RangeError(`unknown class '${label}'`);
    const scorer = new Scorer(this.#trie, this.#labels.length);
    scorer.read(this.#bytes(before));
    return Float64Array.from({ length: 256 }, (_, byte) => scorer.next(byte)[c]!);
  }

  /** Everything it knows, for `load`. */
  save(): Uint8Array<ArrayBuffer> {
    return writeClassifier({
      trie: this.#trie,
      foldCase: this.#foldCase,
      labels: this.#labels,
      documents: this.#documents,
      calibration: this.#calibration,
    });
  }

  /** @throws {StreamError} for anything that `save` did not make. */
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

/** Labels are saved in UTF-8, which has no half of a surrogate pair: two labels could become one. @throws {TypeError} */
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
 * Holds out the last `share` of each class. The last, because what comes next is most like what came last; of each, so
 * that the calibration does not learn which classes had fewer examples by chance; and not drawn, so that where classes
 * say the same things one by one (translations), none is held out of one class and learned in another.
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
