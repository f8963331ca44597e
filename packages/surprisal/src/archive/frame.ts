import { StreamError } from '../base/errors.js';
import type { HeaderReader, HeaderWriter } from '../base/header-bytes.js';
import { FILTER_NONE, FILTER_WORDS } from '../plan/transforms/filters.js';
import { CODES } from '../plan/transforms/words/alphabet.js';
import { ContentKind, STRIDE_MAX } from '../registry/kinds.js';

/**
 * The head of a frame; docs/format.md, "Frame header".
 *
 *   tag (1) · [stride (varint)] · [filter (varint)] · [filtered size (varint)] · content size (varint) ·
 *   [code size (varint) · memory (varint)] · check (1)
 *
 * then the code (or, stored, the content) and the checksum (4).
 */

const KIND_MASK = 0x0f;
const FLAG_STRIDE = 0x10;
const FLAG_FILTER = 0x20;
const FLAG_STORED = 0x40;
const FLAG_LAST = 0x80;

/** Content bytes of a frame, at most. */
export const FRAME_BYTES_MAX: number = 2 ** 31;
/** Unit of the memory that a frame says it needs, in bytes, and the most of them: all that WebAssembly addresses. */
export const MEMORY_UNIT: number = 2 ** 20;
const MEMORY_UNITS_MAX = 2 ** 12;
const KIND_MAX = Math.max(...Object.values(ContentKind));

/** Stride of coded words, at most: 256 when no code has a second byte. At least it is CODES. */
const LEAD_MAX = 256;

export interface FrameHeader {
  /** No frame follows. */
  readonly last: boolean;
  /** The content as it is, in place of a code. */
  readonly stored: boolean;
  /** Kind of content: a number of `KINDS` in surprisal/registry. */
  readonly kind: number;
  /** Stride of the kind (src/registry/kinds.ts), 0 for kinds without a stride. */
  readonly stride: number;
  /** What was done to the content before it was encoded, and must be undone after it was decoded. */
  readonly filter: number;
  /** Bytes of content. */
  readonly size: number;
  /** Bytes that the filter made of it: what the code stands for. `size`, but for FILTER_WORDS. */
  readonly filteredSize: number;
  /** Bytes of code; equal to `size` when stored. */
  readonly codeSize: number;
  /** Bytes of memory that decoding the code takes, a multiple of MEMORY_UNIT; 0 when stored. */
  readonly memory: number;
}

export function writeFrameHeader(to: HeaderWriter, frame: FrameHeader): void {
  const flag = (on: boolean, value: number): number => (on ? value : 0);
  to.byte(
    frame.kind |
      flag(frame.stride !== 0, FLAG_STRIDE) |
      flag(frame.filter !== FILTER_NONE, FLAG_FILTER) |
      flag(frame.stored, FLAG_STORED) |
      flag(frame.last, FLAG_LAST),
  );
  if (frame.stride !== 0) to.varint(frame.stride);
  if (frame.filter !== FILTER_NONE) to.varint(frame.filter);
  if (frame.filter === FILTER_WORDS) to.varint(frame.filteredSize);
  to.varint(frame.size);
  if (!frame.stored) {
    to.varint(frame.codeSize);
    to.varint(frame.memory / MEMORY_UNIT);
  }
  to.check();
}

/**
 * Reads it; the reader is then at the code.
 * @throws {StreamError} `truncated`, `damaged`, `unsupported-feature`.
 */
export function readFrameHeader(from: HeaderReader): FrameHeader {
  const start = from.offset;
  const tag = from.byte();
  const stride = tag & FLAG_STRIDE ? from.varint() : 0;
  const filter = tag & FLAG_FILTER ? from.varint() : FILTER_NONE;
  const told = filter === FILTER_WORDS ? from.varint() : undefined;
  const size = from.varint();
  const filteredSize = told ?? size;
  const stored = (tag & FLAG_STORED) !== 0;
  const codeSize = stored ? size : from.varint();
  const memoryUnits = stored ? 0 : from.varint();
  from.check('frame header');
  const kind = tag & KIND_MASK;
  if (kind > KIND_MAX || filter > FILTER_WORDS) {
    throw new StreamError('unsupported-feature', 'the frame has an unknown kind of content or filter', start);
  }
  const isNeedless = (flag: number, value: number): boolean => (tag & flag) !== 0 && value === 0;
  // Coded text is never longer than the text: a limit on content thus limits what must be decoded for it.
  const fits = filteredSize <= size && (stored || codeSize < size) && memoryUnits <= MEMORY_UNITS_MAX;
  if (size > FRAME_BYTES_MAX || !fits || stride > STRIDE_MAX) {
    throw new StreamError('damaged', 'a size in the frame header is out of range', start);
  }
  if (isNeedless(FLAG_STRIDE, stride) || isNeedless(FLAG_FILTER, filter)) {
    throw new StreamError('damaged', 'the frame header has an optional field with the value 0', start);
  }
  const isWords = kind === ContentKind.WORDS;
  if (isWords !== (filter === FILTER_WORDS) || (isWords && (stride < CODES || stride > LEAD_MAX))) {
    throw new StreamError('damaged', 'the kind of content in the frame header does not fit its filter', start);
  }
  const memory = memoryUnits * MEMORY_UNIT;
  return { last: (tag & FLAG_LAST) !== 0, stored, kind, stride, filter, size, filteredSize, codeSize, memory };
}
