import { classOf, concat } from '../base/bytes.js';
import { crc32c } from '../base/checksums.js';
import { StreamError } from '../base/errors.js';
import type { Tick } from '../base/progress.js';
import { undoFilter } from '../plan/transforms/filters.js';
import { decodeChunks } from '../predictor/coding.js';
import { Kernel } from '../predictor/kernel.js';
import { codedNetworkOf, type Knowledge, knowledgeFor, type PriorData } from '../predictor/prior.js';
import { type ModelSpec, nameOf } from '../registry/models.js';
import type { FrameHeader } from './frame.js';

/** What it takes to decode a frame: nothing of the frames around it. */
export interface DecodeJob {
  readonly model: ModelSpec;
  /** The one that the stream names. */
  readonly prior: PriorData | undefined;
  readonly header: FrameHeader;
  /** The bytes of the header, for the checksum: of the first frame, those of the stream's header too. */
  readonly headerBytes: Uint8Array;
  /** Offset of the code in the stream, for errors. */
  readonly offset: number;
  /** What the frame ends with. */
  readonly checksum: number;
  /** Bytes of memory that the model may take. */
  readonly memoryLimit: number;
  /** The code; the content itself when the frame is stored. */
  readonly bytes: Uint8Array;
}

/**
 * The content of a frame, checked.
 * @throws {StreamError} `damaged`, `checksum-mismatch`, `memory-limit`, `unsupported-model`, `unsupported-prior`.
 */
export async function decodeFrame(job: DecodeJob, tick: Tick): Promise<Uint8Array<ArrayBuffer>> {
  const { header, offset, bytes: code } = job;
  const content = header.stored ? new Uint8Array(code) : await decodeCode(job, tick);
  const ofContent = crc32c(content);
  const ofCode = header.stored ? ofContent : crc32c(code, ofContent);
  if (crc32c(job.headerBytes, ofCode) !== job.checksum) {
    throw new StreamError('checksum-mismatch', 'the content does not match its checksum', offset + code.length);
  }
  return content;
}

async function decodeCode(job: DecodeJob, tick: Tick): Promise<Uint8Array<ArrayBuffer>> {
  const { header, offset, bytes: code } = job;
  const knowledge = knowledgeFor(job.prior, job.model, header.kind);
  const kernel = await kernelOf(job, knowledge, tick);
  const pieces: Uint8Array[] = [];
  let done = 0;
  const hasWeights = codedNetworkOf(job.model, knowledge) !== undefined;
  for (const piece of decodeChunks(kernel, { code, length: header.filteredSize, hasWeights, offset })) {
    pieces.push(piece.slice());
    done += piece.length;
    const share = done / header.filteredSize;
    await tick(Math.round(share * header.size), Math.round(share * code.length));
  }
  return undoFilter(concat(pieces), header, offset);
}

/** Also one of another realm, whose WebAssembly may be in use. */
function isRangeError(error: unknown): error is RangeError {
  return classOf(error) === 'Error' && (error as Error).name === 'RangeError';
}

async function kernelOf(
  { model, header, memoryLimit, offset }: DecodeJob,
  knowledge: Knowledge | undefined,
  tick: Tick,
): Promise<Kernel> {
  const { filteredSize: size, kind, stride } = header;
  const spec = { model, size, kind, stride, knowledge, memoryLimit };
  const kernel = await Kernel.create(spec, tick).catch((error: unknown) => {
    if (isRangeError(error)) throw new StreamError('memory-limit', error.message, offset);
    throw error;
  });
  if (kernel !== undefined) return kernel;
  throw new StreamError('unsupported-model', `this build does not include the model ${nameOf(model)}`, offset);
}
