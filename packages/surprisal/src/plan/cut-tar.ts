import type { ContentKind } from '../registry/kinds.js';
import { analyse } from './detect/detect.js';
import { HEADER_BYTES, memberSize } from './detect/headers/tar.js';

/**
 * Where to cut a tar, so that what is alike shares a frame. A frame has one kind of content, and a table, a picture and a
 * novel in one of them help each other little; a header at the start of a frame is believed (headers/), one within is not
 * seen.
 *
 * The members are walked by their headers (POSIX.1-1988, ustar; GNU's and pax' are members like others). A large member of
 * another kind than what came before begins a frame, with its content: the 512 bytes of its header stay behind. So do
 * enough small ones in a row, with their headers. It relies only on the sizes in the members' headers; a wrong
 * answer makes the archive larger, but never loses content.
 */

/** A member, or a row of them, of this size is worth a frame: to learn anew costs about 20 KB. */
const WORTH_BYTES = 2 ** 20;
/** What is before it must have this, to be a frame. */
const BEFORE_BYTES = 2 ** 16;

/** The next frame's share of the content. */
export interface TarCut {
  /** Bytes of it. */
  readonly end: number;
  /** Where after that the next member's header is; Infinity if no header is in sight. */
  readonly headerAt: number;
}

/**
 * @param content what is left of it, or as much as a frame may have.
 * @param headerAt where in it the next member's header is: 0 at the start.
 */
export function cutTar(content: Uint8Array, headerAt: number): TarCut {
  if (headerAt > content.length) return { end: content.length, headerAt: headerAt - content.length };
  const kindOf = (from: number, to: number): ContentKind => analyse(content.subarray(from, to)).kind as ContentKind;
  let kind = headerAt >= WORTH_BYTES ? kindOf(0, headerAt) : undefined;
  let row: { kind: ContentKind; start: number } | undefined; // small members of one other kind
  let at = headerAt;
  while (at + HEADER_BYTES <= content.length) {
    const size = memberSize(content.subarray(at, at + HEADER_BYTES));
    if (size === undefined) return { end: content.length, headerAt: Number.POSITIVE_INFINITY };
    const start = at + HEADER_BYTES;
    const next = start + Math.ceil(size / HEADER_BYTES) * HEADER_BYTES;
    if (size > 0) {
      const found = kindOf(start, start + size);
      kind ??= found;
      if (found === kind) row = undefined;
      else if (row?.kind !== found) row = { kind: found, start: at };
      if (row !== undefined && next - row.start >= WORTH_BYTES) {
        const end = size >= WORTH_BYTES ? start : row.start;
        if (end >= BEFORE_BYTES) return { end, headerAt: size >= WORTH_BYTES ? next - end : 0 };
        kind = found; // too little was before it
        row = undefined;
      }
    }
    at = next;
  }
  return { end: content.length, headerAt: at - content.length };
}
