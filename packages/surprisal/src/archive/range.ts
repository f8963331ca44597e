import { unlessAborted } from '../base/abortable.js';
import { type ByteSource, type Content, collected, each, sourceOf } from '../base/byte-streams.js';
import { concat } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { type FramePlace, inFrame, StreamError } from '../base/errors.js';
import { ProgressMeter } from '../base/progress.js';
import { inOrder } from '../pool/in-order.js';
import { WorkerPool } from '../pool/worker-pool.js';
import { type Head, priorOf, readFrame, readHead } from './layout.js';
import { indexOf } from './list.js';
import { checkWork, chosenDecoding, type DecompressOptions } from './options.js';
import { SourceReader } from './source-reader.js';
import { decodeWith } from './unpack.js';

/** A frame, and what of its content is asked for. */
interface Part {
  /** Where the frame is in the stream. */
  readonly at: number;
  readonly size: number;
  readonly place: FramePlace;
  readonly contentSize: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The content from byte `start` to before byte `end`. Only the frames that hold it are read and decoded, found
 * through the index at the end of the stream; of other frames not even the headers are looked at.
 *
 * @param input bytes, a Blob, or anything that can be read at any place.
 * @param end past the end of the content: up to its end.
 * @returns fewer bytes where the content ends before `end`, no bytes where it ends before `start`.
 * @throws {StreamError} when what is read of the stream is bad. @throws {TypeError | RangeError} for bad arguments.
 * @throws the signal's reason, when it is aborted.
 */
export async function range(
  input: Content | ByteSource,
  start: number,
  end: number,
  options: Omit<DecompressOptions, 'onSummary'> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  checkInteger('start', start, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('end', end, start, Number.MAX_SAFE_INTEGER);
  checkWork(options);
  const { sizeLimit, memoryLimit, prior: given } = chosenDecoding(options);
  const { size, read } = await sourceOf(input, options.signal);
  // A part that never comes keeps nobody waiting.
  const source = { size, read: (from: number, to: number) => unlessAborted(read(from, to), options.signal) };
  const { value: head } = await new SourceReader(source).header(readHead);
  const setup = { memoryLimit, prior: priorOf(head, given) };
  const parts = await partsOf(source, head, start, end);
  const total = parts.reduce((n, part) => n + part.contentSize, 0);
  if (total > sizeLimit) {
    throw new StreamError(
      'size-limit',
      `the frames to decode have ${total} bytes of content, more than ${sizeLimit}`,
      0,
    );
  }
  const pool = new WorkerPool(options.workers, options.signal);
  const meter = new ProgressMeter(options, total);
  try {
    const wanted = inOrder(each(parts), pool.window, async (part) => {
      const bytes = await source.read(part.at, part.at + part.size);
      const frame = inFrame(part.place, () => readFrame(bytes, part.at, head, part.place));
      const content = await decodeWith(pool, meter, frame, setup);
      return content.subarray(part.start, part.end);
    });
    return concat(await collected(wanted));
  } finally {
    pool.close();
  }
}

/** The frames that hold the content from `start` to `end`. */
async function partsOf(source: ByteSource<Uint8Array>, head: Head, start: number, end: number): Promise<Part[]> {
  const parts: Part[] = [];
  let [at, from] = [head.frameAt, 0];
  const index = await indexOf(source, head);
  for (const [i, { size, contentSize }] of index.entries()) {
    const [first, past] = [Math.max(start - from, 0), Math.min(end - from, contentSize)];
    const place = { number: i + 1, start: from, end: from + contentSize, last: i === index.length - 1 };
    if (first < past) parts.push({ at, size, place, contentSize, start: first, end: past });
    at += size;
    from += contentSize;
  }
  return parts;
}
