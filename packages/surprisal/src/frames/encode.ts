import { encodeChunks, joinCode } from '../coding.js';
import { analyse, ContentKind } from '../content/detect.js';
import { applyFilter } from '../content/filters.js';
import { crc32c } from '../format/checksums.js';
import { FILTER_NONE, type FrameHeader, MEMORY_UNIT } from '../format/frame.js';
import { Kernel } from '../kernel.js';
import { codedWordsFrom, type ModelSpec, nameOf } from '../models.js';
import type { Step } from '../pace.js';

/** What it takes to encode a frame: nothing of the frames around it. */
export interface EncodeJob {
  readonly model: ModelSpec;
  /** The content. */
  readonly bytes: Uint8Array;
}

/** A frame but for its place in the stream. */
export interface EncodedFrame {
  readonly header: Omit<FrameHeader, 'last'>;
  /** The code; the content itself when the frame is stored. */
  readonly code: Uint8Array;
  /** CRC-32C of the content and then, unless the frame is stored, of the code. */
  readonly checksum: number;
}

/** Looks at the content, filters and encodes it; where that does not make it shorter, it is stored. */
export async function encodeFrame({ model, bytes: content }: EncodeJob, step: Step): Promise<EncodedFrame> {
  const { kind, stride, filter, bytes } = applyFilter(content, analyse(content), codedWordsFrom(model));
  const kernel = await Kernel.create({ model, size: bytes.length, kind, stride });
  if (kernel === undefined) throw new RangeError(`the model ${nameOf(model)} is not in this build`);

  const size = content.length;
  const pieces: Uint8Array[] = [];
  let codeBytes = 0;
  for (const piece of encodeChunks(kernel, bytes)) {
    pieces.push(piece);
    codeBytes += piece.length;
    if (codeBytes > size + STORE_ABOVE) break;
    const share = Math.min((pieces.length * kernel.chunkBytes) / bytes.length, 1);
    await step(Math.round(share * size), codeBytes);
  }
  const code = joinCode(pieces);
  const checksum = crc32c(content);
  if (code.length >= size) {
    return { header: { ...STORED, size, filteredSize: size, codeSize: size }, code: content, checksum };
  }
  const memory = Math.ceil(kernel.memoryBytes / MEMORY_UNIT) * MEMORY_UNIT;
  const filteredSize = bytes.length;
  const header = { stored: false, kind, stride, filter, size, filteredSize, codeSize: code.length, memory };
  return { header, code, checksum: crc32c(code, checksum) };
}

/** Stored content is told no kind. */
const STORED = { stored: true, kind: ContentKind.BINARY, stride: 0, filter: FILTER_NONE, memory: 0 } as const;
/** A code this much longer than its content will not shrink below it: `joinCode` drops less. */
const STORE_ABOVE = 8;
