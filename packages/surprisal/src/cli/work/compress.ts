/** Compresses files: read, compressed and written in chunks, and only then given their names. */
import { type CompressOptions, compress, frameSizeFor, LEVELS, modelOf } from 'surprisal';
import { describe, UsageError } from '../failure.js';
import { checkPlaces, placeOfArchive } from '../files/places.js';
import { report } from '../report.js';
import type { Settings } from '../settings.js';
import { modelMemory, workersFor } from '../workers.js';
import { contentOf } from './content.js';
import { forEach, type Turn } from './each.js';
import { orAbandon, outputTo, removeInput, writeAll } from './write.js';

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
    if (bar.isOn) bar.total = await content.expected();
    const { chunks, size } = await orAbandon(to, content.read(to.id));
    const frameSize = settings.frameSize ?? frameSizeFor(size);
    // Of a stream whose size is not known, more than a frame is there to come.
    const frameCount = size === undefined ? undefined : Math.ceil(size / frameSize);
    const pieces = compress(chunks, {
      ...optionsOf(settings, frameSize, frameCount),
      metadata: content.metadata,
      onProgress: bar.show,
    });
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

function optionsOf(settings: Settings, frameSize: number, frames: number | undefined): CompressOptions {
  const { level, model, cold, jobs } = settings;
  const workers = workersFor(jobs, modelMemory(settings), frameSize, frames);
  return { ...(level && { level }), ...(model && { model }), cold, frameSize, workers };
}

/** @throws {UsageError} when there is no such model. */
function checkModel({ model }: Settings): void {
  try {
    if (model !== undefined) modelOf(model);
  } catch (error) {
    throw new UsageError(describe(error));
  }
}
