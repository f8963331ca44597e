/**
 * What a frame holds, as its header says: found once by the encoder (src/plan/detect/detect.ts), never
 * guessed by the decoder. Models pick their contexts by it.
 */

/** Nothing known: any bytes. */
export const KIND_BINARY: u32 = 0;
/** Text of any kind: prose, code, markup, JSON, logs. */
export const KIND_TEXT: u32 = 1;
/** Records of `stride` bytes. */
export const KIND_RECORDS: u32 = 2;
/** x86 machine code, call and jump targets made absolute by src/plan/transforms/x86.ts. */
export const KIND_X86: u32 = 3;
/** 1 bit a pixel, rows of `stride` bytes. */
export const KIND_BITMAP: u32 = 4;
/** 8-bit grey pixels, rows of `stride` bytes. */
export const KIND_GREY8: u32 = 5;
/** 16-bit grey pixels, low byte first, rows of `stride` bytes. */
export const KIND_GREY16: u32 = 6;
/** 24-bit colour pixels, rows of `stride` bytes. */
export const KIND_RGB24: u32 = 7;
/** 16-bit signed PCM audio, low byte first, `stride` = 2 x channels. */
export const KIND_PCM16: u32 = 8;
/** Text whose frequent words are codes (src/plan/transforms/words), `stride` = the first byte of the codes of two bytes. */
export const KIND_WORDS: u32 = 9;

/** Whether content is read as text, coded or not. */
@inline
export function isText(kind: u32): bool {
  return kind === KIND_TEXT || kind === KIND_WORDS;
}

/** Whether content is pixels or audio of numbers that linear prediction fits. */
@inline
export function isSamples(kind: u32): bool {
  return kind >= KIND_GREY8 && kind <= KIND_PCM16;
}
