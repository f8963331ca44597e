import { StreamError } from './errors.js';
import { HeaderReader } from './format/bytes.js';
import { type FrameHeader, readFrameHeader } from './format/frame.js';
import { readStreamHeader } from './format/header.js';
import { nameOf } from './models.js';
import { checkBytes } from './options.js';

/** What the headers of a stream say. */
export interface Survey {
  /** Name of the model. */
  readonly model: string;
  /** Bytes of content in all frames. */
  readonly contentSize: number;
  /** Bytes of the stream. */
  readonly streamSize: number;
  readonly frames: readonly FrameHeader[];
}

/** Bytes of a checksum. */
const CHECKSUM_BYTES = 4;

/**
 * Reads every header of a stream, and no code.
 * @throws {StreamError} when one is bad, or when the stream ends too soon or too late.
 */
export function survey(bytes: Uint8Array): Survey {
  checkBytes(bytes);
  const from = new HeaderReader(bytes);
  const header = readStreamHeader(from);
  const frames: FrameHeader[] = [];
  let contentSize = 0;
  for (let frame: FrameHeader | undefined; !frame?.last; from.beginHeader()) {
    frame = readFrameHeader(from);
    frames.push(frame);
    contentSize += frame.size;
    from.take(frame.codeSize + CHECKSUM_BYTES);
  }
  if (frames.length > 1) {
    from.varint();
    from.take(CHECKSUM_BYTES);
    from.check('trailer');
  }
  if (from.left > 0) {
    throw new StreamError('trailing-data', `${from.left} bytes follow the end of the stream`, from.offset);
  }
  const model = nameOf(header.model);
  if (model === undefined) {
    const { id, parameter } = header.model;
    throw new StreamError('unsupported-model', `this build has no model ${id} with parameter ${parameter}`, 3);
  }
  return { model, contentSize, streamSize: bytes.length, frames };
}
