/** The kinds of content, a row each: what a frame holds, as its header says. */

export interface KindRow {
  /** Number that headers store, of kernel/views/kinds.ts. */
  readonly number: number;
  /** For a listing. */
  readonly name: string;
  /** What the stride of a frame header is, where it has one. */
  readonly stride?: string;
  /** What the content is, for docs/format.md. */
  readonly text: string;
}

const ROWS = {
  BINARY: { number: 0, name: 'bytes', text: 'any bytes' },
  TEXT: { number: 1, name: 'text', text: 'text of any kind: prose, code, markup, JSON, logs' },
  RECORDS: { number: 2, name: 'records', stride: 'bytes of a record', text: 'records of one size' },
  X86: { number: 3, name: 'x86', text: 'x86 machine code' },
  BITMAP: { number: 4, name: 'bitmap', stride: 'bytes of a row', text: 'pixels of 1 bit' },
  GREY8: { number: 5, name: 'grey', stride: 'bytes of a row', text: 'grey pixels of 8 bits' },
  GREY16: { number: 6, name: 'grey16', stride: 'bytes of a row', text: 'grey pixels of 16 bits, low byte first' },
  RGB24: { number: 7, name: 'colour', stride: 'bytes of a row', text: 'colour pixels of 24 bits' },
  PCM16: { number: 8, name: 'audio', stride: '2 × channels', text: 'audio of 16-bit samples, low byte first' },
  WORDS: {
    number: 9,
    name: 'words',
    stride: 'the first byte that begins a code of two, 128 to 256',
    text: 'text whose frequent words are codes',
  },
} as const satisfies Record<string, KindRow>;

type Key = keyof typeof ROWS;

/** In the order of their numbers. */
export const KINDS: readonly KindRow[] = Object.values(ROWS);

/** The number of each kind. */
export const ContentKind = Object.freeze(
  Object.fromEntries(Object.entries(ROWS).map(([key, { number }]) => [key, number])),
) as { readonly [K in Key]: (typeof ROWS)[K]['number'] };

export type ContentKind = (typeof ROWS)[Key]['number'];

/** What the encoder found in a frame or made of it, and what its header tells the decoder. */
export interface ContentType {
  readonly kind: ContentKind;
  /**
   * Bytes of a record, of a row of pixels, or of one sample of every audio channel; of coded words the first byte that
   * is followed by another, 128 to 256; 0 for the other kinds.
   */
  readonly stride: number;
}

/** The largest stride of a record or row, in bytes. */
export const STRIDE_MAX = 65535;
