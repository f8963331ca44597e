import { StreamError } from '../../base/errors.js';

/**
 * Reads bits from bytes, the lowest bit of each byte first. Looking ahead past the end sees zeros; taking them is an error.
 * The fields are public for loops that keep them in local variables.
 */
export class BitReader {
  readonly bytes: Uint8Array;
  /** The next byte to take bits from. */
  at: number;
  /** Buffered bits: `count` of them, the next one lowest. */
  bits = 0;
  count = 0;
  /** How many of the buffered bits, the highest ones, are zeros from past the end. */
  padding = 0;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** At least 16 bits, the next one lowest. @throws {StreamError} `truncated`, when zeros from past the end were taken. */
  ahead(): number {
    if (this.count < 16) {
      const { at, bytes } = this;
      if (at + 1 < bytes.length) {
        this.bits |= (bytes[at]! | (bytes[at + 1]! << 8)) << this.count;
        this.at = at + 2;
        this.count += 16;
      } else this.#aheadOfEnd();
    }
    return this.bits;
  }

  /** `ahead` when fewer than two bytes are left. */
  #aheadOfEnd(): void {
    this.checkEnd();
    for (; this.count < 16; this.count += 8) {
      if (this.at < this.bytes.length) this.bits |= this.bytes[this.at++]! << this.count;
      else this.padding += 8;
    }
  }

  /** Takes `n` bits that `ahead` returned. */
  skip(n: number): void {
    this.bits >>>= n;
    this.count -= n;
  }

  /** The next `n` bits as a number, the first one lowest. @param n 0 to 16. */
  read(n: number): number {
    const value = this.ahead() & ((1 << n) - 1);
    this.skip(n);
    this.checkEnd();
    return value;
  }

  /** Advances to the next whole byte. */
  align(): void {
    this.skip(this.count & 7);
    this.checkEnd();
  }

  /** The next `n` whole bytes, as a view. */
  take(n: number): Uint8Array {
    this.align();
    const start = this.byteOffset;
    if (start + n > this.bytes.length) throw this.#truncated();
    this.at = start + n;
    this.bits = this.count = this.padding = 0;
    return this.bytes.subarray(start, this.at);
  }

  /** Index of the byte that holds the next bit. */
  get byteOffset(): number {
    return this.at - ((this.count - this.padding) >> 3);
  }

  /** @throws {StreamError} `truncated`, when zeros from past the end were taken. */
  checkEnd(): void {
    if (this.count < this.padding) throw this.#truncated();
  }

  /** @throws {StreamError} `trailing-data`, if more than the rest of a byte is left. */
  finish(): void {
    this.align();
    const at = this.byteOffset;
    if (at < this.bytes.length) throw new StreamError('trailing-data', 'bytes follow the end of the code', at);
  }

  /** The error for damaged data at the current position. */
  damaged(message: string): StreamError {
    if (this.count < this.padding) return this.#truncated();
    return new StreamError('damaged', message, Math.min(this.byteOffset, this.bytes.length));
  }

  #truncated(): StreamError {
    return new StreamError('truncated', 'the code ends prematurely', this.bytes.length);
  }
}
