/** An open archive, as it is decoded: each frame is checked before any of it is given out. */
import { decompress, frameSizeFor } from 'surprisal';
import { greatest } from '../base/numbers.js';
import type { Settings } from '../command/settings.js';
import type { Turn } from '../files/each.js';
import { MEMORY_MOST, workersFor } from '../models/workers.js';
import type { Bar } from '../report/bar.js';
import type { Outcome } from '../report/report.js';
import { type Archive, openArchive } from './archive.js';

/** Opens the archive of this turn, and closes it whatever comes of `work`. */
export async function withArchive(
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
export function outcomeOf(
  { listing, decoded, taken }: Archive,
  start: number,
): Omit<Outcome, 'task' | 'input' | 'output'> {
  return {
    contentSize: decoded,
    streamSize: taken(),
    model: listing?.model,
    frames: listing?.frames.length,
    seconds: (performance.now() - start) / 1000,
  };
}
