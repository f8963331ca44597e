import { crc32c } from '../base/checksums.js';
import { HeaderWriter } from '../base/header-bytes.js';
import type { ProgressMeter } from '../base/progress.js';
import { inOrder } from '../pool/in-order.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { ModelSpec } from '../registry/models.js';
import { encodeFrame } from './encode-frame.js';
import type { Fields } from './fields.js';
import { type FrameHeader, writeFrameHeader } from './frame.js';
import { writeStreamHeader } from './header.js';
import { type IndexEntry, trailerOf } from './trailer.js';

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
  pool: WorkerPool,
  meter: ProgressMeter,
): AsyncGenerator<Uint8Array, void> {
  let whole = 0; // checksum of all content so far: blocks come here in order, and may be gone afterwards
  const frames = inOrder(blocks, pool.window, async ({ content, owned, last }) => {
    whole = crc32c(content, whole);
    const size = content.length;
    const note = meter.part();
    const frame = await pool.run({ name: 'encode', here: encodeFrame }, { model }, content, owned, note);
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
