import { StreamError } from './errors.js';
import type { Kernel } from './kernel.js';

/**
 * Encoding and decoding in chunks. Generators, so that one and the same loop serves callers that want the
 * whole at once (Predictor) and callers that let the event loop run between chunks (compress, decompress).
 */

/** Zero bytes at the end of a code that are left out, at most; docs/format.md, "Code". */
const TRIMMED_MAX = 4;
/** Zero bytes that a decoder may read after the end of a code: those trimmed, and what it is ahead by. */
const OVERREAD_MAX = 8;
/** Code bytes that the kernel wants to see before it decodes one more byte of content. */
const READ_BYTES = 24;

/** The code of `bytes`, in pieces that `joinCode` puts together: one for each chunk, and the end. */
export function* encodeChunks(kernel: Kernel, bytes: Uint8Array): Generator<Uint8Array, void> {
  kernel.begin();
  for (let at = 0; at < bytes.length; at += kernel.chunkBytes) {
    yield kernel.encode(bytes.subarray(at, at + kernel.chunkBytes));
  }
  yield kernel.finish();
}

/** Puts the pieces of a code together, without the zero bytes at its end that a decoder can do without. */
export function joinCode(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = concat(pieces);
  let end = whole.length;
  while (end > 0 && whole.length - end < TRIMMED_MAX && whole[end - 1] === 0) end--;
  return whole.slice(0, end);
}

/** One array of all the parts. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The `length` bytes of content that `code` stands for, in pieces (views, until the next piece).
 * @param offset of the code in the stream, for the error.
 * @throws {StreamError} `damaged`, when the code does not suffice for that much content.
 */
export function* decodeChunks(
  kernel: Kernel,
  code: Uint8Array,
  length: number,
  offset = 0,
): Generator<Uint8Array, void> {
  kernel.begin();
  let at = 0; // in the code; past its end as far as zeros were read there
  for (let left = length; left > 0; ) {
    const feed = code.subarray(at, at + kernel.codeBytes - READ_BYTES - OVERREAD_MAX);
    const beyond = Math.max(0, at - code.length);
    const zeros = at + feed.length < code.length ? 0 : READ_BYTES + OVERREAD_MAX - beyond;
    const { content, consumed } = kernel.decode(feed, zeros, Math.min(left, kernel.chunkBytes));
    if (content.length === 0) {
      throw new StreamError('damaged', `the code ends ${left} bytes before its content`, offset + code.length);
    }
    at += consumed;
    left -= content.length;
    yield content;
  }
}
