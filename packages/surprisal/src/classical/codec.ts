/**
 * What all classical coders have in common: bytes in, code out, and back; and an account of how.
 *
 * None of them predicts the next bit with a probability; each is one idea, written for comparison, for measuring and for
 * explaining. Their code has no checksum: a damaged one gives an error or other bytes.
 */
import { type Bytes, bytesOf } from '../base/bytes.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import type { Step } from './steps.js';

/** A lossless code of any bytes. */
export interface Codec {
  readonly name: string;
  /** The code of `bytes`: whatever they are. */
  encode(bytes: Bytes): Uint8Array<ArrayBuffer>;
  /**
   * The bytes that `code` is of.
   * @throws {StreamError} when it is of none: `truncated`, `damaged`, `trailing-data`; or of too many: `size-limit`,
   *   `memory-limit`.
   */
  decode(code: Bytes, options?: DecodeOptions): Uint8Array<ArrayBuffer>;
  /** How `bytes` are encoded, step by step. */
  steps(bytes: Bytes): Iterable<Step>;
}

/** What a codec is inside, where all bytes are in Uint8Arrays. */
interface Inside<Options, Steps> {
  readonly name: string;
  readonly encode: (bytes: Uint8Array, options?: Options) => Uint8Array<ArrayBuffer>;
  readonly decode: (code: Uint8Array, options: DecodeOptions) => Uint8Array<ArrayBuffer>;
  readonly steps: (bytes: Uint8Array) => Steps;
}

/** A codec of whatever is bytes. */
export function codecOf<Options, Steps extends Iterable<Step>>({
  name,
  encode,
  decode,
  steps,
}: Inside<Options, Steps>) {
  return {
    name,
    encode: (bytes: Bytes, options?: Options) => encode(bytesOf(bytes), options),
    decode: (code: Bytes, options: DecodeOptions = {}) => decode(bytesOf(code), options),
    steps: (bytes: Bytes) => steps(bytesOf(bytes)),
  } as const satisfies Codec;
}

export interface DecodeOptions {
  /** Bytes of content to accept, at most. Default: no limit but the engine's. */
  readonly sizeLimit?: number;
}

/** @throws {TypeError | RangeError} for bad arguments. @returns the limit. */
export function checkSizeLimit({ sizeLimit = Number.POSITIVE_INFINITY }: DecodeOptions): number {
  if (typeof sizeLimit !== 'number') throw new TypeError('sizeLimit must be a number');
  if (!(sizeLimit >= 0)) throw new RangeError(`sizeLimit must be 0 or more, not ${sizeLimit}`);
  return sizeLimit;
}

/** A code that begins with the size of its content. @returns the size and where the rest begins. */
export function readSize(code: Uint8Array, limit: number): { size: number; start: number } {
  const header = new HeaderReader(code);
  const size = header.varint();
  if (size > limit)
    throw new StreamError('size-limit', `the content has ${size} bytes, above the limit of ${limit}`, 0);
  return { size, start: header.offset };
}

/** A varint: the size of the content, to begin a code with. */
export function sizeBytes(size: number): Uint8Array<ArrayBuffer> {
  const header = new HeaderWriter();
  header.varint(size);
  return header.done();
}
