/** Compresses files: read, compressed and written in chunks, and only then given their names. */
import { type CompressOptions, compress, frameSizeFor, LEVELS, modelOf } from 'surprisal';
import { describe, UsageError } from '../failure.js';
import { checkPlaces, placeOfArchive } from '../files/places.js';
import { report } from '../report.js';
import type { Settings } from '../settings.js';
import { modelMemory, workersFor } from '../workers.js';
import { type Content, contentOf } from './content.js';
import { forEach, type Turn } from './each.js';
import { outputTo, removeInput, writeAll } from './write.js';

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function compressFiles(settings: Settings): Promise<number> {
  await checkPlaces(settings);
  checkModel(settings);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  if (toStdout && process.stdout.isTTY && !settings.force) {
    throw new UsageError('compressed data is not written to a terminal; -f does it, -o FILE writes a file');
  }
  return forEach(settings, toStdout, (turn) => compressFile(turn, settings));
}

async function compressFile(turn: Turn, settings: Settings): Promise<void> {
  const { file, name: input, bar, warn } = turn;
  const output = await placeOfArchive(file, settings);
  const content = await contentOf(file, settings, warn);
  try {
    const to = await outputTo(output, settings.force);
    const start = performance.now();
    bar.total = content.size;
    const frameSize = settings.frameSize ?? frameSizeFor(content.size);
    const pieces = compress(content.chunks, compressOptions(content, frameSize, turn, settings));
    const streamSize = await writeAll(pieces, to, () => content.status);
    const seconds = (performance.now() - start) / 1000;
    bar.clear();
    const contentSize = content.taken();
    const isSound = await content.isSound();
    const frames = Math.max(1, Math.ceil(contentSize / frameSize));
    const model = settings.model ?? LEVELS[settings.level ?? 'default'];
    report({ task: 'compress', input, output, contentSize, streamSize, model, frames, seconds }, settings);
    if (isSound) await removeInput(file, output, settings.remove);
  } finally {
    await content.close();
  }
}

function compressOptions(content: Content, frameSize: number, { bar }: Turn, settings: Settings): CompressOptions {
  const { level, model, cold, jobs } = settings;
  // Of a stream whose size is not known, more than a frame is there to come.
  const frames = content.size === undefined ? undefined : Math.ceil(content.size / frameSize);
  return {
    ...(level && { level }),
    ...(model && { model }),
    cold,
    frameSize,
    metadata: content.metadata,
    workers: workersFor(jobs, modelMemory(settings), frameSize, frames),
    onProgress: bar.show,
  };
}

/** @throws {UsageError} when there is no such model. */
function checkModel({ model }: Settings): void {
  try {
    if (model !== undefined) modelOf(model);
  } catch (error) {
    throw new UsageError(describe(error));
  }
}
