import { crc32c } from '../base/checksums.js';
import { type FramePlace, inFrame, StreamError } from '../base/errors.js';
import type { HeaderReader } from '../base/header-bytes.js';
import type { ProgressMeter } from '../base/progress.js';
import { inOrder } from '../pool/in-order.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import { nameOf } from '../registry/models.js';
import { type DecodeJob, decodeFrame } from './decode-frame.js';
import { type FrameHeader, readFrameHeader } from './frame.js';
import { readStreamHeader, type StreamHeader } from './header.js';
import { StreamReader } from './stream-reader.js';
import { type IndexEntry, readTrailer, trailerOf } from './trailer.js';

/** Bytes of a frame's checksum. */
export const CHECKSUM_BYTES = 4;

export interface Limits {
  /** Bytes of content, in all frames. */
  readonly sizeLimit: number;
  /** Bytes of memory that a model may take. */
  readonly memoryLimit: number;
}

/** A frame as it stands in a stream. */
export interface PackedFrame extends Omit<DecodeJob, 'memoryLimit'> {
  readonly place: FramePlace;
}

/** What a stream begins with. */
export interface Head extends StreamHeader {
  /** Name of the model. */
  readonly modelName: string;
  /** The header of the first frame, and where it begins. */
  readonly frame: FrameHeader;
  readonly frameAt: number;
}

/**
 * The first headers of a stream. A model is looked up when all is checked: a damaged id is none of the future.
 * @throws {StreamError}
 */
export function readHead(from: HeaderReader): Head {
  const { model, fields } = readStreamHeader(from);
  const frameAt = from.offset;
  const frame = inFrame(FIRST_FRAME, () => readFrameHeader(from));
  const modelName = nameOf(model);
  if (modelName !== undefined) return { model, fields, modelName, frame, frameAt };
  const message = `this build has no model ${model.id} with parameter ${model.parameter}`;
  throw new StreamError('unsupported-model', message, MODEL_AT);
}

/** Where the id of the model stands. */
const MODEL_AT = 3;
/** What is known of the first frame while its header has not been read. */
const FIRST_FRAME: FramePlace = { number: 1, start: 0, end: undefined, last: false };

/** Hands a frame over to be decoded, if it is within the limits. @throws {StreamError} as decodeFrame does. */
export function decodeWith(
  pool: WorkerPool,
  meter: ProgressMeter,
  { bytes, place, ...frame }: PackedFrame,
  memoryLimit: number,
): Promise<Uint8Array> {
  return inFrame(place, async () => {
    const { memory, size } = frame.header;
    if (memory > memoryLimit) {
      const message = `decoding needs ${memory} bytes of memory, more than ${memoryLimit}`;
      throw new StreamError('memory-limit', message, frame.offset);
    }
    const note = meter.part();
    const job = { ...frame, memoryLimit };
    const content = await pool.run({ name: 'decode', here: decodeFrame }, job, bytes, false, note);
    note(size, bytes.length);
    return content;
  });
}

/**
 * The contents of a stream's frames, in order, each checked before it is given out.
 * @throws {StreamError} when the stream is bad: what came before was right.
 */
export async function* unpack(
  source: AsyncIterator<Uint8Array>,
  { sizeLimit, memoryLimit }: Limits,
  pool: WorkerPool,
  meter: ProgressMeter,
): AsyncGenerator<Uint8Array, void> {
  const from = new StreamReader(source);
  const index: IndexEntry[] = [];
  const contents = inOrder(failingLast(frames(from, sizeLimit, index, meter)), pool.window, async (frame) => {
    if ('failure' in frame) throw frame.failure;
    return decodeWith(pool, meter, frame, memoryLimit);
  });
  let whole = 0;
  for await (const content of contents) {
    whole = crc32c(content, whole);
    yield content;
  }
  if (index.length > 1) await checkTrailer(from, index, whole);
  if (!(await from.atEnd())) {
    throw new StreamError('trailing-data', 'bytes follow the end of the stream', from.offset);
  }
}

/** The items, and what goes wrong with them as the last one: frames that are being decoded then are given out before. */
async function* failingLast<T>(items: AsyncIterable<T>): AsyncGenerator<T | { readonly failure: unknown }, void> {
  try {
    yield* items;
  } catch (failure) {
    yield { failure };
  }
}

/** The frames of a stream, not decoded. @param index receives an entry for each. */
async function* frames(
  from: StreamReader,
  sizeLimit: number,
  index: IndexEntry[],
  meter: ProgressMeter,
): AsyncGenerator<PackedFrame, void> {
  const { value: head, bytes: headBytes } = await from.header(readHead);
  const { model, fields, frameAt } = head;
  meter.total = fields.contentSize ?? (head.frame.last ? head.frame.size : undefined);
  let [header, headerBytes] = [head.frame, headBytes];
  for (let start = frameAt, contentSize = 0; ; start = from.offset) {
    const at = { ...FIRST_FRAME, number: index.length + 1, start: contentSize };
    if (start !== frameAt) {
      ({ value: header, bytes: headerBytes } = await inFrame(at, () => from.header(readFrameHeader)));
    }
    contentSize += header.size;
    if (contentSize > sizeLimit) {
      throw new StreamError('size-limit', `the content has more than ${sizeLimit} bytes`, start);
    }
    const place = { ...at, end: contentSize, last: header.last };
    const offset = from.offset;
    const bytes = await inFrame(place, () => from.take(header.codeSize));
    const { value: checksum } = await inFrame(place, () => from.header((reader) => reader.u32()));
    index.push({ size: from.offset - start, contentSize: header.size });
    yield { model, header, headerBytes, bytes, offset, checksum, place };
    if (!header.last) continue;
    if (contentSize !== (fields.contentSize ?? contentSize)) {
      throw new StreamError('damaged', 'the size of the content differs from the header', from.offset);
    }
    return;
  }
}

/** @throws {StreamError} when the trailer is not that of these frames. */
async function checkTrailer(from: StreamReader, index: readonly IndexEntry[], whole: number): Promise<void> {
  const start = from.offset;
  const size = trailerOf({ index, checksum: whole }).length;
  const { value: trailer } = await from.header((reader) => readTrailer(reader, index.length), size);
  const isSame = trailer.index.every(
    ({ size, contentSize }, i) => size === index[i]?.size && contentSize === index[i]?.contentSize,
  );
  if (!isSame) throw new StreamError('damaged', 'the index does not match the frames', start);
  if (trailer.checksum !== whole) {
    throw new StreamError('checksum-mismatch', 'the whole content does not match its checksum', start);
  }
}
