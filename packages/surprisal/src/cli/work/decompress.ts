/** Restores what was compressed, or only tries to: each frame is checked before any of it is written. */
import { type DecompressOptions, decompress, frameSizeFor } from 'surprisal';
import type { Status } from '../files/input.js';
import { NOTHING } from '../files/output.js';
import { checkPlaces, placeOfContent } from '../files/places.js';
import { type Outcome, report } from '../report.js';
import type { Settings } from '../settings.js';
import { MEMORY_MOST, workersFor } from '../workers.js';
import { type Archive, openArchive } from './archive.js';
import { forEach, type Turn } from './each.js';
import { outputTo, removeInput, writeAll } from './write.js';

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function decompressFiles(settings: Settings): Promise<number> {
  await checkPlaces(settings);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  return forEach(settings, toStdout, (turn) => decompressFile(turn, settings));
}

async function decompressFile({ file, name: input, bar }: Turn, settings: Settings): Promise<void> {
  const archive = await openArchive(file);
  try {
    const { listing } = archive;
    const stored = settings.metadata ? listing?.metadata.name : undefined;
    const output = await placeOfContent(file, settings, stored);
    const to = await outputTo(output, settings.force);
    const start = performance.now();
    bar.total = listing?.contentSize;
    const contentSize = await writeAll(contentsOf(archive, bar.show, settings), to, () => statusOf(archive));
    const seconds = (performance.now() - start) / 1000;
    bar.clear();
    report({ task: 'decompress', input, output, contentSize, ...telling(archive), seconds }, settings);
    await removeInput(file, output, settings.remove);
  } finally {
    await archive.close();
  }
}

/** Decompresses and writes nothing. @returns the exit code. */
export async function testFiles(settings: Settings): Promise<number> {
  return forEach(settings, false, async ({ file, name: input, bar }) => {
    const archive = await openArchive(file);
    try {
      const start = performance.now();
      bar.total = archive.listing?.contentSize;
      const contentSize = await writeAll(contentsOf(archive, bar.show, settings), NOTHING);
      const seconds = (performance.now() - start) / 1000;
      bar.clear();
      report({ task: 'test', input, output: undefined, contentSize, ...telling(archive), seconds }, settings);
    } finally {
      await archive.close();
    }
  });
}

/** The content, as it is decoded. */
function contentsOf(
  { chunks, listing }: Archive,
  onProgress: NonNullable<DecompressOptions['onProgress']>,
  settings: Settings,
): AsyncIterable<Uint8Array> {
  const { memoryLimit, jobs } = settings;
  const frameSize = Math.max(...(listing?.frames ?? []).map(({ size }) => size), frameSizeFor(undefined));
  return decompress(chunks, {
    ...(memoryLimit !== undefined && { memoryLimit }),
    workers: workersFor(jobs, listing?.memory ?? MEMORY_MOST, frameSize, listing?.frames.length),
    onProgress,
  });
}

/** What a report tells of the archive. */
function telling({ listing, taken }: Archive): Pick<Outcome, 'streamSize' | 'model' | 'frames'> {
  return { streamSize: taken(), model: listing?.model, frames: listing?.frames.length };
}

/** Mode and times that are stored in the archive; those of its file, where none are. */
function statusOf({ listing, status }: Archive): Status | undefined {
  const { mode, modified } = listing?.metadata ?? {};
  if (status === undefined) return undefined;
  return {
    // Owners are not kept: no file runs as another user because an archive says so.
    mode: (mode ?? status.mode) & 0o777,
    accessed: status.accessed,
    modified: modified ?? status.modified,
  };
}
