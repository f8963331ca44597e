import { latin1 } from '../../../base/latin1.js';
/** Numbers and names at places of a file; 0 and '' where it has no such place. */
export class Reader {
  readonly length: number;
  /** Whether numbers have their lowest byte first. */
  readonly little: boolean;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, little: boolean) {
    this.length = bytes.length;
    this.little = little;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(at: number): number {
    return this.#bytes[at] ?? 0;
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.length ? this.#view.getUint16(at, this.little) : 0;
  }

  u32(at: number): number {
    return at >= 0 && at + 4 <= this.length ? this.#view.getUint32(at, this.little) : 0;
  }

  i32(at: number): number {
    return this.u32(at) | 0;
  }

  /** `length` bytes as Latin-1. */
  name(at: number, length: number): string {
    return at >= 0 && at + length <= this.length ? latin1(this.#bytes.subarray(at, at + length)) : '';
  }
}
