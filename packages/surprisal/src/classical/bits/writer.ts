/** Packs bits into bytes, the lowest bit of each byte first, as in deflate and GIF. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;
  /** Bits not yet written to bytes: `#count` of them, below 16. */
  #bits = 0;
  #count = 0;

  /** @param begin initial bytes. @param room expected number of further bytes. */
  constructor(begin: Uint8Array = new Uint8Array(0), room = 256) {
    this.#bytes = new Uint8Array(begin.length + room);
    this.#bytes.set(begin);
    this.#size = begin.length;
  }

  /** Bits written so far. */
  get length(): number {
    return this.#size * 8 + this.#count;
  }

  /** @param value below 2^n. @param n 0 to 16. */
  write(value: number, n: number): void {
    this.#bits |= value << this.#count;
    this.#count += n;
    if (this.#count < 16) return;
    if (this.#size + 2 > this.#bytes.length) this.#grow(2);
    this.#bytes[this.#size++] = this.#bits;
    this.#bytes[this.#size++] = this.#bits >>> 8;
    this.#bits >>>= 16;
    this.#count -= 16;
  }

  /** Writes zeros up to the next byte. */
  align(): void {
    this.write(0, -this.#count & 7);
    if (this.#count === 0) return;
    if (this.#size === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#size++] = this.#bits;
    this.#bits = this.#count = 0;
  }

  /** Writes whole bytes, starting at the next byte. */
  append(bytes: Uint8Array): void {
    this.align();
    if (this.#size + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** All bytes, the last one padded with zeros. */
  done(): Uint8Array<ArrayBuffer> {
    this.align();
    return this.#bytes.slice(0, this.#size);
  }

  #grow(n: number): void {
    const grown = new Uint8Array(2 * this.#bytes.length + n);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
