import { type ByteSource, type Content, sourceOf } from '../base/byte-streams.js';
import { type FramePlace, inFrame, StreamError } from '../base/errors.js';
import { HeaderReader } from '../base/header-bytes.js';
import type { Metadata } from './fields.js';
import { type FrameHeader, readFrameHeader } from './frame.js';
import { type IndexEntry, parseTrailer, readTrailer, TRAILER_SIZE_BYTES } from './trailer.js';
import { CHECKSUM_BYTES, type Head, readHead } from './unpack.js';

/** What the headers of a stream say. */
export interface Listing {
  /** Name of the model. */
  readonly model: string;
  /** Bytes of content in all frames. */
  readonly contentSize: number;
  /** Bytes of the stream. */
  readonly streamSize: number;
  /** Bytes of memory that a model takes to decode the frame that needs most. */
  readonly memory: number;
  readonly metadata: Metadata;
  readonly frames: readonly FrameHeader[];
}

/** Bytes to read for a header at first; nearly all are shorter. */
const HEADER_BYTES = 64;

/**
 * What `parse` makes of the bytes of `source` from `at` on, and where they end. It is called with more and more of
 * them as long as they end too soon for it.
 */
export async function parseAt<T>(
  source: ByteSource<Uint8Array>,
  at: number,
  parse: (from: HeaderReader) => T,
): Promise<{ value: T; bytes: Uint8Array; end: number }> {
  for (let n = HEADER_BYTES; ; n *= 4) {
    const end = Math.min(at + n, source.size);
    const from = new HeaderReader(await source.read(Math.min(at, end), end), at);
    try {
      const value = parse(from);
      return { value, bytes: from.read, end: from.offset };
    } catch (error) {
      const isShort = error instanceof StreamError && error.code === 'truncated';
      if (!isShort || end === source.size) throw error;
    }
  }
}

/** Sizes of all frames. @throws {StreamError} `damaged`, when they do not fill the stream. */
export async function indexOf(
  source: ByteSource<Uint8Array>,
  { frame, frameAt }: Head,
): Promise<readonly IndexEntry[]> {
  if (frame.last) return [{ size: source.size - frameAt, contentSize: frame.size }];
  const sizeAt = Math.max(source.size - TRAILER_SIZE_BYTES, frameAt);
  const trailerSize = new HeaderReader(await source.read(sizeAt, source.size), sizeAt).u32();
  const trailerAt = source.size - trailerSize;
  const damaged = (): StreamError =>
    new StreamError('damaged', 'the index at the end is not that of the stream', sizeAt);
  if (trailerAt < frameAt) throw damaged();
  const { index } = parseTrailer(await source.read(trailerAt, source.size), trailerAt);
  if (index.reduce((n, { size }) => n + size, frameAt) !== trailerAt) throw damaged();
  return index;
}

/** A frame whose header cannot be read, as far as the index tells. @param before how many frames there are before it. */
async function placeByIndex(
  source: ByteSource<Uint8Array>,
  head: Head,
  before: number,
  start: number,
): Promise<FramePlace> {
  const index = await indexOf(source, head).catch(() => []);
  const entry = index[before];
  const end = entry && start + entry.contentSize;
  return { number: before + 1, start, end, last: entry !== undefined && before + 1 === index.length };
}

/**
 * Reads every header of a stream, and no code.
 * @throws {StreamError} when one is bad, or when the stream ends too soon or too late.
 * @throws {TypeError} for a bad argument.
 */
export async function list(input: Content | ByteSource): Promise<Listing> {
  const source = await sourceOf(input);
  const { value: head, end: headEnd } = await parseAt(source, 0, readHead);
  const { modelName: model, fields } = head;
  const { contentSize: toldSize, ...metadata } = fields;
  const frames = [head.frame];
  let contentSize = head.frame.size;
  let at = headEnd;
  for (let frame = head.frame; ; contentSize += frame.size) {
    at += frame.codeSize + CHECKSUM_BYTES;
    if (at > source.size) {
      const place = { number: frames.length, start: contentSize - frame.size, end: contentSize, last: frame.last };
      throw new StreamError('truncated', 'the data ends prematurely', source.size, place);
    }
    if (frame.last) break;
    ({ value: frame, end: at } = await parseAt(source, at, readFrameHeader).catch(async (error: unknown) =>
      inFrame(await placeByIndex(source, head, frames.length, contentSize), () => {
        throw error;
      }),
    ));
    frames.push(frame);
  }
  if (frames.length > 1) ({ end: at } = await parseAt(source, at, (from) => readTrailer(from, frames.length)));
  if (at < source.size) {
    throw new StreamError('trailing-data', `${source.size - at} bytes follow the end of the stream`, at);
  }
  if (toldSize !== undefined && toldSize !== contentSize) {
    throw new StreamError('damaged', 'the size of the content differs from the header', at);
  }
  const memory = frames.reduce((most, frame) => Math.max(most, frame.memory), 0);
  return { model, contentSize, streamSize: source.size, memory, metadata, frames };
}
