import { StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';

/**
 * What follows the last of two frames or more; docs/format.md, "Trailer".
 *
 *   for each frame: its size (varint) · its content size (varint)
 *   checksum of the whole content (4) · check (4) · size of the trailer (4)
 *
 * The size comes last, so that a reader with random access finds the index from the end of the stream.
 */

export interface IndexEntry {
  /** Bytes of the frame: header, code, checksum. The stream header is not part of the first. */
  readonly size: number;
  /** Bytes of its content. */
  readonly contentSize: number;
}

export interface Trailer {
  readonly index: readonly IndexEntry[];
  /** CRC-32C of the whole content. */
  readonly checksum: number;
}

/** Bytes after the index. */
const FIXED_BYTES = 12;
/** Bytes of the size at the end. */
export const TRAILER_SIZE_BYTES = 4;

export function trailerOf({ index, checksum }: Trailer): Uint8Array<ArrayBuffer> {
  const to = new HeaderWriter();
  for (const { size, contentSize } of index) {
    to.varint(size);
    to.varint(contentSize);
  }
  to.u32(checksum);
  to.checksum();
  to.u32(to.done().length + TRAILER_SIZE_BYTES);
  return to.done();
}

/**
 * Reads the trailer of `frames` frames, one after another.
 * @throws {StreamError} `truncated`, `damaged`.
 */
export function readTrailer(from: HeaderReader, frames: number): Trailer {
  const start = from.offset;
  const index: IndexEntry[] = [];
  while (index.length < frames) index.push({ size: from.varint(), contentSize: from.varint() });
  const checksum = from.u32();
  from.checksum('trailer');
  const at = from.offset;
  if (from.u32() !== from.offset - start) throw new StreamError('damaged', 'the size of the trailer is wrong', at);
  return { index, checksum };
}

/**
 * The trailer that `bytes` are, all of them, when the number of frames is not known.
 * @param start their offset in the stream. @throws {StreamError} `damaged`.
 */
export function parseTrailer(bytes: Uint8Array, start: number): Trailer {
  const indexBytes = bytes.length - FIXED_BYTES;
  const from = new HeaderReader(bytes.subarray(0, Math.max(indexBytes, 0)), start);
  let frames = 0;
  try {
    for (; from.left > 0; frames++) {
      from.varint();
      from.varint();
    }
    return readTrailer(new HeaderReader(bytes, start), frames);
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    throw new StreamError('damaged', 'the index of the frames does not match its checksum', start);
  }
}
