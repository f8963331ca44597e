/** Restores what was compressed, or only tries to: each frame is checked before any of it is written. */
import { decompress, frameSizeFor } from 'surprisal';
import type { Bar } from '../bar.js';
import type { Status } from '../files/input.js';
import { NOTHING } from '../files/output.js';
import { checkPlaces, folderOf, placeOfContent } from '../files/places.js';
import { type Outcome, report } from '../report.js';
import type { Settings } from '../settings.js';
import { type Archive, isFolder, openArchive } from './archive.js';
import { forEach, type Turn } from './each.js';
import { MEMORY_MOST, workersFor } from './workers.js';
import { outputTo, removeInput, writeAll } from './write.js';

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function decompressFiles(settings: Settings): Promise<number> {
  await checkPlaces(settings);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  return forEach(settings, toStdout ? 'data' : 'nothing', (turn) =>
    withArchive(turn, (archive) => decompressFile(archive, turn, settings)),
  );
}

async function decompressFile(archive: Archive, turn: Turn, settings: Settings): Promise<void> {
  const { file, name: input, bar } = turn;
  const { force, metadata, remove } = settings;
  const place = await placeOfContent(file, settings, metadata ? archive.listing?.metadata.name : undefined);
  const start = performance.now();
  // -c and -o FILE ask for the tar itself.
  const isTar =
    place === undefined || (settings.output !== undefined && (await folderOf(settings.output)) === undefined);
  const isRestored = isFolder(archive) && !isTar;
  let output = place;
  if (isRestored) {
    const { restore } = await import('../folder/restore.js');
    await restore(contentOf(archive, bar, settings), place, force, turn.warn);
  } else {
    const to = await outputTo(place, force);
    output = to.path;
    await writeAll(contentOf(archive, bar, settings), to, () => statusOf(archive));
  }
  bar.clear();
  report({ task: 'decompress', input, output, ...outcomeOf(archive, start) }, settings);
  if (!turn.hasWarned()) await removeInput(file, output, remove);
}

/** Decompresses and writes nothing. @returns the exit code. */
export async function testFiles(settings: Settings): Promise<number> {
  return forEach(settings, 'nothing', (turn) =>
    withArchive(turn, async (archive) => {
      const start = performance.now();
      const content = contentOf(archive, turn.bar, settings);
      if (isFolder(archive)) await (await import('../folder/unpack.js')).readAll(content);
      else await writeAll(content, NOTHING);
      turn.bar.clear();
      report({ task: 'test', input: turn.name, output: undefined, ...outcomeOf(archive, start) }, settings);
    }),
  );
}

async function withArchive(turn: Turn, work: (archive: Archive) => Promise<void>): Promise<void> {
  const archive = await openArchive(turn.file);
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
  const frameSize = Math.max(...(listing?.frames ?? []).map(({ size }) => size), frameSizeFor(undefined));
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
  const { mode, modified } = listing?.metadata ?? {};
  if (status === undefined) return undefined;
  return { ...status, mode: mode ?? status.mode, modified: modified ?? status.modified };
}
