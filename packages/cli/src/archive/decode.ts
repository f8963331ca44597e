/** Decodes an open archive: each frame is verified before any of it is passed on. */
import { decompress, frameSizeFor, type Listing, type PriorOption } from 'surprisal';
import { greatest } from '../base/numbers.js';
import type { Settings } from '../command/settings.js';
import type { Turn } from '../files/run.js';
import { MAX_MODEL_MEMORY, workersFor } from '../models/workers.js';
import type { ProgressBar } from '../report/progress-bar.js';
import { type Archive, openArchive } from './archive.js';

/** Opens the archive of this turn, and closes it when `work` ends or fails. */
export async function withArchive(
  turn: Turn,
  destination: Pick<Settings, 'stdout'>,
  work: (archive: Archive) => Promise<void>,
): Promise<void> {
  const archive = await openArchive(turn.file, destination);
  try {
    await work(archive);
  } finally {
    await archive.close();
  }
}

/** Content as it is decoded. */
export interface Decoding {
  readonly content: ReadableStream<Uint8Array>;
  /** What to report of the archive, once all of `content` is read. */
  whole(): { readonly contentSize: number; readonly summary: Listing };
}

export function decode(
  { chunks, listing }: Archive,
  bar: ProgressBar,
  { memoryLimit, jobs }: Settings,
  prior: PriorOption,
): Decoding {
  const frameSize = greatest(
    (listing?.frames ?? []).map(({ size }) => size),
    frameSizeFor(undefined),
  );
  bar.total = listing?.contentSize;
  let summary!: Listing;
  const content = decompress(chunks, {
    ...(memoryLimit !== undefined && { memoryLimit }),
    prior,
    workers: workersFor(jobs, listing?.memory ?? MAX_MODEL_MEMORY, frameSize, listing?.frames.length),
    onProgress: bar.show,
    onSummary: (complete) => {
      summary = complete;
    },
  });
  return { content, whole: () => ({ contentSize: summary.contentSize, summary }) };
}
