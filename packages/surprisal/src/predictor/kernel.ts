import { StreamError } from '../base/errors.js';
import type { Tick } from '../base/progress.js';
import type { ModelSpec } from '../registry/models.js';
import { kernelModule } from './kernel-module.js';
import type { Knowledge } from './prior.js';

/** What kernel/index.ts exports. Numbers that are u32 there come signed and are made unsigned here. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly CHUNK_BYTES: WebAssembly.Global;
  readonly CODE_BYTES: WebAssembly.Global;
  content(): number;
  code(): number;
  limitMemory(pages: number): void;
  create(model: number, parameter: number, size: number, kind: number, stride: number): number;
  codeWeights(on: number): void;
  weightsLeft(): number;
  loadWeights(n: number): number;
  stateEnd(): number;
  setLearning(on: number): void;
  begin(): void;
  encode(n: number): number;
  finish(): number;
  decode(n: number, available: number, last: number): number;
  consumed(): number;
  measure(n: number, each: number): number;
  seed(low: number, high: number, temperature: number): void;
  sample(n: number, top: number): void;
  distribution(): void;
}

/** Everything that decides what a predictor is before its first bit. */
export interface KernelSpec {
  readonly model: ModelSpec;
  /** Bytes of content expected, as the filter makes them: with those of the primer, they size the tables. */
  readonly size: number;
  /** Kind of content, a number of kernel/views/kinds.ts. */
  readonly kind: number;
  /** Stride of the kind (src/registry/kinds.ts), 0 for kinds without a stride. */
  readonly stride: number;
  /** What it knows beforehand. */
  readonly knowledge?: Knowledge | undefined;
  /** Bytes of memory that the instance may hold; all that there is, if left out. */
  readonly memoryLimit?: number;
}

/** Stands for all sizes from there on. */
const SIZE_MAX = 2 ** 32 - 1;
/** Bytes of a page of WebAssembly memory. */
const PAGE_BYTES = 65536;

/**
 * An instance of the kernel, by what it exports.
 * @param purpose what it needs memory for, for the error. @throws {RangeError} from its functions, when there is no memory.
 */
export async function instantiate<E extends { readonly memory: WebAssembly.Memory }>(purpose: string): Promise<E> {
  let memory: WebAssembly.Memory | undefined;
  const abort = (message: number, _file: number, line: number, column: number): never => {
    const text = memory === undefined ? '' : textAt(memory, message >>> 0);
    if (text === 'out of memory') throw new RangeError(`not enough memory for ${purpose}`);
    throw new Error(`kernel: ${text || 'abort'} (line ${line}, column ${column})`);
  };
  const instance = await WebAssembly.instantiate(await kernelModule(), { env: { abort } });
  const exports = instance.exports as unknown as E;
  memory = exports.memory;
  return exports;
}

/** One instance of the kernel: one predictor and its buffers. Dropped, it is freed. */
export class Kernel {
  /** Content bytes in one call, at most. */
  readonly chunkBytes: number;
  /** Room for code in one call. */
  readonly codeBytes: number;
  readonly #exports: Exports;
  readonly #contentAt: number;
  readonly #codeAt: number;
  #bytes: Uint8Array<ArrayBuffer>;
  #learning = true;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.chunkBytes = exports.CHUNK_BYTES.value as number;
    this.codeBytes = exports.CODE_BYTES.value as number;
    this.#contentAt = exports.content() >>> 0;
    this.#codeAt = exports.code() >>> 0;
    this.#bytes = new Uint8Array(exports.memory.buffer as ArrayBuffer);
  }

  /**
   * @param tick called and awaited while the primer is read, with nothing done yet.
   * @returns an instance with the predictor of `spec`, or undefined when the kernel has no such model.
   * @throws {RangeError} when the engine has no memory for it.
   * @throws {StreamError} `unsupported-prior`, when the weights of the prior are of another network.
   */
  static async create(spec: KernelSpec, tick?: Tick): Promise<Kernel | undefined> {
    const kernel = await Kernel.blank(spec);
    if (kernel !== undefined && spec.knowledge !== undefined) await kernel.#acquire(spec.knowledge, tick);
    return kernel;
  }

  /** The same without its knowledge, to be given the `state` of an instance that has it. */
  static async blank({ model, size, kind, stride, knowledge, memoryLimit }: KernelSpec): Promise<Kernel | undefined> {
    const exports = await instantiate<Exports>(`a model of ${size} bytes`);
    if (memoryLimit !== undefined) exports.limitMemory(Math.min(Math.floor(memoryLimit / PAGE_BYTES), PAGE_BYTES));
    const expected = Math.min(size + (knowledge?.primer?.length ?? 0), SIZE_MAX);
    if (exports.create(model.id, model.parameter, expected, kind, stride) === 0) return undefined;
    return new Kernel(exports);
  }

  async #acquire({ weights, primer = new Uint8Array(0) }: Knowledge, tick?: Tick): Promise<void> {
    if (weights !== undefined && !this.loadWeights(weights)) {
      throw new StreamError('unsupported-prior', 'the weights of the prior are of another network', 0);
    }
    for (let at = 0; at < primer.length; at += this.chunkBytes) {
      this.measure(primer.subarray(at, at + this.chunkBytes));
      await tick?.(0, 0);
    }
  }

  /** Bytes of memory that the instance holds, touched or not. */
  get memoryBytes(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Directs encode, decode and measure to the weights of a two-part model, before its first bit; or back to the content. */
  set codesWeights(on: boolean) {
    this.#exports.codeWeights(on ? 1 : 0);
  }

  /** Bytes of weights still to be coded, as far as the kernel knows. */
  get weightsLeft(): number {
    return this.#exports.weightsLeft() >>> 0;
  }

  /** Gives a two-part model its weights, before the first bit. @returns whether they are as many as it needs. */
  loadWeights(weights: Uint8Array): boolean {
    let left = 1;
    let at = 0;
    for (; left > 0 && at < weights.length; at += this.chunkBytes) {
      const chunk = weights.subarray(at, at + this.chunkBytes);
      this.#bytes.set(chunk, this.#contentAt);
      left = this.#exports.loadWeights(chunk.length) >>> 0;
    }
    return left === 0 && at >= weights.length;
  }

  /** Whether what is read is learned. */
  get learning(): boolean {
    return this.#learning;
  }

  set learning(on: boolean) {
    this.#learning = on;
    this.#exports.setLearning(on ? 1 : 0);
  }

  /** Starts a new code, to be encoded or decoded. */
  begin(): void {
    this.#exports.begin();
  }

  /** The code of the next `chunk` of content: at most chunkBytes in, a copy out. */
  encode(chunk: Uint8Array): Uint8Array {
    this.#bytes.set(chunk, this.#contentAt);
    return this.#written(this.#exports.encode(chunk.length));
  }

  /** The rest of the code. */
  finish(): Uint8Array {
    return this.#written(this.#exports.finish());
  }

  #written(n: number): Uint8Array {
    if (n === -1) throw new Error('kernel: more code than room');
    return this.#bytes.slice(this.#codeAt, this.#codeAt + n);
  }

  /**
   * Decodes up to `n` <= chunkBytes bytes of content from `code`, followed by `zeros` zero bytes. Stops where
   * the next byte could need more than that.
   * @returns the content (a view, until the next call) and how many code bytes were read.
   */
  decode(code: Uint8Array, zeros: number, n: number): { content: Uint8Array; consumed: number } {
    const end = this.#codeAt + code.length;
    this.#bytes.set(code, this.#codeAt);
    this.#bytes.fill(0, end, end + zeros);
    const done = this.#exports.decode(n, code.length + zeros, 0);
    return { content: this.#content(done), consumed: this.#exports.consumed() };
  }

  /** Bits to describe `chunk` (at most chunkBytes). @param into receives the bits of each byte. */
  measure(chunk: Uint8Array, into?: Float32Array): number {
    this.#bytes.set(chunk, this.#contentAt);
    const bits = this.#exports.measure(chunk.length, into === undefined ? 0 : 1);
    into?.set(new Float32Array(this.#bytes.buffer, this.#codeAt, chunk.length));
    return bits;
  }

  /** Seeds what `sample` draws from. @param seed an integer, 0 to 2^53 - 1. */
  seed(seed: number, temperature: number): void {
    this.#exports.seed(seed >>> 0, Math.floor(seed / 2 ** 32), temperature);
  }

  /** Draws `n` <= chunkBytes bytes, of the `top` likeliest only. @returns a view, until the next call. */
  sample(n: number, top: number): Uint8Array {
    this.#exports.sample(n, top);
    return this.#content(n);
  }

  /** P(next byte) of all 256. */
  distribution(): Float64Array<ArrayBuffer> {
    this.#exports.distribution();
    return new Float64Array(this.#bytes.buffer, this.#codeAt, 256).slice();
  }

  /** All mutable state (a view, until the next call). */
  get state(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#exports.stateEnd() >>> 0);
  }

  /** Takes on the state of an instance made from an equal spec; `learning`, which lies in the same memory, stays as it is. */
  set state(state: Uint8Array) {
    this.#bytes.set(state);
    this.learning = this.#learning;
  }

  #content(n: number): Uint8Array {
    return this.#bytes.subarray(this.#contentAt, this.#contentAt + n);
  }
}

/** A string of AssemblyScript: UTF-16, its length in bytes in the four bytes before it. */
function textAt(memory: WebAssembly.Memory, at: number): string {
  if (at < 4 || at > memory.buffer.byteLength) return '';
  const units = (new Uint32Array(memory.buffer)[(at - 4) >>> 2] ?? 0) >>> 1;
  return String.fromCharCode(...new Uint16Array(memory.buffer, at, units));
}
