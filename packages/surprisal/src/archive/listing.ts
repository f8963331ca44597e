import type { Metadata } from './fields.js';
import type { FrameHeader } from './frame.js';

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

/** @param frames all of the stream, in their order. */
export function listingOf(
  { model, metadata, streamSize }: Pick<Listing, 'model' | 'metadata' | 'streamSize'>,
  frames: readonly FrameHeader[],
): Listing {
  let [contentSize, memory] = [0, 0];
  for (const frame of frames) {
    contentSize += frame.size;
    memory = Math.max(memory, frame.memory);
  }
  return { model, contentSize, streamSize, memory, metadata, frames };
}
