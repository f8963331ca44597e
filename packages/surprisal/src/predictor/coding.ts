import { concat } from '../base/bytes.js';
import { StreamError } from '../base/errors.js';
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

/**
 * Content bytes in a chunk: what the slowest models do in the time that an event loop may be kept waiting. Less than the
 * kernel takes in one call; no code depends on it.
 */
export const CHUNK_BYTES = 2 ** 10;

/**
 * The code of `bytes`, in pieces that `joinCode` puts together: one for each chunk, and the end.
 * @param weights of a two-part model: coded before the content, in the same code, and given to the model.
 */
export function* encodeChunks(kernel: Kernel, bytes: Uint8Array, weights?: Uint8Array): Generator<Uint8Array, void> {
  kernel.begin();
  if (weights !== undefined) {
    kernel.codesWeights = true;
    yield* encodePart(kernel, weights);
    kernel.codesWeights = false;
    kernel.loadWeights(weights);
  }
  yield* encodePart(kernel, bytes);
  yield kernel.finish();
}

function* encodePart(kernel: Kernel, bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    yield kernel.encode(bytes.subarray(at, at + CHUNK_BYTES));
  }
}

/** Puts the pieces of a code together, without the zero bytes at its end that a decoder can do without. */
export function joinCode(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = concat(pieces);
  let end = whole.length;
  while (end > 0 && whole.length - end < TRIMMED_MAX && whole[end - 1] === 0) end--;
  return whole.slice(0, end);
}

/** A code, and how to decode it. */
export interface CodeSource {
  readonly code: Uint8Array;
  /** Bytes of content. */
  readonly length: number;
  /** Whether the weights of a two-part model come before the content. */
  readonly hasWeights?: boolean;
  /** Offset of the code in the stream, for errors. */
  readonly offset?: number;
}

/**
 * The content that a code stands for, in pieces (views, until the next piece).
 * @throws {StreamError} `damaged`, when the code does not suffice for that much content.
 */
export function* decodeChunks(kernel: Kernel, source: CodeSource): Generator<Uint8Array, void> {
  const reader = new CodeReader(kernel, source);
  kernel.begin();
  if (source.hasWeights) {
    const weights: Uint8Array[] = [];
    kernel.codesWeights = true;
    while (kernel.weightsLeft > 0) weights.push(reader.decode(kernel.weightsLeft).slice());
    kernel.codesWeights = false;
    kernel.loadWeights(concat(weights));
  }
  for (let left = source.length; left > 0; ) {
    const content = reader.decode(left);
    left -= content.length;
    yield content;
  }
}

/** Where in a code its decoder is. */
class CodeReader {
  readonly #kernel: Kernel;
  readonly #code: Uint8Array;
  readonly #end: number;
  #at = 0; // past the end of the code as far as zeros were read there

  constructor(kernel: Kernel, { code, offset = 0 }: CodeSource) {
    this.#kernel = kernel;
    this.#code = code;
    this.#end = offset + code.length;
  }

  /** One to `left` bytes (a view). */
  decode(left: number): Uint8Array {
    const kernel = this.#kernel;
    const code = this.#code;
    const n = Math.min(left, CHUNK_BYTES);
    // As much as n bytes can take and the kernel looks ahead: what is fed is copied.
    const room = Math.min(kernel.codeBytes - READ_BYTES - OVERREAD_MAX, (n + 2) * READ_BYTES);
    const feed = code.subarray(this.#at, this.#at + room);
    const beyond = Math.max(0, this.#at - code.length);
    const zeros = this.#at + feed.length < code.length ? 0 : READ_BYTES + OVERREAD_MAX - beyond;
    const { content, consumed } = kernel.decode(feed, zeros, n);
    if (content.length === 0) {
      throw new StreamError('damaged', `the code ends ${left} bytes before its content`, this.#end);
    }
    this.#at += consumed;
    return content;
  }
}
