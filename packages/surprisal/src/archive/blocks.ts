import { concat } from '../base/bytes.js';
import { cutTar } from '../plan/cut-tar.js';
import { analyse } from '../plan/detect/detect.js';
import type { FrameSizes } from './options.js';
import type { Block } from './pack.js';

/** How many times what came before a block may have, as long as blocks grow; docs/decisions/frames.md. */
const GROWTH = 4;

/**
 * Content cut into blocks, at least one, however short: the first of `first` bytes at most, the others of GROWTH times
 * what came before, up to `most`. A tar is cut where its kind of content changes, too (plan/cut-tar.ts).
 */
export async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  { first, most }: FrameSizes,
): AsyncGenerator<Block, void> {
  let size = first;
  let before = 0;
  let parts: Uint8Array[] = [];
  let held = 0;
  let headerAt = 0;
  /** All but the next block goes back to `parts`. */
  const next = (isRest: boolean): Block => {
    const content = concat(parts);
    const cut = cutTar(content, headerAt);
    headerAt = cut.headerAt;
    const rest = content.slice(cut.end);
    parts = [rest];
    held = rest.length;
    before += cut.end;
    size = Math.min(Math.max(GROWTH * before, first), most);
    return blockOf(held === 0 ? content : content.slice(0, cut.end), true, isRest && held === 0);
  };
  for await (let chunk of chunks) {
    while (chunk.length > 0) {
      // A block that is full goes out only when something follows: only then is it known not to be the last.
      if (held === size) yield next(false);
      // Copied, because the caller may reuse the buffer; and at once, or small parts would keep large buffers alive.
      // Not by `slice`, which copies nothing of a Buffer.
      const part = new Uint8Array(chunk.subarray(0, size - held));
      parts.push(part);
      held += part.length;
      chunk = chunk.subarray(part.length);
    }
  }
  for (let last = false; !last; ) {
    const block = next(true);
    yield block;
    last = block.last;
  }
}

/** The same of bytes that are all there: nothing is copied. */
export async function* blocksOfBytes(bytes: Uint8Array, size: number): AsyncGenerator<Block, void> {
  let headerAt = 0;
  let at = 0;
  do {
    const cut = cutTar(bytes.subarray(at, at + size), headerAt);
    headerAt = cut.headerAt;
    const end = at + cut.end;
    yield blockOf(bytes.subarray(at, end), false, end >= bytes.length);
    at = end;
  } while (at < bytes.length);
}

function blockOf(content: Uint8Array, owned: boolean, last: boolean): Block {
  return { content, type: analyse(content), owned, last };
}
