/**
 * What a frame holds, as its header says. The numbers are part of the format and are those of
 * kernel/views/kinds.ts, where each kind is described.
 */
export const ContentKind = Object.freeze({
  BINARY: 0,
  TEXT: 1,
  RECORDS: 2,
  X86: 3,
  BITMAP: 4,
  GREY8: 5,
  GREY16: 6,
  RGB24: 7,
  PCM16: 8,
  WORDS: 9,
} as const);

export type ContentKind = (typeof ContentKind)[keyof typeof ContentKind];

/** What the encoder found in a frame or made of it, and what its header tells the decoder. */
export interface Content {
  readonly kind: ContentKind;
  /**
   * Bytes of a record, of a row of pixels, or of one sample of every audio channel; of coded words the first byte that
   * is followed by another, 128 to 256; 0 for the other kinds.
   */
  readonly stride: number;
}

/** The widest record or row that is told, in bytes. */
export const STRIDE_MAX = 65535;
