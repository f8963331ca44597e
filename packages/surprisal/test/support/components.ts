import { buildChecked } from '../../scripts/build-checked.mjs';
import { FEATURES, type Features } from '../../spec/network.js';
import { Predictor } from '../../spec/predictor.js';

/** The names of what each `read…` of kernel/testing writes, in its order. */
const FIELDS = {
  Text: [
    ...['word', 'word1', 'word2', 'wordLength', 'gap', 'shape', 'outline', 'column', 'indentation', 'first'],
    ...['above', 'aboveNext', 'open', 'depth', 'key', 'field', 'place'],
  ],
  Words: ['since', 'spelling', 'after', 'phrase', 'phrase1', 'ending'],
  Detail: [
    ...['token', 'token1', 'number', 'number1', 'digits', 'groups', 'sinceCapital', 'sinceDigit', 'sinceMark'],
    ...['words', 'line', 'lineAbove', 'width'],
  ],
  Instructions: ['place', 'opcode', 'modrm', 'prefixes', 'operand', 'shape1', 'shape2', 'recalled'],
  Patterns: ['near', 'around', 'tall', 'edges', 'black', 'template'],
  Records: ['column', 'above', 'above2', 'above3', 'aboveLeft', 'aboveRight'],
  Indirect: ['after1', 'after2'],
  Samples: ['expected', 'expectedNear', 'second', 'level', 'distributions'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Read = keyof typeof FIELDS;
type State = Readonly<Record<string, number>>;

let compiled: Promise<WebAssembly.Module> | undefined;

/** An instance of the checked build, with the components of kernel/testing in a memory of its own. */
export class Components {
  readonly #exports: Readonly<Record<string, WebAssembly.ExportValue>>;

  private constructor(module: WebAssembly.Module) {
    const abort = (): never => {
      throw new Error('the kernel stops');
    };
    this.#exports = new WebAssembly.Instance(module, { env: { abort } }).exports;
  }

  static async create(): Promise<Components> {
    compiled ??= buildChecked().then((bytes) => new WebAssembly.Module(bytes));
    return new Components(await compiled);
  }

  /** Calls a function of kernel/testing. Its result is signed, as WebAssembly has it. */
  call(name: string, ...args: readonly number[]): number {
    return (this.#exports[name] as (...args: readonly number[]) => number)(...args);
  }

  /** The state of a component. @param args what its `read…` takes. */
  read<R extends Read>(of: R, ...args: readonly number[]): Readonly<Record<(typeof FIELDS)[R][number], number>> {
    this.call(`read${of}`, ...args);
    const numbers = this.words(FIELDS[of].length);
    const entries: readonly string[] = FIELDS[of];
    return Object.fromEntries(entries.map((name, i) => [name, numbers[i]!])) as State as ReturnType<
      typeof this.read<R>
    >;
  }

  /** `count` u32 at an address, by default the buffer of values. To be used before the next call: memory may grow. */
  words(count: number, at = this.call('values')): Uint32Array {
    return new Uint32Array(this.#memory, at >>> 0, count);
  }

  /** The same of f32. */
  floats(count: number, at = this.call('values')): Float32Array {
    return new Float32Array(this.#memory, at >>> 0, count);
  }

  /** The same of f64. */
  doubles(count: number, at = this.call('values')): Float64Array {
    return new Float64Array(this.#memory, at >>> 0, count);
  }

  /** What the kernel gives a network that stands alone. @param size bytes of content expected. */
  features(size: number): Features {
    const made = this.call('makeFeatures', size);
    return {
      perceive: (byte, learned) => {
        this.call('perceiveFeatures', made, byte, learned ? 1 : 0);
        return Array.from(this.words(FEATURES));
      },
    };
  }

  /** A model of the kernel, bit by bit. @param id, parameter as in kernel/models/index.ts. @param size as there. */
  model(id: number, parameter: number, size: number): Predictor {
    return new KernelModel(this, this.call('makeModel', id, parameter, size, 0, 0));
  }

  get #memory(): ArrayBuffer {
    return (this.#exports['memory'] as WebAssembly.Memory).buffer;
  }
}

class KernelModel extends Predictor {
  readonly #kernel: Components;
  readonly #made: number;

  constructor(kernel: Components, made: number) {
    super();
    this.#kernel = kernel;
    this.#made = made;
  }

  predict(): number {
    return this.#kernel.call('predictModel', this.#made) >>> 0;
  }

  override update(bit: number): void {
    this.#kernel.call('updateModel', this.#made, bit, this.learning ? 1 : 0);
  }

  protected learn(): void {}

  protected perceive(): void {}
}

/** Numbers that look random, from 0 to below 1. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
