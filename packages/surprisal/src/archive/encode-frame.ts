import { crc32c } from '../base/checksums.js';
import type { Tick } from '../base/progress.js';
import { applyFilter, FILTER_NONE } from '../plan/transforms/filters.js';
import { CHUNK_BYTES, encodeChunks, joinCode } from '../predictor/coding.js';
import { Kernel, type KernelSpec } from '../predictor/kernel.js';
import { codedNetworkOf, knowledgeFor, type PriorData } from '../predictor/prior.js';
import { NO_NETWORK } from '../predictor/training/kernel-training.js';
import { trainNetwork } from '../predictor/training/train.js';
import { ContentKind, type ContentType } from '../registry/kinds.js';
import { codedWordsFrom, type ModelSpec, nameOf, type StoredNetwork } from '../registry/models.js';
import { type FrameHeader, MEMORY_UNIT } from './frame.js';

/** What it takes to encode a frame: nothing of the frames around it. */
export interface EncodeJob {
  readonly model: ModelSpec;
  /** What the content is. */
  readonly type: ContentType;
  readonly prior: PriorData | undefined;
  /** The content. */
  readonly bytes: Uint8Array;
}

/** A frame but for its place in the stream. */
export interface EncodedFrame {
  readonly header: Omit<FrameHeader, 'last'>;
  /** The code; the content itself when the frame is stored. */
  readonly code: Uint8Array;
  /** CRC-32C of the content and then, unless the frame is stored, of the code. */
  readonly checksum: number;
}

/** Filters and encodes the content; where that does not make it shorter, it is stored. */
export async function encodeFrame(job: EncodeJob, tick: Tick): Promise<EncodedFrame> {
  const { model, prior, bytes: content } = job;
  const { kind, stride, filter, bytes } = applyFilter(content, job.type, wordsFrom(job));
  const size = content.length;
  const checksum = crc32c(content);
  const knowledge = knowledgeFor(prior, model, kind);
  const spec: KernelSpec = { model, size: bytes.length, kind, stride, knowledge };
  const network = codedNetworkOf(model, knowledge);
  const { code, memoryBytes } =
    network === undefined
      ? await encodeWhole(spec, bytes, size, tick)
      : await encodeInTwoParts(spec, network, bytes, tick);
  if (code.length >= size) {
    return { header: { ...STORED, size, filteredSize: size, codeSize: size }, code: content, checksum };
  }
  const memory = Math.ceil(memoryBytes / MEMORY_UNIT) * MEMORY_UNIT;
  const filteredSize = bytes.length;
  const header = { stored: false, kind, stride, filter, size, filteredSize, codeSize: code.length, memory };
  return { header, code, checksum: crc32c(code, checksum) };
}

/**
 * How often a word must come to become a code. A primer has the spelling of words, so codes would hide from the model what
 * it knows: below PRIMED_WORDS_BYTES that costs more than codes bring.
 */
function wordsFrom({ model, prior, bytes }: EncodeJob): number {
  const isPrimed = knowledgeFor(prior, model, ContentKind.TEXT)?.primer !== undefined;
  return isPrimed && bytes.length < PRIMED_WORDS_BYTES ? Number.POSITIVE_INFINITY : codedWordsFrom(model);
}

const PRIMED_WORDS_BYTES = 2 ** 20;

interface Code {
  readonly code: Uint8Array;
  readonly memoryBytes: number;
}

/** @param size of the content: a code that grows longer ends there, and is to be thrown away. @param weights of a two-part model. */
async function encodeWhole(
  spec: KernelSpec,
  bytes: Uint8Array,
  size: number,
  tick: Tick,
  weights?: Uint8Array,
): Promise<Code> {
  const kernel = await Kernel.create(spec, tick);
  if (kernel === undefined) throw new RangeError(`this build does not include the model ${nameOf(spec.model)}`);
  const pieces: Uint8Array[] = [];
  let codeBytes = 0;
  for (const piece of encodeChunks(kernel, bytes, weights)) {
    pieces.push(piece);
    codeBytes += piece.length;
    if (codeBytes > size + STORE_ABOVE) break;
    const share = Math.min((pieces.length * CHUNK_BYTES) / bytes.length, 1);
    await tick(Math.round(share * size), codeBytes);
  }
  return { code: joinCode(pieces), memoryBytes: kernel.memoryBytes };
}

/** Without a network, and with one that is trained on the bytes: the shorter of the two. */
async function encodeInTwoParts(
  spec: KernelSpec,
  network: StoredNetwork,
  bytes: Uint8Array,
  tick: Tick,
): Promise<Code> {
  const n = bytes.length;
  const without = network.alone
    ? undefined
    : await encodeWhole(spec, bytes, n, (done, code) => tick(done * ONLINE_SHARE, code), NO_NETWORK);
  const codeBytes = without?.code.length ?? n;
  // So little is left to gain: no network is that short.
  if (n === 0 || codeBytes < CODE_BYTES_MIN) return without ?? { code: bytes, memoryBytes: 0 };
  const { weights } = await trainNetwork(bytes, network.cells, (share) =>
    tick(Math.round((ONLINE_SHARE + share * TRAINING_SHARE) * n), codeBytes),
  );
  const before = n * (ONLINE_SHARE + TRAINING_SHARE);
  const progress: Tick = (done, code) => tick(Math.min(Math.round(before + done * ONLINE_SHARE), n), code);
  const within = await encodeWhole(spec, bytes, n, progress, weights);
  return without !== undefined && without.code.length <= within.code.length ? without : within;
}

/** Of the time that a code in two parts takes, about: to encode once, and to train. */
const ONLINE_SHARE = 0.05;
const TRAINING_SHARE = 0.9;
/** A code shorter than this is not tried to be made shorter by a network. */
const CODE_BYTES_MIN = 64;

/** Stored frames carry no content kind. */
const STORED = { stored: true, kind: ContentKind.BINARY, stride: 0, filter: FILTER_NONE, memory: 0 } as const;
/** A code this much longer than its content will not shrink below it: `joinCode` drops less. */
const STORE_ABOVE = 8;
