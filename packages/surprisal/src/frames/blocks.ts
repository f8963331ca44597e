import { concat } from '../coding.js';
import type { Block } from './pack.js';

/** Content cut into blocks of `size` bytes, and what is left; at least one, however short. */
export async function* blocksOf(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Block, void> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (let chunk of chunks) {
    // A block that is full goes out only when something follows: only then is it known not to be the last.
    while (chunk.length > 0) {
      if (held === size) {
        yield { content: concat(parts), owned: true, last: false };
        parts = [];
        held = 0;
      }
      // Copied, as whoever made it may fill it again; and at once, or small parts would keep large buffers alive.
      const part = chunk.slice(0, size - held);
      parts.push(part);
      held += part.length;
      chunk = chunk.subarray(part.length);
    }
  }
  yield { content: concat(parts), owned: true, last: true };
}

/** The same of bytes that are all there: nothing is copied. */
export async function* blocksOfBytes(bytes: Uint8Array, size: number): AsyncGenerator<Block, void> {
  for (let at = 0; at === 0 || at < bytes.length; at += size) {
    yield { content: bytes.subarray(at, at + size), owned: false, last: at + size >= bytes.length };
  }
}
