import type { ModelSpec } from '../../src/registry/models.js';

interface Exports {
  readonly memory: WebAssembly.Memory;
  content(): number;
  code(): number;
  create(model: number, parameter: number, size: number, kind: number, stride: number): number;
  setLearning(on: number): void;
  begin(): void;
  encode(n: number): number;
  finish(): number;
}

/** An instance of any build of the kernel, as little of it as two builds need to be compared. */
export class Instance {
  readonly #exports: Exports;

  /** @param size bytes of content expected. */
  constructor(module: WebAssembly.Module, model: ModelSpec, size: number, kind: number, stride: number) {
    const abort = (message: number): never => {
      throw new Error(`the kernel stops: ${this.#text(message >>> 0)}`);
    };
    this.#exports = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
    if (this.#exports.create(model.id, model.parameter, size, kind, stride) !== 1) throw new Error('no such model');
  }

  /** @param x at most a chunk. */
  encode(x: Uint8Array): Uint8Array {
    const { memory, content, code, begin, encode, finish } = this.#exports;
    begin();
    new Uint8Array(memory.buffer).set(x, content() >>> 0);
    const take = (n: number): Uint8Array => new Uint8Array(memory.buffer, code() >>> 0, n >>> 0).slice();
    const [all, end] = [take(encode(x.length)), take(finish())];
    return Uint8Array.from([...all, ...end]);
  }

  freeze(): void {
    this.#exports.setLearning(0);
  }

  /** A string of AssemblyScript: UTF-16, its bytes counted before it. */
  #text(at: number): string {
    const { buffer } = this.#exports.memory;
    const bytes = new DataView(buffer).getUint32(at - 4, true);
    return String.fromCharCode(...new Uint16Array(buffer, at, bytes >>> 1));
  }
}
