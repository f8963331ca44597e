import { StreamError } from '../errors.js';
import { crc8 } from './checksums.js';

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

  /** The check byte of everything written. */
  check(): void {
    this.#bytes.push(crc8(this.#bytes));
  }

  done(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads fields in order; knows where it is, for errors. */
export class HeaderReader {
  readonly #bytes: Uint8Array;
  #checkedTo = 0;
  offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.offset;
  }

  /** @throws {StreamError} `truncated`. */
  byte(): number {
    const value = this.#bytes[this.offset];
    if (value === undefined) throw this.#truncated();
    this.offset++;
    return value;
  }

  /** @throws {StreamError} `truncated`; `damaged`, when it is above 2^53 - 1 or longer than need be. */
  varint(): number {
    const start = this.offset;
    let value = 0;
    for (let i = 0; i < VARINT_BYTES; i++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte > 0x7f) continue;
      if ((byte === 0 && i > 0) || value > VARINT_MAX) break;
      return value;
    }
    throw new StreamError('damaged', 'a number is not written as numbers are', start);
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
    this.offset += n;
    return this.#bytes.subarray(this.offset - n, this.offset);
  }

  /** Leaves what lies between headers (code, checksums) out of the next check. */
  beginHeader(): void {
    this.#checkedTo = this.offset;
  }

  /** Reads the check byte of all since `beginHeader`. @throws {StreamError} `truncated`, `damaged`. */
  check(what: string): void {
    const expected = crc8(this.#bytes.subarray(this.#checkedTo, this.offset));
    const at = this.offset;
    if (this.byte() !== expected) throw new StreamError('damaged', `the ${what} is damaged`, at);
  }

  #truncated(): StreamError {
    return new StreamError('truncated', 'the data ends too soon', this.#bytes.length);
  }
}
