import { type Bytes, bytesOf, concat } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { StreamError } from '../base/errors.js';
import { KERNEL_HASH } from '../generated/kernel.js';
import { LEVELS } from '../registry/levels.js';
import { modelOf } from '../registry/models.js';
import { decodeChunks, encodeChunks, joinCode } from './coding.js';
import { Kernel, type KernelSpec } from './kernel.js';
import { chosenPrior, knowledgeFor, type PriorOption } from './prior.js';

/** What a predictor is made for. Defaults: 1 MiB, any bytes. */
export interface PredictorOptions {
  /** Bytes it is going to see, about: sizes its tables. 0 to 2^32 - 1. */
  readonly size?: number;
  /** Kind of content, a number of `KINDS` in surprisal/registry. */
  readonly kind?: number;
  /** Bytes of a record or row, for kinds that have them. */
  readonly stride?: number;
  /** What it knows beforehand; `default` if left out. The models `net-N` and `two-part-N` have their networks from here. */
  readonly prior?: PriorOption;
}

/** How to draw bytes. */
export interface SampleOptions {
  /** Above 0. Below 1 the likelier gets likelier; 1, the default, draws as the predictor believes. */
  readonly temperature?: number;
  /** Draw each byte from this many of the likeliest, 1 to 256. Default 256: from all. */
  readonly topK?: number;
  /** An integer, 0 to 2^53 - 1; the same seed draws the same bytes. Default 1. */
  readonly seed?: number;
}

const SIZE_DEFAULT = 2 ** 20;

/**
 * A belief about the next byte, given every byte before it. Each verb moves it to after the bytes it was
 * given, and, unless it is frozen, it learns from them.
 */
export class Predictor {
  readonly #kernel: Kernel;
  readonly #spec: KernelSpec;

  private constructor(kernel: Kernel, spec: KernelSpec) {
    this.#kernel = kernel;
    this.#spec = spec;
  }

  /**
   * @param model a name of registry/models.ts, or a level.
   * @throws {TypeError | RangeError} for bad arguments, or when the engine has no memory for it.
   * @throws {StreamError} `unsupported-prior`, when weights of the prior are of another network than the model has.
   */
  static async create(model = 'default', options: PredictorOptions = {}): Promise<Predictor> {
    const { size = SIZE_DEFAULT, kind = 0, stride = 0 } = options;
    checkInteger('size', size, 0, 2 ** 32 - 1);
    checkInteger('kind', kind, 0, 15);
    checkInteger('stride', stride, 0, 2 ** 16 - 1);
    const name = Object.hasOwn(LEVELS, model) ? LEVELS[model as keyof typeof LEVELS] : model;
    const spec = { model: modelOf(name), size, kind, stride };
    const knowledge = knowledgeFor(chosenPrior(options.prior), spec.model, kind);
    return Predictor.#of({ ...spec, knowledge }, Kernel.create);
  }

  static async #of(spec: KernelSpec, make: (spec: KernelSpec) => Promise<Kernel | undefined>): Promise<Predictor> {
    const kernel = await make(spec);
    if (kernel === undefined) throw new RangeError('this build does not include the model');
    return new Predictor(kernel, spec);
  }

  /** Moves to after `bytes`: all that comes is conditioned on them. */
  given(bytes: Bytes): this {
    this.bits(bytes);
    return this;
  }

  /** Bits to describe `bytes`: the sum of -log2 P(byte | all before it). Divide by 8 for bytes of code. */
  bits(bytes: Bytes): number {
    let sum = 0;
    for (const chunk of this.#chunks(bytesOf(bytes))) sum += this.#kernel.measure(chunk);
    return sum;
  }

  /** -log2 P(byte | all before it), in bits, of each byte: shape (bytes.length). */
  surprisal(input: Bytes): Float32Array<ArrayBuffer> {
    const bytes = bytesOf(input);
    const each = new Float32Array(bytes.length);
    let at = 0;
    for (const chunk of this.#chunks(bytes)) {
      this.#kernel.measure(chunk, each.subarray(at, at + chunk.length));
      at += chunk.length;
    }
    return each;
  }

  /**
   * P(next byte): shape (256), sum 1. The predictor stays where it is, and nothing is learned between the bits
   * of the byte: what a byte then costs is exactly this when frozen, and about this when learning.
   */
  next(): Float64Array<ArrayBuffer> {
    return this.#kernel.distribution();
  }

  /** The code of `bytes`: bits(bytes) / 8 long, and one byte at most. No header: the caller keeps the length. */
  encode(bytes: Bytes): Uint8Array<ArrayBuffer> {
    return joinCode([...encodeChunks(this.#kernel, bytesOf(bytes))]);
  }

  /**
   * The `length` bytes whose `code` a predictor in the same state made. A damaged code gives other bytes:
   * there is no checksum here.
   * @throws {StreamError} `damaged`, when the code does not suffice for that many.
   */
  decode(code: Bytes, length: number): Uint8Array<ArrayBuffer> {
    const bytes = bytesOf(code);
    checkInteger('length', length, 0, Number.MAX_SAFE_INTEGER);
    return concat(Array.from(decodeChunks(this.#kernel, { code: bytes, length }), (piece) => piece.slice()));
  }

  /** Draws `n` bytes from the belief, each conditioned on those before it; learns them, unless frozen. */
  sample(n: number, { temperature = 1, topK = 256, seed = 1 }: SampleOptions = {}): Uint8Array<ArrayBuffer> {
    checkInteger('n', n, 0, 2 ** 31);
    checkInteger('seed', seed, 0, Number.MAX_SAFE_INTEGER);
    checkInteger('topK', topK, 1, 256);
    if (typeof temperature !== 'number') throw new TypeError('temperature must be a number');
    if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`temperature must be above 0 and finite, not ${temperature}`);
    }
    this.#kernel.seed(seed, temperature);
    const pieces: Uint8Array[] = [];
    for (let left = n; left > 0; left -= this.#kernel.chunkBytes) {
      pieces.push(this.#kernel.sample(Math.min(left, this.#kernel.chunkBytes), topK).slice());
    }
    return concat(pieces);
  }

  /**
   * From now on moves forward without learning: what was learned stays as it is. This holds for the predictor, not for
   * its state: `restore` leaves it frozen, whatever the snapshot was taken of, and `fork` makes another frozen one.
   */
  freeze(): this {
    this.#kernel.learning = false;
    return this;
  }

  /** Learns again. */
  unfreeze(): this {
    this.#kernel.learning = true;
    return this;
  }

  /** A second predictor in the same state, frozen if this one is; from then on each goes its own way. */
  async fork(): Promise<Predictor> {
    const other = await Predictor.#of(this.#spec, Kernel.blank);
    other.#kernel.state = this.#kernel.state;
    other.#kernel.learning = this.#kernel.learning;
    return other;
  }

  /**
   * The whole state, for `restore` of a predictor of the same model and options. As large as its tables. Not whether
   * the predictor is frozen.
   */
  snapshot(): Uint8Array<ArrayBuffer> {
    const { learning } = this.#kernel;
    this.#kernel.learning = true;
    const snapshot = concat([this.#label(), this.#kernel.state]);
    this.#kernel.learning = learning;
    return snapshot;
  }

  /**
   * Takes on the state of a snapshot, and stays frozen or not as it was.
   * @throws {StreamError} `incompatible-snapshot`, when it is of another model, other options or another build.
   */
  restore(snapshot: Bytes): this {
    const bytes = bytesOf(snapshot);
    const label = this.#label();
    const fits =
      bytes.length === label.length + this.#kernel.state.length && label.every((byte, i) => byte === bytes[i]);
    if (!fits) throw new StreamError('incompatible-snapshot', 'the snapshot belongs to another predictor or build', 0);
    this.#kernel.state = bytes.subarray(label.length);
    return this;
  }

  /** What a snapshot starts with: which kernel and which predictor it is of. */
  #label(): Uint8Array<ArrayBuffer> {
    const { model, size, kind, stride, knowledge } = this.#spec;
    const parts = [KERNEL_HASH, model.id, model.parameter, size, kind, stride, knowledge?.hash ?? '', ''];
    return new TextEncoder().encode(parts.join(' '));
  }

  *#chunks(bytes: Uint8Array): Generator<Uint8Array, void> {
    for (let at = 0; at < bytes.length; at += this.#kernel.chunkBytes) {
      yield bytes.subarray(at, at + this.#kernel.chunkBytes);
    }
  }
}
