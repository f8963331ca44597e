import { HeaderWriter } from '../format/bytes.js';
import { crc32c } from '../format/checksums.js';
import type { Fields } from '../format/fields.js';
import { type FrameHeader, writeFrameHeader } from '../format/frame.js';
import { writeStreamHeader } from '../format/header.js';
import { type IndexEntry, trailerOf } from '../format/trailer.js';
import type { Tally } from '../pace.js';
import type { Crew } from '../parallel/crew.js';
import { inOrder } from '../parallel/in-order.js';
import type { ModelSpec } from '../registry/models.js';
import { encodeFrame } from './encode.js';

/** Content of one frame. */
export interface Block {
  readonly content: Uint8Array;
  /** Nobody else needs the buffer: a worker may be given it. */
  readonly owned: boolean;
  /** No block follows. */
  readonly last: boolean;
}

/** What to write before the frames. */
export interface PackPlan {
  readonly model: ModelSpec;
  readonly fields: Fields;
}

/** The stream of the blocks, in pieces: header, frames, and after two of them or more the trailer. */
export async function* pack(
  blocks: AsyncIterable<Block>,
  { model, fields }: PackPlan,
  crew: Crew,
  tally: Tally,
): AsyncGenerator<Uint8Array, void> {
  let whole = 0; // checksum of all content so far: blocks come here in order, and may be gone afterwards
  const frames = inOrder(blocks, crew.window, async ({ content, owned, last }) => {
    whole = crc32c(content, whole);
    const size = content.length;
    const note = tally.part();
    const frame = await crew.run({ name: 'encode', here: encodeFrame }, { model }, content, owned, note);
    note(size, frame.code.length);
    return { ...frame, last };
  });
  const index: IndexEntry[] = [];
  for await (const { header, code, checksum, last } of frames) {
    // The check of the first frame's header covers the stream's header too, so they are written together.
    const head = new HeaderWriter();
    const isFirst = index.length === 0;
    if (isFirst) writeStreamHeader(head, { model, fields });
    const streamHeaderBytes = head.done().length;
    const complete: FrameHeader = { ...header, last };
    writeFrameHeader(head, complete);
    const headBytes = head.done();
    const tail = new HeaderWriter();
    tail.u32(crc32c(headBytes, checksum));
    yield headBytes;
    yield code;
    yield tail.done();
    const size = headBytes.length - streamHeaderBytes + code.length + tail.done().length;
    index.push({ size, contentSize: header.size });
  }
  if (index.length > 1) yield trailerOf({ index, checksum: whole });
}
