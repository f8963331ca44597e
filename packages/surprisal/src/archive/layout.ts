import { crc32c } from '../base/checksums.js';
import { type FramePlace, inFrame, StreamError } from '../base/errors.js';
import { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import type { PriorData } from '../predictor/prior.js';
import { nameOf } from '../registry/models.js';
import type { DecodeJob } from './decode-frame.js';
import type { EncodedFrame } from './encode-frame.js';
import { type FrameHeader, readFrameHeader, writeFrameHeader } from './frame.js';
import { readStreamHeader, type StreamHeader, writeStreamHeader } from './header.js';
import { type IndexEntry, trailerOf } from './trailer.js';

/**
 * Where the parts of a stream lie; docs/format.md, "Stream".
 *
 *   stream header · frame · … · frame · [trailer, after two frames or more]
 *   frame: header · code · checksum (4)
 *
 * The first frame differs in one way: the check byte and the checksum of its header also cover the stream header. So the
 * two headers are written and read together, as the head of the stream, and only here.
 */

/** Bytes of a frame's checksum. */
export const CHECKSUM_BYTES = 4;

/** Puts frames, in their order, into a stream. */
export class StreamWriter {
  readonly #header: StreamHeader;
  readonly #index: IndexEntry[] = [];

  constructor(header: StreamHeader) {
    this.#header = header;
  }

  /** The bytes of the next frame, in pieces; of the first, after those of the stream header. */
  frame({ header, code, checksum }: EncodedFrame, last: boolean): readonly [Uint8Array, Uint8Array, Uint8Array] {
    const head = new HeaderWriter();
    if (this.#index.length === 0) writeStreamHeader(head, this.#header);
    const frameAt = head.done().length;
    writeFrameHeader(head, { ...header, last });
    const headBytes = head.done();
    const tail = new HeaderWriter();
    tail.u32(crc32c(headBytes, checksum));
    const size = headBytes.length - frameAt + code.length + CHECKSUM_BYTES;
    this.#index.push({ size, contentSize: header.size });
    return [headBytes, code, tail.done()];
  }

  /** What follows the last frame. @param checksum of the whole content. */
  trailer(checksum: number): Uint8Array {
    return this.#index.length > 1 ? trailerOf({ index: this.#index, checksum }) : new Uint8Array(0);
  }
}

/** What a stream begins with. */
export interface Head extends StreamHeader {
  /** Name of the model. */
  readonly modelName: string;
  /** The header of the first frame, and where it begins. */
  readonly frame: FrameHeader;
  readonly frameAt: number;
  /** All bytes of the head. */
  readonly bytes: Uint8Array;
}

/** Where the id of the model stands. */
const MODEL_AT = 3;

/**
 * Reads the head. The model is looked up last, so that a damaged id is not mistaken for a newer model.
 * @throws {StreamError}
 */
export function readHead(from: HeaderReader): Head {
  const { model, fields } = readStreamHeader(from);
  const frameAt = from.offset;
  const frame = inFrame(placeAfter(undefined), () => readFrameHeader(from));
  const modelName = nameOf(model);
  if (modelName !== undefined) return { model, fields, modelName, frame, frameAt, bytes: from.read };
  const message = `this build has no model ${model.id} with parameter ${model.parameter}`;
  throw new StreamError('unsupported-model', message, MODEL_AT);
}

/**
 * The prior that a stream needs, if any.
 * @param given by the caller. @throws {StreamError} `unsupported-prior`, when that is missing or a different prior.
 */
export function priorOf({ fields, frameAt }: Head, given: PriorData | undefined): PriorData | undefined {
  const { prior: digits } = fields;
  if (digits === undefined) return undefined;
  if (given?.hash.startsWith(digits)) return given;
  const instead = given === undefined ? 'which was not given' : `not with ${given.hash.slice(0, digits.length)}`;
  throw new StreamError('unsupported-prior', `this was compressed with the prior ${digits}, ${instead}`, frameAt);
}

/** What headers are read from, one after another. */
export interface FrontToBack {
  /** Where in the stream the next byte is. */
  readonly offset: number;
  /** What `parse` makes of the next bytes, and those bytes. */
  header<T>(parse: (from: HeaderReader) => T): Promise<{ value: T; bytes: Uint8Array }>;
}

/** The header of a frame, where the frame begins in the stream, and which part of the content it is. */
export interface FrameHead {
  readonly header: FrameHeader;
  /** The bytes that the checksum covers. */
  readonly headerBytes: Uint8Array;
  readonly start: number;
  readonly place: FramePlace;
}

/** What is known of the next frame before its header has been read. */
function placeAfter(before: FramePlace | undefined): FramePlace {
  return { number: (before?.number ?? 0) + 1, start: before?.end ?? 0, end: undefined, last: false };
}

/**
 * The headers of all frames of a stream whose head has been read. Before the next is asked for, `from` must be moved past
 * the code and the checksum.
 * @param locate finds out more about the place of a frame whose header cannot be read.
 * @throws {StreamError} when one is bad, or when the sizes of the contents do not add up to that of the stream header.
 */
export async function* frameHeads(
  from: FrontToBack,
  head: Head,
  locate: (place: FramePlace, start: number) => Promise<FramePlace> = async (place) => place,
): AsyncGenerator<FrameHead, void> {
  let [header, headerBytes, start] = [head.frame, head.bytes, head.frameAt];
  let place = placeAfter(undefined);
  for (;;) {
    place = { ...place, end: place.start + header.size, last: header.last };
    yield { header, headerBytes, start, place };
    if (header.last) break;
    place = placeAfter(place);
    start = from.offset;
    try {
      ({ value: header, bytes: headerBytes } = await from.header(readFrameHeader));
    } catch (error) {
      inFrame(await locate(place, start), () => {
        throw error;
      });
    }
  }
  if (place.end !== (head.fields.contentSize ?? place.end)) {
    throw new StreamError('damaged', 'the size of the content differs from the header', from.offset);
  }
}

/** A frame as it stands in a stream. */
export interface PackedFrame extends Omit<DecodeJob, 'memoryLimit' | 'prior'> {
  readonly place: FramePlace;
}

/**
 * The frame that is made of `bytes`, all of them, as the index says.
 * @param start where it begins. @throws {StreamError} when it has not `place.end - place.start` bytes of content.
 */
export function readFrame(bytes: Uint8Array, start: number, head: Head, place: FramePlace): PackedFrame {
  const from = new HeaderReader(bytes, start);
  const isFirst = start === head.frameAt;
  if (isFirst) from.take(head.bytes.length - head.frameAt);
  const header = isFirst ? head.frame : readFrameHeader(from);
  const headerBytes = isFirst ? head.bytes : from.read;
  const offset = from.offset;
  const code = from.take(header.codeSize);
  const checksum = from.u32();
  if (from.left > 0 || header.size !== (place.end ?? 0) - place.start) {
    throw new StreamError('damaged', 'the size of the frame differs from the index', offset);
  }
  return { model: head.model, header, headerBytes, bytes: code, offset, checksum, place };
}
