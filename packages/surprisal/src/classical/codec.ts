/**
 * The interface of all classical coders: they encode bytes, decode the code, and list their steps.
 *
 * They do not predict the next bit with a probability. Each implements one idea, for comparison, measurement and
 * explanation. Their code has no checksum: decoding a damaged code gives an error or wrong bytes.
 */
import { type Bytes, bytesOf } from '../base/bytes.js';
import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import type { Step } from './steps.js';

/** A lossless code for arbitrary bytes. */
export interface Codec {
  readonly name: string;
  /** The code of `bytes`, which may be any bytes. */
  encode(bytes: Bytes): Uint8Array<ArrayBuffer>;
  /**
   * The bytes that `code` encodes.
   * @throws {StreamError} `truncated`, `damaged` or `trailing-data` when the code is invalid; `size-limit` or
   *   `memory-limit` when the content is too large.
   */
  decode(code: Bytes, options?: DecodeOptions): Uint8Array<ArrayBuffer>;
  /** The steps of encoding `bytes`. */
  steps(bytes: Bytes): Iterable<Step>;
}

/** The implementation of a codec, where all bytes are in a Uint8Array. */
interface Inside<Options, Steps> {
  readonly name: string;
  readonly encode: (bytes: Uint8Array, options?: Options) => Uint8Array<ArrayBuffer>;
  readonly decode: (code: Uint8Array, options: DecodeOptions) => Uint8Array<ArrayBuffer>;
  readonly steps: (bytes: Uint8Array) => Steps;
}

/** A codec that accepts any type of `Bytes`. */
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
  /** Maximum bytes of content to accept. Default: only the engine's limit. */
  readonly sizeLimit?: number;
}

/** @throws {TypeError | RangeError} for bad arguments. @returns the limit. */
export function checkSizeLimit({ sizeLimit = Number.POSITIVE_INFINITY }: DecodeOptions): number {
  if (typeof sizeLimit !== 'number') throw new TypeError('sizeLimit must be a number');
  if (!(sizeLimit >= 0)) throw new RangeError(`sizeLimit must be 0 or more, not ${sizeLimit}`);
  return sizeLimit;
}

/** Reads the size of the content at the start of a code. @returns the size and where the rest begins. */
export function readSize(code: Uint8Array, limit: number): { size: number; start: number } {
  const header = new HeaderReader(code);
  const size = header.varint();
  if (size > limit)
    throw new StreamError('size-limit', `the content has ${size} bytes, above the limit of ${limit}`, 0);
  return { size, start: header.offset };
}

/** The size of the content as a varint, for the start of a code. */
export function sizeBytes(size: number): Uint8Array<ArrayBuffer> {
  const header = new HeaderWriter();
  header.varint(size);
  return header.done();
}
