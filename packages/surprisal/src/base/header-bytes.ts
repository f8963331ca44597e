import { crc8, crc32c } from './checksums.js';
import { StreamError } from './errors.js';

/** Largest number a varint holds: what a JavaScript number holds exactly. */
const VARINT_MAX = Number.MAX_SAFE_INTEGER;
/** Bytes of a varint, at most: 8 groups of 7 bits hold 2^53 - 1. */
const VARINT_BYTES = 8;

/** Collects the bytes of a header. */
export class HeaderWriter {
  readonly #bytes: number[] = [];

  byte(value: number): void {
    this.#bytes.push(value);
  }

  /** Seven bits a byte, the lowest first, the top bit set in all bytes but the last. */
  varint(value: number): void {
    let left = value;
    for (; left > 0x7f; left = Math.floor(left / 128)) this.#bytes.push((left % 128) | 0x80);
    this.#bytes.push(left);
  }

  /** Four bytes, the lowest first. */
  u32(value: number): void {
    for (let shift = 0; shift < 32; shift += 8) this.#bytes.push((value >>> shift) & 0xff);
  }

  /** Bytes as they are. */
  bytes(values: Uint8Array): void {
    for (const value of values) this.#bytes.push(value);
  }

  /** The check byte of everything written. */
  check(): void {
    this.#bytes.push(crc8(this.#bytes));
  }

  /** The checksum of everything written. */
  checksum(): void {
    this.u32(crc32c(Uint8Array.from(this.#bytes)));
  }

  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads the fields of one header in order; knows where in the stream it is, for errors. */
export class HeaderReader {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  #at = 0;

  /** @param start offset of `bytes` in the stream. */
  constructor(bytes: Uint8Array, start = 0) {
    this.#bytes = bytes;
    this.#start = start;
  }

  /** Where in the stream the next byte is. */
  get offset(): number {
    return this.#start + this.#at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** All bytes read so far, a view. */
  get read(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }

  /** The next bytes, `n` at most, a view; they stay the next. */
  peek(n: number): Uint8Array {
    return this.#bytes.subarray(this.#at, this.#at + n);
  }

  /** @throws {StreamError} `truncated`. */
  byte(): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) throw this.#truncated();
    this.#at++;
    return value;
  }

  /** @throws {StreamError} `truncated`; `damaged`, when it is above 2^53 - 1 or longer than need be. */
  varint(): number {
    const start = this.offset;
    let value = 0;
    let weight = 1;
    for (let i = 0; i < VARINT_BYTES; i++, weight *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte > 0x7f) continue;
      if ((byte === 0 && i > 0) || value > VARINT_MAX) break;
      return value;
    }
    throw new StreamError('damaged', 'a number is too large, or not in its shortest form', start);
  }

  /** @throws {StreamError} `truncated`. */
  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 8) value |= this.byte() << shift;
    return value >>> 0;
  }

  /** The next `n` bytes, a view. @throws {StreamError} `truncated`. */
  take(n: number): Uint8Array {
    if (n > this.left) throw this.#truncated();
    this.#at += n;
    return this.#bytes.subarray(this.#at - n, this.#at);
  }

  /** Reads the check byte of all that was read. @throws {StreamError} `truncated`, `damaged`. */
  check(what: string): void {
    const expected = crc8(this.read);
    const at = this.offset;
    if (this.byte() !== expected) throw new StreamError('damaged', `the ${what} does not match its check byte`, at);
  }

  /** Reads the checksum of all that was read. @throws {StreamError} `truncated`, `damaged`. */
  checksum(what: string): void {
    const expected = crc32c(this.read);
    const at = this.offset;
    if (this.u32() !== expected) throw new StreamError('damaged', `the ${what} does not match its checksum`, at);
  }

  #truncated(): StreamError {
    return new StreamError('truncated', 'the data ends prematurely', this.#start + this.#bytes.length);
  }
}
