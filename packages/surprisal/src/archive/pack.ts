import { crc32c } from '../base/checksums.js';
import type { ProgressMeter } from '../base/progress.js';
import { inOrder } from '../pool/in-order.js';
import type { WorkerPool } from '../pool/worker-pool.js';
import type { PriorData } from '../predictor/prior.js';
import type { ContentType } from '../registry/kinds.js';
import { nameOf } from '../registry/models.js';
import { encodeFrame } from './encode-frame.js';
import type { FrameHeader } from './frame.js';
import type { StreamHeader } from './header.js';
import { StreamWriter } from './layout.js';
import { type Listing, listingOf } from './listing.js';

/** Content of one frame. */
export interface Block {
  readonly content: Uint8Array;
  /** What it holds, as was found when it was cut. */
  readonly type: ContentType;
  /** Nobody else needs the buffer: a worker may be given it. */
  readonly owned: boolean;
  /** No block follows. */
  readonly last: boolean;
}

/** The stream of the blocks, in pieces: header, frames, and after two of them or more the trailer. */
export async function* pack(
  blocks: AsyncIterable<Block>,
  { model, fields }: StreamHeader,
  prior: PriorData | undefined,
  pool: WorkerPool,
  meter: ProgressMeter,
  onSummary?: (summary: Listing) => void,
): AsyncGenerator<Uint8Array, void> {
  let whole = 0; // checksum of all content so far: blocks come here in order, and may be gone afterwards
  const frames = inOrder(blocks, pool.window, async ({ content, type, owned, last }) => {
    whole = crc32c(content, whole);
    const size = content.length;
    const note = meter.part();
    const frame = await pool.run({ name: 'encode', here: encodeFrame }, { model, type, prior }, content, owned, note);
    note(size, frame.code.length);
    return { ...frame, last };
  });
  const writer = new StreamWriter({ model, fields });
  const headers: FrameHeader[] = [];
  let streamSize = 0;
  for await (const { last, ...frame } of frames) {
    headers.push({ ...frame.header, last });
    for (const piece of writer.frame(frame, last)) {
      streamSize += piece.length;
      yield piece;
    }
  }
  const trailer = writer.trailer(whole);
  if (trailer.length > 0) yield trailer;
  onSummary?.(listingOf(nameOf(model) as string, fields, headers, streamSize + trailer.length));
}
