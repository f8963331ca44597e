import { concat, decodeChunks } from './coding.js';
import { undoFilter } from './content/filters.js';
import { StreamError } from './errors.js';
import { HeaderReader } from './format/bytes.js';
import { crc32c, frameChecksum } from './format/checksums.js';
import { type FrameHeader, readFrameHeader } from './format/frame.js';
import { readStreamHeader } from './format/header.js';
import { Kernel } from './kernel.js';
import { type ModelSpec, nameOf } from './models.js';
import { checkBytes, checkInteger, checkPace, type DecompressOptions } from './options.js';
import { Pacer } from './pace.js';
import { survey } from './survey.js';

/**
 * The content of a stream made by `compress`.
 *
 * @throws {StreamError} when the stream is bad: see its `code`. Never wrong bytes.
 * @throws {TypeError | RangeError} for bad arguments. @throws the signal's reason, when it is aborted.
 */
export async function decompress(bytes: Uint8Array, options: DecompressOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  checkBytes(bytes);
  checkPace(options);
  const { sizeLimit = Number.MAX_SAFE_INTEGER, memoryLimit = Number.MAX_SAFE_INTEGER } = options;
  checkInteger('sizeLimit', sizeLimit, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('memoryLimit', memoryLimit, 0, Number.MAX_SAFE_INTEGER);

  // Every header is read before any code: most bad streams are refused before any work.
  const { contentSize } = survey(bytes);
  if (contentSize > sizeLimit) {
    throw new StreamError('size-limit', `the content has ${contentSize} bytes, more than ${sizeLimit}`, 0);
  }
  const pacer = new Pacer(options, contentSize);
  const from = new HeaderReader(bytes);
  const { model } = readStreamHeader(from);
  const contents: Uint8Array[] = [];
  let done = 0;
  for (let last = false; !last; ) {
    const frame = readFrameHeader(from);
    const before = done;
    const content = await decompressFrame(from, frame, model, memoryLimit, (n, code) => pacer.step(before + n, code));
    contents.push(content);
    done += content.length;
    last = frame.last;
    from.beginHeader();
  }
  const whole = contents.length === 1 ? (contents[0] as Uint8Array<ArrayBuffer>) : concat(contents);
  if (contents.length > 1) checkTrailer(from, whole);
  pacer.report(done, bytes.length);
  return whole;
}

/** A stored frame has no code. */
const NOTHING = new Uint8Array(0);

/** The content of the frame whose code is next. */
async function decompressFrame(
  from: HeaderReader,
  frame: FrameHeader,
  model: ModelSpec,
  memoryLimit: number,
  step: (content: number, code: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const at = from.offset;
  const code = from.take(frame.codeSize);
  const content = frame.stored
    ? code.slice()
    : await decodeFrame(code, at, frame, await frameKernel(model, frame, memoryLimit, at), step);
  const checksumAt = from.offset;
  if (frameChecksum(content, frame.stored ? NOTHING : code) !== from.u32()) {
    throw new StreamError('checksum-mismatch', 'the content does not match its checksum', checksumAt);
  }
  return content;
}

async function decodeFrame(
  code: Uint8Array,
  at: number,
  frame: FrameHeader,
  kernel: Kernel,
  step: (content: number, code: number) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (const piece of decodeChunks(kernel, code, frame.filteredSize, at)) {
    pieces.push(piece.slice());
    done += piece.length;
    const share = done / frame.filteredSize;
    await step(Math.round(share * frame.size), at + Math.round(share * code.length));
  }
  return undoFilter(concat(pieces), frame, at);
}

/** A kernel for the frame. @throws {StreamError} `unsupported-model`, `memory-limit`. */
async function frameKernel(model: ModelSpec, frame: FrameHeader, memoryLimit: number, at: number): Promise<Kernel> {
  const { filteredSize, kind, stride } = frame;
  const kernel = await Kernel.create({ model, size: filteredSize, kind, stride }).catch((error: unknown) => {
    if (error instanceof RangeError) throw new StreamError('memory-limit', error.message, at);
    throw error;
  });
  if (kernel === undefined) {
    throw new StreamError('unsupported-model', `the model ${nameOf(model)} is not in this build`, at);
  }
  if (kernel.memoryBytes > memoryLimit) {
    const message = `decoding needs ${kernel.memoryBytes} bytes of memory, more than ${memoryLimit}`;
    throw new StreamError('memory-limit', message, at);
  }
  return kernel;
}

/** @throws {StreamError} `checksum-mismatch`, when the whole is not what its trailer says. */
function checkTrailer(from: HeaderReader, whole: Uint8Array): void {
  const at = from.offset;
  if (from.varint() !== whole.length || from.u32() !== crc32c(whole)) {
    throw new StreamError('checksum-mismatch', 'the whole content does not match its checksum', at);
  }
}
