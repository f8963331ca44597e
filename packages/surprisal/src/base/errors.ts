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

/** A frame, by what it covers. */
export interface FramePlace {
  /** Its number, from 1. */
  readonly number: number;
  /** Its first byte in the content. */
  readonly start: number;
  /** The first byte after it; undefined when that is not known, as its header could not be read. */
  readonly end: number | undefined;
  /** Whether it is known that no frame follows. */
  readonly last: boolean;
}

/** Compressed input that cannot be decoded. Never thrown for a bad argument: see TypeError, RangeError. */
export class StreamError extends Error {
  override readonly name = 'StreamError';

  /** For programs. */
  readonly code: StreamErrorCode;

  /** What was found there, without the frame and the offset. */
  readonly reason: string;

  /** Byte offset in the compressed input where it was noticed. */
  readonly offset: number;

  /** The frame that cannot be decoded; undefined where it is not one frame: others may well be whole. */
  readonly frame: FramePlace | undefined;

  /** @param reason for people: what was found, what was expected, what to do. */
  constructor(code: StreamErrorCode, reason: string, offset: number, frame?: FramePlace) {
    super(`${prefixOf(code, frame)}${reason} (at byte ${offset})`);
    this.reason = reason;
    this.code = code;
    this.offset = offset;
    this.frame = frame;
  }
}

/** What `work` gives; a StreamError of it is about `frame`, unless it is about another one. */
export function inFrame<T>(frame: FramePlace, work: () => T): T {
  const fail = (error: unknown): never => {
    if (!(error instanceof StreamError) || error.frame !== undefined) throw error;
    throw new StreamError(error.code, error.reason, error.offset, frame);
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(fail) as T) : result;
  } catch (error) {
    return fail(error);
  }
}

/** What is damaged, before why: `frame 2 (bytes 1000 to 1999 of the content) is damaged: `. */
function prefixOf(code: StreamErrorCode, frame: FramePlace | undefined): string {
  const isDamage = code === 'damaged' || code === 'checksum-mismatch';
  if (frame === undefined) return isDamage ? 'the data is damaged: ' : '';
  if (!isDamage && code !== 'truncated') return '';
  return `frame ${frame.number} (${extentOf(frame)}) is ${isDamage ? 'damaged' : 'cut off'}: `;
}

function extentOf({ start, end }: FramePlace): string {
  if (end === undefined) return `from byte ${start} of the content on`;
  return start === end ? 'without content' : `bytes ${start} to ${end - 1} of the content`;
}
