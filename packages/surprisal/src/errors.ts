/** Why compressed data was refused. Stable: part of the public API, listed in docs/format.md. */
export type StreamErrorCode =
  | 'not-a-stream' //          the magic bytes differ
  | 'unsupported-version' //   written by a later version of the format
  | 'unsupported-feature' //   needs a flag, filter or header field that this build does not know
  | 'unsupported-model' //     names a model that this build does not have
  | 'unsupported-prior' //     needs a prior that this build does not have
  | 'truncated' //             ended before its last field or code byte
  | 'damaged' //               a header check fails, a field is out of range, or the code runs out
  | 'checksum-mismatch' //     decoded, but not to what was encoded
  | 'trailing-data' //         bytes follow the end of the stream
  | 'memory-limit' //          decoding needs more memory than allowed or available
  | 'size-limit' //            the content is larger than allowed
  | 'incompatible-snapshot'; // a snapshot of another model, or of another build of the kernel

/** Compressed input that cannot be decoded. Never thrown for a bad argument: see TypeError, RangeError. */
export class StreamError extends Error {
  override readonly name = 'StreamError';

  /** For programs. */
  readonly code: StreamErrorCode;

  /** The message without the offset. */
  readonly reason: string;

  /** Byte offset in the compressed input where it was noticed. */
  readonly offset: number;

  /** @param message for people: what was found, what was expected, what to do. */
  constructor(code: StreamErrorCode, message: string, offset: number) {
    super(`${message} (at byte ${offset})`);
    this.reason = message;
    this.code = code;
    this.offset = offset;
  }
}
