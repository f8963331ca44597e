/** How many workers to use. */
import { availableParallelism, totalmem } from 'node:os';
import { MODEL_NAMES, memoryOf } from 'surprisal/registry';
import type { Settings } from '../command/settings.js';
import { modelNameOf } from './models.js';

/** What a frame in progress takes besides the model, in frames: content, its copy in the worker, filtered content, code. */
const COPIES = 4;
/** Share of the machine's memory to use. */
const SHARE = 0.5;

/** Bytes of memory of the model that will be used. A classical coder is counted as the largest model: its memory is not known. */
export function modelMemory(settings: Settings): number {
  return memoryOf(modelNameOf(settings)) ?? MAX_MODEL_MEMORY;
}

/** The most memory that any model takes, in bytes: for streams whose headers are not known. */
export const MAX_MODEL_MEMORY: number = Math.max(...MODEL_NAMES.map((name) => memoryOf(name) ?? 0));

/** Comparisons that are over sooner than a worker has started: bytes to measure. */
const FEW_BYTES = 2 ** 18;
/** Clearing and copying the tables takes about as long as measuring this many bytes. */
const BYTES_OF_START = 2 ** 8;
/** Tables up to this size do not depend on the content, about; those for 1 MiB are full. */
const TABLES_LEAST = 64 * 2 ** 20;

/**
 * Workers for comparisons: 0 for few of them, else as for frames.
 * @param texts to measure, each of at most `size` bytes and all together of `bytes`.
 */
export function workersForComparisons(
  settings: Settings,
  { texts, size, bytes }: { readonly texts: number; readonly size: number; readonly bytes: number },
): number {
  if (bytes + texts * BYTES_OF_START < FEW_BYTES) return 0;
  const most = modelMemory(settings);
  const tables = Math.min(most, TABLES_LEAST + most * (size / 2 ** 20));
  return workersFor(settings.jobs, 2 * tables, size); // the second is the state that each text starts from
}

/** For queries that are compared with candidates: workers, and the most bytes that are measured at once. */
export function searchOptions(
  settings: Settings,
  candidates: readonly Uint8Array[],
  queries: readonly Uint8Array[],
): { readonly size: number; readonly workers: number } {
  const longest = (all: readonly Uint8Array[]): number => all.reduce((most, { length }) => Math.max(most, length), 0);
  const sum = (all: readonly Uint8Array[]): number => all.reduce((n, { length }) => n + length, 0);
  const size = longest(queries) + 1 + longest(candidates);
  // Each candidate alone, and after each query.
  const texts = candidates.length * (1 + queries.length);
  const bytes = sum(candidates) * (1 + queries.length) + sum(queries) * candidates.length;
  return { size, workers: workersForComparisons(settings, { texts, size, bytes }) };
}

/**
 * Workers for `frames` frames, or for any number of them: as many as asked for, or as there are cores, and memory for
 * the models. 0 for a single frame: it is done on this thread, without waiting for a worker to start.
 */
export function workersFor(
  jobs: number | undefined,
  memory: number,
  frameSize: number,
  frames = Number.POSITIVE_INFINITY,
): number {
  if (frames <= 1) return 0;
  if (jobs !== undefined) return Math.min(jobs, frames);
  const limit = process.constrainedMemory?.() || totalmem(); // undefined or 0 without a limit, or far above
  const budget = SHARE * Math.min(limit, totalmem());
  const room = Math.floor(budget / (memory + COPIES * frameSize));
  return Math.min(Math.max(room, 1), availableParallelism(), frames);
}
