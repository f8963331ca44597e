/** Restores what was compressed, or only tries to: each frame is checked before any of it is written. */
import { decompress, frameSizeFor } from 'surprisal';
import type { Bar } from '../bar.js';
import type { Status } from '../files/input.js';
import type { Job } from '../files/job.js';
import { NOTHING } from '../files/output.js';
import { checkPlaces, folderOf, placeOfContent } from '../files/places.js';
import { timeOf } from '../files/times.js';
import { greatest } from '../numbers.js';
import { type Outcome, report } from '../report.js';
import type { Settings } from '../settings.js';
import { type Archive, headersAt, isFolder, openArchive } from './archive.js';
import { Run, type Turn } from './each.js';
import { MEMORY_MOST, workersFor } from './workers.js';
import { removeInput, withOutput, writeAll } from './write.js';

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function decompressFiles(settings: Settings): Promise<number> {
  await checkPlaces(settings);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  const run = await Run.plan(settings, toStdout ? 'data' : 'nothing', (file) => jobOf(file, settings));
  return run.each((turn) =>
    withArchive(turn, { ...settings, stdout: turn.job.writes === undefined }, (archive) =>
      decompressFile(archive, turn, settings),
    ),
  );
}

/**
 * Only what a regular file stores can be known beforehand: a name in an archive that comes through a pipe is not used.
 * @throws {StreamError} when the archive is bad. @throws {FileError} when its content has no place.
 */
async function jobOf(file: string, settings: Settings): Promise<Job> {
  const listing = await headersAt(file, settings);
  const { output, metadata } = settings;
  const writes = await placeOfContent(file, settings, metadata ? listing?.metadata.name : undefined);
  // -c and -o FILE ask for the tar itself.
  const isTar = writes === undefined || (output !== undefined && (await folderOf(output)) === undefined);
  const writesFolder = !isTar && (listing === undefined || isFolder(listing));
  return { reads: [file], writes, writesFolder, replaces: file };
}

async function decompressFile(archive: Archive, turn: Turn, settings: Settings): Promise<void> {
  const { file, name: input, bar, job } = turn;
  const { force, remove, sameOwner } = settings;
  let output = job.writes;
  const start = performance.now();
  const content = contentOf(archive, bar, settings);
  if (output !== undefined && job.writesFolder && isFolder(archive.listing)) {
    const { restore } = await import('../folder/restore.js');
    await restore(content, output, { overwrite: force, sameOwner }, turn);
  } else {
    await withOutput(output, force, async (to) => {
      output = to.path;
      await writeAll(content, to, () => statusOf(archive));
    });
  }
  bar.clear();
  report({ task: 'decompress', input, output, ...outcomeOf(archive, start) }, settings);
  if (!turn.hasWarned()) await removeInput(file, output, remove);
}

/** Decompresses and writes nothing. @returns the exit code. */
export async function testFiles(settings: Settings): Promise<number> {
  const run = await Run.plan(settings, 'nothing', async (file) => {
    await headersAt(file, settings);
    return { reads: [file] };
  });
  return run.each((turn) =>
    withArchive(turn, settings, async (archive) => {
      const start = performance.now();
      const content = contentOf(archive, turn.bar, settings);
      if (isFolder(archive.listing)) await (await import('../folder/tar/read.js')).readAll(content);
      else await writeAll(content, NOTHING);
      turn.bar.clear();
      report({ task: 'test', input: turn.name, output: undefined, ...outcomeOf(archive, start) }, settings);
    }),
  );
}

async function withArchive(
  turn: Turn,
  how: Pick<Settings, 'stdout'>,
  work: (archive: Archive) => Promise<void>,
): Promise<void> {
  const archive = await openArchive(turn.file, how);
  try {
    await work(archive);
  } finally {
    await archive.close();
  }
}

/** The content, as it is decoded. */
export function contentOf(archive: Archive, bar: Bar, settings: Settings): ReadableStream<Uint8Array> {
  const { chunks, listing } = archive;
  const { memoryLimit, jobs } = settings;
  const frameSize = greatest(
    (listing?.frames ?? []).map(({ size }) => size),
    frameSizeFor(undefined),
  );
  bar.total = listing?.contentSize;
  return decompress(chunks, {
    ...(memoryLimit !== undefined && { memoryLimit }),
    workers: workersFor(jobs, listing?.memory ?? MEMORY_MOST, frameSize, listing?.frames.length),
    onProgress: (progress) => {
      archive.decoded = progress.content;
      bar.show(progress);
    },
  });
}

/** What a report tells of the archive, when all of it is decoded. */
function outcomeOf({ listing, decoded, taken }: Archive, start: number): Omit<Outcome, 'task' | 'input' | 'output'> {
  return {
    contentSize: decoded,
    streamSize: taken(),
    model: listing?.model,
    frames: listing?.frames.length,
    seconds: (performance.now() - start) / 1000,
  };
}

/** Mode and time that are stored in the archive; those of its file, where none are, and its owners. */
function statusOf({ listing, status }: Archive): Status | undefined {
  const { mode, modified, modifiedNanoseconds = 0 } = listing?.metadata ?? {};
  if (status === undefined) return undefined;
  const time = modified === undefined ? status.modified : timeOf(modified, modifiedNanoseconds);
  return { ...status, mode: mode ?? status.mode, modified: time };
}
