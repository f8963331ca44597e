import { concat, encodeChunks, joinCode } from './coding.js';
import { analyse, ContentKind } from './content/detect.js';
import { applyFilter } from './content/filters.js';
import { HeaderWriter } from './format/bytes.js';
import { crc32c, frameChecksum } from './format/checksums.js';
import { FILTER_NONE, type FrameHeader, writeFrameHeader } from './format/frame.js';
import { writeStreamHeader } from './format/header.js';
import { Kernel } from './kernel.js';
import { codedWordsFrom, type ModelSpec, nameOf } from './models.js';
import { type CompressOptions, checkBytes, checkPace, chosenFrameSize, chosenModel } from './options.js';
import { Pacer } from './pace.js';

/**
 * Compresses `bytes`: the same bytes and options give the same result on every engine.
 *
 * @returns a stream as in docs/format.md; at most 17 bytes longer than `bytes` (in one frame).
 * @throws {TypeError | RangeError} for bad arguments, or when the engine has no memory for the model.
 * @throws the signal's reason, when it is aborted.
 */
export async function compress(bytes: Uint8Array, options: CompressOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  checkBytes(bytes);
  checkPace(options);
  const model = chosenModel(options);
  const frameSize = chosenFrameSize(options);
  const pacer = new Pacer(options, bytes.length);
  const head = new HeaderWriter();
  writeStreamHeader(head, { model });

  const parts: Uint8Array[] = [];
  let codeBytes = 0;
  for (let at = 0; at === 0 || at < bytes.length; at += frameSize) {
    const content = bytes.subarray(at, at + frameSize);
    const last = at + frameSize >= bytes.length;
    // The first frame's check byte covers the stream's header too, so they are written together.
    const frame = await compressFrame(at === 0 ? head : new HeaderWriter(), content, last, model, (done, code) =>
      pacer.step(at + done, codeBytes + code),
    );
    parts.push(...frame);
    codeBytes = parts.reduce((n, part) => n + part.length, 0);
  }
  if (bytes.length > frameSize) parts.push(trailer(bytes));
  pacer.report(bytes.length, codeBytes);
  return concat(parts);
}

/** @returns the parts of a frame: header, code, checksum. */
async function compressFrame(
  head: HeaderWriter,
  content: Uint8Array,
  last: boolean,
  model: ModelSpec,
  step: (content: number, code: number) => Promise<void>,
): Promise<Uint8Array[]> {
  const { kind, stride, filter, bytes } = applyFilter(content, analyse(content), codedWordsFrom(model));
  const kernel = await Kernel.create({ model, size: bytes.length, kind, stride });
  if (kernel === undefined) throw new RangeError(`the model ${nameOf(model)} is not in this build`);

  const pieces: Uint8Array[] = [];
  let codeBytes = 0;
  for (const piece of encodeChunks(kernel, bytes)) {
    pieces.push(piece);
    codeBytes += piece.length;
    if (codeBytes > content.length + STORE_ABOVE) break;
    const share = Math.min((pieces.length * kernel.chunkBytes) / bytes.length, 1);
    await step(Math.round(share * content.length), codeBytes);
  }
  const code = joinCode(pieces);
  const size = content.length;
  const frame: FrameHeader =
    code.length < size
      ? { last, stored: false, kind, stride, filter, size, filteredSize: bytes.length, codeSize: code.length }
      : { last, stored: true, ...UNTOUCHED, size, filteredSize: size, codeSize: size };
  writeFrameHeader(head, frame);
  const tail = new HeaderWriter();
  tail.u32(frameChecksum(content, frame.stored ? NOTHING : code));
  return [head.done(), frame.stored ? content : code, tail.done()];
}

/** Stored content is told no kind. */
const UNTOUCHED = { kind: ContentKind.BINARY, stride: 0, filter: FILTER_NONE } as const;
/** A stored frame has no code. */
const NOTHING = new Uint8Array(0);
/** A code this much longer than its content will not shrink below it: `joinCode` drops less. */
const STORE_ABOVE = 8;

/** After two frames or more: the size and the checksum of the whole content. */
function trailer(content: Uint8Array): Uint8Array {
  const to = new HeaderWriter();
  to.varint(content.length);
  to.u32(crc32c(content));
  to.check();
  return to.done();
}
