import { instantiate } from '../kernel.js';

/** What kernel/training-abi.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  openTraining(cells: number, symbols: number, n: number): void;
  trainingText(): number;
  trainedWeights(): number;
  startTraining(seed: number, exponent: number): void;
  train(from: number, to: number, rate: number, lambda: number, rounding: number): number;
  writeWeights(): number;
  weightBits(): number;
  contentBits(): number;
}

/** How to make one pass, or a part of one. */
export interface PassOptions {
  /** Learning rate of all weights. */
  readonly rate: number;
  /** Penalty of a weight of 1, in nats. */
  readonly lambda: number;
  /** Whether the weights are rounded to their steps meanwhile. */
  readonly rounding: boolean;
}

/** A network that is trained on content: an instance of the kernel. Dropped, it is freed. */
export class Training {
  /** Bytes of content. */
  readonly n: number;
  /** Different bytes in it. */
  readonly symbols: number;
  readonly #exports: Exports;
  readonly #weightsAt: number;
  #weightsLength = 0;

  private constructor(exports: Exports, n: number, symbols: number) {
    this.#exports = exports;
    this.n = n;
    this.symbols = symbols;
    this.#weightsAt = exports.trainedWeights() >>> 0;
  }

  /**
   * @param cells 0 to 128. @param content at least a byte.
   * @param exponent weights are multiples of 2^-exponent, 0 to 7. @param seed of the weights to begin with.
   * @throws {RangeError} when the engine has no memory for it.
   */
  static async open(content: Uint8Array, cells: number, exponent: number, seed: number): Promise<Training> {
    const exports = await instantiate<Exports>(`a network of ${cells} cells`);
    const alphabet = Uint8Array.from(new Set(content)).sort();
    const symbolOf = new Uint8Array(256);
    for (const [symbol, byte] of alphabet.entries()) symbolOf[byte] = symbol;
    exports.openTraining(cells, alphabet.length, content.length);
    const training = new Training(exports, content.length, alphabet.length);
    const text = new Uint8Array(exports.memory.buffer, exports.trainingText() >>> 0, content.length);
    for (let i = 0; i < content.length; i++) text[i] = symbolOf[content[i] as number] as number;
    const gaps = alphabet.map((byte, i) => (i === 0 ? byte : byte - (alphabet[i - 1] as number) - 1));
    const head = Uint8Array.of(HAS_NETWORK, alphabet.length - 1, ...gaps, exponent);
    training.#memory.set(head, training.#weightsAt);
    exports.startTraining(seed, exponent);
    return training;
  }

  get #memory(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#exports.memory.buffer as ArrayBuffer);
  }

  /** Learns the content from `from` to before `to`; `from` is 0, or where the call before ended. @returns its bits, as they were. */
  pass(from: number, to: number, { rate, lambda, rounding }: PassOptions): number {
    return this.#exports.train(from, to, rate, lambda, rounding ? 1 : 0);
  }

  /** Writes the weights, rounded. */
  write(): void {
    this.#weightsLength = this.#exports.writeWeights() >>> 0;
  }

  /** What was written: a view, that may be changed. The numbers themselves are the bytes from `firstWeight` on. */
  get weights(): Uint8Array<ArrayBuffer> {
    return this.#memory.subarray(this.#weightsAt, this.#weightsAt + this.#weightsLength);
  }

  /** Bytes before the first number. */
  get firstWeight(): number {
    return this.symbols + HEAD_BYTES;
  }

  /** Bits of the weights. */
  weightBits(): number {
    return this.#exports.weightBits();
  }

  /** Bits of the content, given the weights; the network alone. */
  contentBits(): number {
    return this.#exports.contentBits();
  }
}

/** The mark that begins the weights of a network; and the whole of the weights where there is no network. */
const HAS_NETWORK = 1;
export const NO_NETWORK: Uint8Array<ArrayBuffer> = Uint8Array.of(0);
/** Mark, number of symbols, step. */
const HEAD_BYTES = 3;
