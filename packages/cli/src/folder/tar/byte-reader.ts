import { FileError } from '../../base/failure.js';

export function damaged(what: string): FileError {
  return new FileError(`the tar inside is damaged: ${what}; use -c to get it as it is`);
}

/** Reads a stream of chunks by numbers of bytes. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What was read of the stream and not taken. */
  #held: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#held.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return true;
      this.#held = value;
    }
    return false;
  }

  /** The next `size` bytes. @throws {FileError} when there are fewer. */
  async take(size: number): Promise<Buffer> {
    const parts: Uint8Array[] = [];
    for await (const part of this.part(size)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** The same, as they come. Once only: what one reader of it leaves, the next gets. */
  part(size: number): AsyncIterableIterator<Uint8Array> {
    let left = size;
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      if (left === 0) return { done: true, value: undefined };
      if (await this.isAtEnd()) throw damaged('it ends too soon');
      const value = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(value.length);
      left -= value.length;
      return { done: false, value };
    };
    const part: AsyncIterableIterator<Uint8Array> = { next, [Symbol.asyncIterator]: () => part };
    return part;
  }

  /** Reads to the end. */
  async drain(): Promise<void> {
    while (!(await this.isAtEnd())) this.#held = new Uint8Array(0);
  }

  /** Lets go of the stream, of which no more is wanted. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
