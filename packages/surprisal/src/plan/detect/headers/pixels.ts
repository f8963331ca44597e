import { ContentKind, type ContentType, STRIDE_MAX } from '../../../registry/kinds.js';

/** What a header says of the pixels after it. */
export interface Pixels {
  /** Pixels in a row, >= 1. */
  readonly width: number;
  /** Rows, of all pictures together, >= 1. */
  readonly rows: number;
  /** Bits of a pixel. */
  readonly bits: number;
  /** Whether the pixel is one number, lowest byte first if it has two; else several, or the highest first. */
  readonly plain: boolean;
  /** Rows are padded to a multiple of this many bytes. */
  readonly align: number;
  /** Where the first row starts, in bytes. */
  readonly start: number;
}

/** The content with such pixels, if they are there and most of the `length` bytes; else undefined. */
export function pixelContent(pixels: Pixels, length: number): ContentType | undefined {
  const { width, rows, bits, align, start } = pixels;
  const stride = Math.ceil(Math.ceil((width * bits) / 8) / align) * align;
  const size = stride * rows;
  // A picture cut short is one still: what is there must be at least half of both.
  if (!(width >= 1 && rows >= 1 && start < length) || Math.min(size, length - start) * 2 < Math.max(size, length)) {
    return undefined;
  }
  if (bits === 1) return within(ContentKind.BITMAP, stride);
  if (bits === 8) return within(ContentKind.GREY8, stride);
  if (bits === 24) return within(ContentKind.RGB24, stride);
  if (bits === 16 && pixels.plain && start % 2 === 0) return within(ContentKind.GREY16, stride);
  return within(ContentKind.RECORDS, bits > 16 ? bits / 8 : stride);
}

/** The content, unless a frame header cannot hold its stride. */
function within(kind: ContentKind, stride: number): ContentType | undefined {
  return stride >= 1 && stride <= STRIDE_MAX && Number.isInteger(stride) ? { kind, stride } : undefined;
}
