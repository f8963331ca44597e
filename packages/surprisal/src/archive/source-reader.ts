import type { ByteSource } from '../base/byte-streams.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader } from '../base/header-bytes.js';
import type { FrontToBack } from './layout.js';

/** Bytes to read for a header at first; nearly all are shorter. */
const HEADER_BYTES = 64;

/** Reads the headers of a source, and skips what is between them. */
export class SourceReader implements FrontToBack {
  readonly #source: ByteSource<Uint8Array>;
  #offset = 0;

  constructor(source: ByteSource<Uint8Array>) {
    this.#source = source;
  }

  get offset(): number {
    return this.#offset;
  }

  /**
   * What `parse` makes of the next bytes, and those bytes; it is called again with more of them as long as they end
   * too soon for it. @throws whatever `parse` throws.
   */
  async header<T>(parse: (from: HeaderReader) => T): Promise<{ value: T; bytes: Uint8Array }> {
    const { size } = this.#source;
    for (let n = HEADER_BYTES; ; n *= 4) {
      const end = Math.min(this.#offset + n, size);
      const from = new HeaderReader(await this.#source.read(this.#offset, end), this.#offset);
      try {
        const value = parse(from);
        this.#offset = from.offset;
        return { value, bytes: from.read };
      } catch (error) {
        const isShort = error instanceof StreamError && error.code === 'truncated';
        if (!isShort || end === size) throw error;
      }
    }
  }

  /** Moves on by `n` bytes. @throws {StreamError} `truncated`. */
  skip(n: number): void {
    this.#offset += n;
    if (this.#offset > this.#source.size) {
      throw new StreamError('truncated', 'the data ends prematurely', this.#source.size);
    }
  }
}
