import { type ByteStream, type Content, collected, contentOf, fromChunks, isByteStream } from '../base/byte-streams.js';
import type { Bytes, Loadable } from '../base/bytes.js';
import { concat } from '../base/bytes.js';
import { checkInteger } from '../base/checks.js';
import { ProgressMeter } from '../base/progress.js';
import { readableOf } from '../base/readable.js';
import { WorkerPool } from '../pool/worker-pool.js';
import { chosenPrior, type PriorData } from '../predictor/prior.js';
import type { ModelSpec } from '../registry/models.js';
import { blocksOf, blocksOfBytes } from './blocks.js';
import { checkMetadata, type Fields } from './fields.js';
import { type CompressOptions, checkWork, chosenFrameSizes, chosenModel, type FrameSizes } from './options.js';
import { type Block, pack } from './pack.js';

/**
 * Compresses `input`: the same content and options give the same bytes on every engine, in chunks of any size, with
 * any number of workers. (Content whose size is known and a stream without the option `size` are cut into different
 * frames: see the option `frameSize`.)
 *
 * @param input bytes; a Blob or a Response, which is read whole; or a stream of them, of any length, which is read as fast
 *   as it can be compressed.
 * @returns a stream as in docs/format.md, at most 17 bytes longer than the content if that is one frame, metadata
 *   apart: bytes for bytes, a ReadableStream for a stream. When it is cancelled, or its reader stops iterating,
 *   the work stops at once and `input` is closed. `for await` gets an empty part every quarter of a second in which there
 *   is no other, so that Node's `pipeline` notices when its destination is closed.
 * @throws {TypeError | RangeError} for bad arguments, or when the engine has no memory for the model.
 * @throws the signal's reason, when it is aborted.
 */
export function compress(input: Bytes | Loadable, options?: CompressOptions): Promise<Uint8Array<ArrayBuffer>>;
export function compress(input: ByteStream, options?: CompressOptions): ReadableStream<Uint8Array<ArrayBuffer>>;
export function compress(
  input: Content,
  options: CompressOptions = {},
): Promise<Uint8Array<ArrayBuffer>> | ReadableStream<Uint8Array<ArrayBuffer>> {
  return isByteStream(input) ? compressStream(input, options) : compressBytes(input, options);
}

/** The same of a stream. @param abandoned stops the work, as the option `signal` does. */
export function compressStream(
  input: ByteStream,
  options: CompressOptions,
  abandoned?: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const plan = planOf(options, options.size);
  return readableOf(
    (signal) => fromChunks(input, signal, (chunks) => compressed(blocksOf(chunks, plan.frameSizes), plan, signal)),
    options.signal,
    abandoned,
  );
}

async function compressBytes(input: Bytes | Loadable, options: CompressOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkWork(options);
  const bytes = await contentOf(input, options.signal);
  const plan = planOf(options, bytes.length);
  const blocks = blocksOfBytes(bytes, plan.frameSizes.most);
  return concat(await collected(compressed(blocks, plan, options.signal)));
}

/** Hexadecimal digits of a prior's hash that an archive stores. */
const PRIOR_DIGITS = 16;

interface Plan {
  readonly options: CompressOptions;
  readonly model: ModelSpec;
  readonly prior: PriorData | undefined;
  readonly fields: Fields;
  readonly frameSizes: FrameSizes;
  /** Bytes of content, as far as that is known beforehand. */
  readonly total: number | undefined;
}

/** @param total bytes of content, if known. @throws {TypeError | RangeError} when an option is not as it must be. */
function planOf(options: CompressOptions, total: number | undefined): Plan {
  checkWork(options);
  const { size, metadata = {} } = options;
  if (size !== undefined) checkInteger('size', size, 0, Number.MAX_SAFE_INTEGER);
  checkMetadata(metadata);
  const prior = chosenPrior(options.prior);
  const fields = {
    ...metadata,
    ...(prior && { prior: prior.hash.slice(0, PRIOR_DIGITS) }),
    ...(size !== undefined && { contentSize: size }),
  };
  const model = chosenModel(options);
  return { options, model, prior, fields, frameSizes: chosenFrameSizes(options, model, total), total };
}

/** The stream of `blocks`, in pieces. */
async function* compressed(
  blocks: AsyncIterable<Block>,
  { options, model, prior, fields, total }: Plan,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const pool = new WorkerPool(options.workers, signal);
  try {
    const meter = new ProgressMeter({ ...options, signal }, total);
    yield* pack(
      fields.contentSize === undefined ? blocks : ofSize(blocks, fields.contentSize),
      { model, fields },
      prior,
      pool,
      meter,
      options.onSummary,
    );
  } finally {
    pool.close();
  }
}

/** The blocks. @throws {RangeError} at the last, when they have not `size` bytes together, as the header says. */
async function* ofSize(blocks: AsyncIterable<Block>, size: number): AsyncGenerator<Block, void> {
  let sum = 0;
  for await (const block of blocks) {
    sum += block.content.length;
    if (sum > size || (block.last && sum < size)) {
      throw new RangeError(
        `the content has ${sum > size ? 'more' : 'fewer'} bytes than the ${size} of the option size`,
      );
    }
    yield block;
  }
}
