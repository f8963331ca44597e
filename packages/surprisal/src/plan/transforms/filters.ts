import { ContentKind, type ContentType } from '../../registry/kinds.js';
import { CODES } from './words/alphabet.js';
import { decodeWords } from './words/decode.js';
import { encodeWords } from './words/encode.js';
import { decodeX86, encodeX86 } from './x86.js';

/** Numbers of the transforms in a frame's header: no transform, x86 call and jump targets made absolute, words as codes. */
export const FILTER_NONE = 0;
const FILTER_X86 = 1;
export const FILTER_WORDS = 2;

/** Content as the kernel encodes it. */
export interface Filtered extends ContentType {
  /** One of the numbers above. */
  readonly filter: number;
  readonly bytes: Uint8Array;
}

/** `content` as the kernel is to encode it. @param words how often a word of text must occur to become a code; Infinity: no word does. */
export function applyFilter(content: Uint8Array, { kind, stride }: ContentType, words: number): Filtered {
  if (kind === ContentKind.X86) return { kind, stride, filter: FILTER_X86, bytes: encodeX86(content) };
  const coded = kind === ContentKind.TEXT && words < Infinity ? encodeWords(content, words) : undefined;
  if (coded === undefined) return { kind, stride, filter: FILTER_NONE, bytes: content };
  return { kind: ContentKind.WORDS, stride: CODES + coded.short, filter: FILTER_WORDS, bytes: coded.bytes };
}

/**
 * The content of a frame. @param bytes what its code stands for. @param offset of the code in the stream, for the error.
 * @throws {StreamError} `damaged`, when the filter makes those bytes of no content of the size that `frame` says.
 */
export function undoFilter(
  bytes: Uint8Array<ArrayBuffer>,
  frame: { readonly filter: number; readonly stride: number; readonly size: number },
  offset: number,
): Uint8Array<ArrayBuffer> {
  if (frame.filter === FILTER_X86) return decodeX86(bytes);
  if (frame.filter === FILTER_WORDS) return decodeWords(bytes, frame.stride - CODES, frame.size, offset);
  return bytes;
}
