/** Compresses files: read, compressed and written in chunks, and only then given their names. */
import { stat } from 'node:fs/promises';
import { type CompressOptions, compress, frameSizeFor, type Listing, type PriorOption } from 'surprisal';
import { type Content, fileContent, standardInput } from '../../archive/content.js';
import { FileError, UsageError } from '../../base/failure.js';
import type { Settings } from '../../command/settings.js';
import { archivePath, checkDestination } from '../../files/destinations.js';
import { Input } from '../../files/input.js';
import type { Job } from '../../files/job.js';
import type { Output } from '../../files/output.js';
import { Run, type Turn } from '../../files/run.js';
import { removeInput, withOutput, writeAll } from '../../files/write.js';
import { checkModel, modelNameOf } from '../../models/models.js';
import { priorFiles, priorOf } from '../../models/prior.js';
import { modelMemory, workersFor } from '../../models/workers.js';
import { report } from '../../report/report.js';

/** Content that is compressed before a worker would have started, or soon after. */
const SMALL_BYTES = 2 ** 20;

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function compressFiles(settings: Settings): Promise<number> {
  await checkDestination(settings);
  if (settings.model !== undefined) checkModel(settings.model);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  if (toStdout && process.stdout.isTTY && !settings.force) {
    throw new UsageError('refusing to write compressed data to a terminal; use -o FILE, or -f to force it');
  }
  if (toStdout && settings.files.length > 1) {
    throw new UsageError('-c takes a single FILE or folder: archives cannot be concatenated');
  }
  const prior = await priorOf(settings);
  const run = await Run.plan(settings, toStdout ? 'data' : 'nothing', (file) => jobOf(file, settings));
  return run.each((turn) => compressFile(turn, settings, prior));
}

/** @throws {FileError} when no archive can be made of `file`. @throws what the system reports. */
async function jobOf(file: string, settings: Settings): Promise<Job> {
  const { stdout, output, remove } = settings;
  const writes = await archivePath(file, settings);
  const job = { reads: [file, ...priorFiles(settings)], readsFolders: true, writes, replaces: file };
  if (file === '-') return job;
  const status = await stat(file);
  if (status.isDirectory() && remove) throw new FileError('is a folder, and --rm removes only files; leave out --rm');
  if (!status.isFile() && !status.isDirectory() && !stdout && output === undefined) {
    throw new FileError('is not a regular file; name the output with -o, or use -c');
  }
  return job;
}

async function compressFile(turn: Turn, settings: Settings, prior: PriorOption): Promise<void> {
  const content = await openContent(turn, settings);
  try {
    await withOutput(turn.job.writes, settings.force, (to) => compressContent(content, to, turn, settings, prior));
  } finally {
    await content.close();
  }
}

async function compressContent(
  content: Content,
  to: Output,
  turn: Turn,
  settings: Settings,
  prior: PriorOption,
): Promise<void> {
  const { file, name: input, bar } = turn;
  const output = to.path;
  const start = performance.now();
  if (bar.isOn) bar.total = await content.expected();
  const { chunks, size } = await content.read(to.id);
  const model = modelNameOf(settings);
  const frameSize = settings.frameSize ?? frameSizeFor(size, model);
  const options = optionsOf(settings, frameSize, size, content.isPiped);
  let summary!: Listing;
  const onSummary = (complete: Listing): void => {
    summary = complete;
  };
  const pieces = compress(chunks, { ...options, prior, metadata: content.metadata, onProgress: bar.show, onSummary });
  await writeAll(pieces, to, () => content.status);
  const seconds = (performance.now() - start) / 1000;
  bar.clear();
  const isSound = await content.isSound();
  const { contentSize } = summary;
  report({ task: 'compress', input, output, contentSize, summary, seconds }, settings);
  if (isSound) await removeInput(file, output, settings.remove);
}

async function openContent(turn: Turn, settings: Settings): Promise<Content> {
  const { file, warn } = turn;
  if (file === '-') return standardInput(SMALL_BYTES);
  if (!(await stat(file)).isDirectory()) return fileContent(await Input.open(file), SMALL_BYTES, settings, warn);
  return (await import('../../folder/content.js')).folderContent(file, SMALL_BYTES, settings, turn);
}

/** @param frameSize of the largest frame. @param size of the content, if it is known. */
function optionsOf(settings: Settings, frameSize: number, size: number | undefined, isPiped: boolean): CompressOptions {
  const { level, model, jobs } = settings;
  // A tar is cut where its kind of content changes: how many frames there will be shows when they are made.
  const isSmall = size !== undefined && size <= SMALL_BYTES && size <= frameSize;
  const workers = isSmall ? 0 : workersFor(jobs, modelMemory(settings), frameSize);
  // Frames of a pipe grow, as those of the library's streams do.
  const grows = isPiped && size === undefined && settings.frameSize === undefined;
  return {
    ...(level && { level }),
    ...(model && { model }),
    ...(!grows && { frameSize }),
    workers,
  };
}
