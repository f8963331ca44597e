import type { Fields, Metadata } from './fields.js';
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
  /** First digits of the hash of the prior that it takes to decode the stream, in hexadecimal: 16 of them, as a rule. */
  readonly prior?: string;
  readonly metadata: Metadata;
  readonly frames: readonly FrameHeader[];
}

/** @param model its name. @param frames all of the stream, in their order. @param streamSize bytes of the stream. */
export function listingOf(
  model: string,
  { contentSize: _, prior, ...metadata }: Fields,
  frames: readonly FrameHeader[],
  streamSize: number,
): Listing {
  let [contentSize, memory] = [0, 0];
  for (const frame of frames) {
    contentSize += frame.size;
    memory = Math.max(memory, frame.memory);
  }
  return { model, contentSize, streamSize, memory, ...(prior && { prior }), metadata, frames };
}
