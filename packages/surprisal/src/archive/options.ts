import { checkInteger } from '../base/checks.js';
import { checkProgressOptions, type ProgressOptions } from '../base/progress.js';
import { chosenPrior, type PriorData, type PriorOption } from '../predictor/prior.js';
import { LEVEL_ROWS, LEVELS, type Level, type LevelRow } from '../registry/levels.js';
import { type ModelSpec, modelOf, nameOf } from '../registry/models.js';
import type { Metadata } from './fields.js';
import { FRAME_BYTES_MAX } from './frame.js';
import type { Listing } from './listing.js';

/** How to do the work. These options never change a byte of the result. */
export interface WorkOptions extends ProgressOptions {
  /**
   * Workers to start, 0 to 256. With 0, the default, everything is done on this thread, in slices of 50 ms or so,
   * between which the event loop runs. Each frame is one worker's: content of one frame keeps one of them busy.
   */
  readonly workers?: number;
}

/** How to compress. */
export interface CompressOptions extends WorkOptions {
  /** How much time to spend; `default` if left out. */
  readonly level?: Level;
  /** A model by name (registry/models.ts), in place of a level. */
  readonly model?: string;
  /** Prior knowledge; `default` if left out. Archives name the prior by its hash, and need it to be decompressed. */
  readonly prior?: PriorOption;
  /**
   * Content bytes in a frame, at most: 1 to 2^31. Frames decode independently: smaller ones keep more workers busy, come
   * out sooner and are read from in part at less cost, but make a larger archive, by 3 to 8 % for text each time they are
   * halved. If left out, content of known size is cut into as few equal frames of at most 32 MiB as it takes. Of a stream
   * without `size` the first frame has 1 MiB and each other four times what came before it, up to 32 MiB (8 MiB at level
   * `fast`), so that the first bytes come soon.
   */
  readonly frameSize?: number;
  /** Total bytes of content, written to the header. It is an error if the content turns out to have another size. */
  readonly size?: number;
  /** What to record of the file that the content is from. */
  readonly metadata?: Metadata;
  /** Called once the archive is complete, with what `list` would say of it. */
  readonly onSummary?: (summary: Listing) => void;
}

/** How to decompress. */
export interface DecompressOptions extends WorkOptions {
  /** Bytes of content to accept, at most. Default: no limit. */
  readonly sizeLimit?: number;
  /** Bytes of memory that a model may take, at most; each worker has one. Default: no limit but the engine's. */
  readonly memoryLimit?: number;
  /** The prior that the archive was made with, if it was one of your own. Archives that name no prior ignore it. */
  readonly prior?: PriorOption;
  /** Called once all content is decoded and checked, with what `list` would say of the archive. */
  readonly onSummary?: (summary: Listing) => void;
}

const WORKERS_MAX = 256;
/** Bytes of a frame, unless a size is asked for, at most; docs/decisions/frames.md. */
const FRAME_BYTES_DEFAULT = 2 ** 25;
/** The first of a stream. */
const FRAME_BYTES_FIRST = 2 ** 20;

/**
 * The model that the options ask for.
 * @throws {TypeError} when both a level and a model are given. @throws {RangeError} for unknown names.
 */
export function chosenModel({ level, model }: CompressOptions): ModelSpec {
  if (model !== undefined) {
    if (level !== undefined) throw new TypeError('level and model cannot be combined');
    if (typeof model !== 'string') throw new TypeError('model must be a string');
    return modelOf(model);
  }
  const chosen = level ?? 'default';
  if (!Object.hasOwn(LEVELS, chosen)) {
    throw new RangeError(`unknown level '${chosen}'; choose one of ${Object.keys(LEVELS).join(', ')}`);
  }
  return modelOf(LEVELS[chosen]);
}

/** Content bytes of frames. */
export interface FrameSizes {
  /** In the first. */
  readonly first: number;
  /** In any, at most. */
  readonly most: number;
}

/**
 * Content bytes of the largest frame that is made of `size` bytes unless another size is asked for: as few frames of at
 * most 32 MiB as it takes, all about equal, so that workers end together.
 * @param size undefined where it is not known. @param model by name.
 */
export function frameSizeFor(size: number | undefined, model: string = LEVELS.default): number {
  if (size === undefined) return streamFrameMax(model);
  return Math.ceil(size / Math.max(Math.ceil(size / FRAME_BYTES_DEFAULT), 1)) || FRAME_BYTES_DEFAULT;
}

/** Content bytes of a stream's largest frame: of a model that is a level, what its row says. */
function streamFrameMax(model: string): number {
  const rows: readonly LevelRow[] = Object.values(LEVEL_ROWS);
  return rows.find((row) => row.model === model)?.streamFrameMax ?? FRAME_BYTES_DEFAULT;
}

/** @param size of the content, as far as it is known. @throws {TypeError | RangeError} when it is out of range. */
export function chosenFrameSizes(
  { frameSize }: CompressOptions,
  model: ModelSpec,
  size: number | undefined,
): FrameSizes {
  const most = frameSize ?? frameSizeFor(size, nameOf(model));
  checkInteger('frameSize', most, 1, FRAME_BYTES_MAX);
  return { first: frameSize === undefined && size === undefined ? FRAME_BYTES_FIRST : most, most };
}

/** How to decode: the options, checked and complete. */
export interface Decoding {
  readonly sizeLimit: number;
  readonly memoryLimit: number;
  readonly prior: PriorData | undefined;
}

/** @throws {TypeError | RangeError} when an option is not as it must be. */
export function chosenDecoding(options: DecompressOptions): Decoding {
  const { sizeLimit = Number.MAX_SAFE_INTEGER, memoryLimit = Number.MAX_SAFE_INTEGER } = options;
  checkInteger('sizeLimit', sizeLimit, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('memoryLimit', memoryLimit, 0, Number.MAX_SAFE_INTEGER);
  return { sizeLimit, memoryLimit, prior: chosenPrior(options.prior) };
}

/** @throws {TypeError | RangeError} when an option is not as it must be. @throws the signal's reason. */
export function checkWork(options: WorkOptions & Pick<CompressOptions, 'onSummary'>): void {
  const { workers, onSummary } = options;
  if (workers !== undefined) checkInteger('workers', workers, 0, WORKERS_MAX);
  if (onSummary !== undefined && typeof onSummary !== 'function') throw new TypeError('onSummary must be a function');
  checkProgressOptions(options);
}
