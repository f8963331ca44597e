import { crc32c } from '../base/checksums.js';
import { inFrame, StreamError } from '../base/errors.js';
import type { ProgressMeter } from '../base/progress.js';
import { inOrder } from '../pool/in-order.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import { type DecodeJob, decodeFrame } from './decode-frame.js';
import type { FrameHeader } from './frame.js';
import { frameHeads, type Head, type PackedFrame, priorOf, readHead } from './layout.js';
import { type Listing, listingOf } from './listing.js';
import type { Decoding } from './options.js';
import { StreamReader } from './stream-reader.js';
import { type IndexEntry, readTrailer, trailerOf } from './trailer.js';

/** What frames are decoded with. */
type Setup = Pick<DecodeJob, 'memoryLimit' | 'prior'>;

/** Hands a frame over to be decoded, if it is within the limits. @throws {StreamError} as decodeFrame does. */
export function decodeWith(
  pool: WorkerPool,
  meter: ProgressMeter,
  { bytes, place, ...frame }: PackedFrame,
  setup: Setup,
): Promise<Uint8Array> {
  const { memoryLimit } = setup;
  return inFrame(place, async () => {
    const { memory, size } = frame.header;
    if (memory > memoryLimit) {
      const message = `decoding needs ${memory} bytes of memory, more than ${memoryLimit}`;
      throw new StreamError('memory-limit', message, frame.offset);
    }
    const note = meter.part();
    const job = { ...frame, ...setup };
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
  { sizeLimit, memoryLimit, prior: given }: Decoding,
  pool: WorkerPool,
  meter: ProgressMeter,
  onSummary?: (summary: Listing) => void,
): AsyncGenerator<Uint8Array, void> {
  const from = new StreamReader(source);
  const { value: head } = await from.header(readHead);
  const setup = { memoryLimit, prior: priorOf(head, given) };
  meter.total = head.fields.contentSize ?? (head.frame.last ? head.frame.size : undefined);
  const index: IndexEntry[] = [];
  const headers: FrameHeader[] = [];
  const contents = inOrder(failingLast(frames(from, head, sizeLimit, index)), pool.window, async (frame) => {
    if ('failure' in frame) throw frame.failure;
    headers.push(frame.header);
    return decodeWith(pool, meter, frame, setup);
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
  onSummary?.(listingOf(head.modelName, head.fields, headers, from.offset));
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
  head: Head,
  sizeLimit: number,
  index: IndexEntry[],
): AsyncGenerator<PackedFrame, void> {
  for await (const { header, headerBytes, start, place } of frameHeads(from, head)) {
    if (place.start + header.size > sizeLimit) {
      throw new StreamError('size-limit', `the content has more than ${sizeLimit} bytes`, start);
    }
    const offset = from.offset;
    const bytes = await inFrame(place, () => from.take(header.codeSize));
    const { value: checksum } = await inFrame(place, () => from.header((reader) => reader.u32()));
    index.push({ size: from.offset - start, contentSize: header.size });
    yield { model: head.model, header, headerBytes, bytes, offset, checksum, place };
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
