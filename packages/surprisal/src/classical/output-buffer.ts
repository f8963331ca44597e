import { StreamError } from '../base/errors.js';

const ROOM_MIN = 256;

/** The growing output of a decoder. Memory is allocated as it is filled, never just because a header announces a size. */
export class OutputBuffer {
  bytes = new Uint8Array(0);
  size = 0;
  readonly #limit: number;

  /** @param limit maximum number of bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Makes room for `n` bytes after `size`. @throws {StreamError} `size-limit`, `memory-limit`. */
  reserve(n: number): void {
    const least = this.size + n;
    if (least > this.#limit)
      throw new StreamError('size-limit', `the content is above the limit of ${this.#limit} bytes`, 0);
    if (least <= this.bytes.length) return;
    const room = Math.min(Math.max(least, 2 * this.bytes.length, ROOM_MIN), this.#limit);
    let grown: Uint8Array<ArrayBuffer>;
    try {
      grown = new Uint8Array(room);
    } catch {
      throw new StreamError('memory-limit', `not enough memory for ${room} bytes of content`, 0);
    }
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
  }

  push(byte: number): void {
    if (this.size === this.bytes.length) this.reserve(1);
    this.bytes[this.size++] = byte;
  }

  append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  /** Appends `length` bytes starting `distance` bytes back, 1 to `size`. The source may overlap the bytes appended. */
  copy(distance: number, length: number): void {
    this.reserve(length);
    const { bytes } = this;
    const end = this.size + length;
    for (let i = this.size; i < end; i++) bytes[i] = bytes[i - distance]!;
    this.size = end;
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.size);
  }
}
