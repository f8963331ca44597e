import { type ByteSource, type Content, sourceOf } from '../base/byte-streams.js';
import { inFrame, StreamError } from '../base/errors.js';
import { HeaderReader } from '../base/header-bytes.js';
import type { FrameHeader } from './frame.js';
import { CHECKSUM_BYTES, frameHeads, type Head, readHead } from './layout.js';
import { type Listing, listingOf } from './listing.js';
import { SourceReader } from './source-reader.js';
import { type IndexEntry, parseTrailer, readTrailer, TRAILER_SIZE_BYTES } from './trailer.js';

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

/**
 * Reads every header of a stream, and no code.
 * @throws {StreamError} when one is bad, or when the stream ends too soon or too late.
 * @throws {TypeError} for a bad argument.
 */
export async function list(input: Content | ByteSource): Promise<Listing> {
  const source = await sourceOf(input);
  const from = new SourceReader(source);
  const { value: head } = await from.header(readHead);
  const frames: FrameHeader[] = [];
  const heads = frameHeads(from, head, async (place) => {
    // The header cannot be read, but the index may show how much content is lost.
    const index = await indexOf(source, head).catch(() => []);
    const entry = index[place.number - 1];
    const end = entry && place.start + entry.contentSize;
    return { ...place, end, last: entry !== undefined && place.number === index.length };
  });
  for await (const { header, place } of heads) {
    frames.push(header);
    inFrame(place, () => from.skip(header.codeSize + CHECKSUM_BYTES));
  }
  if (frames.length > 1) await from.header((reader) => readTrailer(reader, frames.length));
  const left = source.size - from.offset;
  if (left > 0) {
    throw new StreamError('trailing-data', `${left} bytes follow the end of the stream`, from.offset);
  }
  return listingOf(head.modelName, head.fields, frames, source.size);
}
