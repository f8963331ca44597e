import { StreamError } from '../base/errors.js';
import { HeaderReader } from '../base/header-bytes.js';
import type { FrontToBack } from './layout.js';

/**
 * Takes headers and codes out of a stream that comes in chunks of any size. It holds no more than what it was asked
 * for and the chunk that came with it.
 */
export class StreamReader implements FrontToBack {
  readonly #source: AsyncIterator<Uint8Array>;
  /** Chunks not yet taken; the first without what was taken of it. */
  #chunks: Uint8Array[] = [];
  #held = 0;
  #ended = false;
  #offset = 0;

  constructor(source: AsyncIterator<Uint8Array>) {
    this.#source = source;
  }

  /** Where in the stream the next byte is. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether nothing follows. */
  async atEnd(): Promise<boolean> {
    while (this.#held === 0 && (await this.#pull()));
    return this.#held === 0;
  }

  /**
   * What `parse` makes of the next bytes, and those bytes; it is called again with more of them as long as they end
   * too soon for it.
   * @param size bytes that it will take, about: the first call waits for them, so that a long header is not parsed anew
   *   with every chunk. @throws whatever `parse` throws.
   */
  async header<T>(parse: (from: HeaderReader) => T, size = 0): Promise<{ value: T; bytes: Uint8Array }> {
    while (this.#held < size && (await this.#pull()));
    for (;;) {
      const from = new HeaderReader(this.#joined(), this.#offset);
      try {
        const value = parse(from);
        const bytes = from.read;
        this.#drop(bytes.length);
        return { value, bytes };
      } catch (error) {
        const isShort = error instanceof StreamError && (error.code === 'truncated' || from.left === 0);
        if (!isShort || !(await this.#pull())) throw error;
      }
    }
  }

  /** The next `n` bytes. @throws {StreamError} `truncated`. */
  async take(n: number): Promise<Uint8Array> {
    while (this.#held < n) {
      if (!(await this.#pull())) {
        throw new StreamError('truncated', 'the data ends prematurely', this.#offset + this.#held);
      }
    }
    const first = this.#chunks[0];
    if (first === undefined || first.length >= n) {
      this.#drop(n);
      return first?.subarray(0, n) ?? new Uint8Array(0);
    }
    const bytes = new Uint8Array(n);
    let at = 0;
    while (at < n) {
      const chunk = this.#chunks[0] as Uint8Array;
      const part = chunk.subarray(0, n - at);
      bytes.set(part, at);
      at += part.length;
      this.#drop(part.length);
    }
    return bytes;
  }

  /** @returns whether there was a chunk. */
  async #pull(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#source.next();
    if (done) {
      this.#ended = true;
      return false;
    }
    if (value.length > 0) this.#chunks.push(value);
    this.#held += value.length;
    return true;
  }

  /** All that is held, as one chunk. */
  #joined(): Uint8Array {
    if (this.#chunks.length !== 1) {
      const whole = new Uint8Array(this.#held);
      let at = 0;
      for (const chunk of this.#chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      this.#chunks = [whole];
    }
    return this.#chunks[0] as Uint8Array;
  }

  /** Moves on by `n` bytes of the first chunk. */
  #drop(n: number): void {
    const first = this.#chunks[0];
    if (first === undefined) return;
    if (n === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(n);
    this.#held -= n;
    this.#offset += n;
  }
}
