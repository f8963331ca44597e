/** Decompresses files and folders. */
import type { PriorOption } from 'surprisal';
import { type Archive, headersAt, isFolder } from '../../archive/archive.js';
import { decode, withArchive } from '../../archive/decode.js';
import type { Settings } from '../../command/settings.js';
import { checkDestination, contentPath, outputFolder } from '../../files/destinations.js';
import type { FileStatus } from '../../files/input.js';
import type { Job } from '../../files/job.js';
import { Run, type Turn } from '../../files/run.js';
import { timeOf } from '../../files/times.js';
import { removeInput, withOutput, writeAll } from '../../files/write.js';
import { priorFiles, priorOf } from '../../models/prior.js';
import { report } from '../../report/report.js';

/** @returns the exit code. @throws {UsageError} before any file is read. */
export async function decompressFiles(settings: Settings): Promise<number> {
  await checkDestination(settings);
  const toStdout = settings.stdout || (settings.output === undefined && settings.files.includes('-'));
  const prior = await priorOf(settings);
  const run = await Run.plan(settings, toStdout ? 'data' : 'nothing', (file) => jobOf(file, settings));
  return run.each((turn) =>
    withArchive(turn, { ...settings, stdout: turn.job.writes === undefined }, (archive) =>
      decompressFile(archive, turn, settings, prior),
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
  const writes = await contentPath(file, settings, metadata ? listing?.metadata.name : undefined);
  // -c and -o FILE ask for the tar itself.
  const isTar = writes === undefined || (output !== undefined && (await outputFolder(output)) === undefined);
  const writesFolder = !isTar && (listing === undefined || isFolder(listing));
  return { reads: [file, ...priorFiles(settings)], writes, writesFolder, replaces: file };
}

async function decompressFile(archive: Archive, turn: Turn, settings: Settings, prior: PriorOption): Promise<void> {
  const { file, name: input, bar, job } = turn;
  const { force, remove, sameOwner } = settings;
  let output = job.writes;
  const start = performance.now();
  const { content, whole } = decode(archive, bar, settings, prior);
  if (output !== undefined && job.writesFolder && isFolder(archive.listing)) {
    const { restore } = await import('../../folder/restore.js');
    await restore(content, output, { overwrite: force, sameOwner }, turn);
  } else {
    await withOutput(output, force, async (to) => {
      output = to.path;
      await writeAll(content, to, () => statusOf(archive));
    });
  }
  bar.clear();
  const seconds = (performance.now() - start) / 1000;
  report({ task: 'decompress', input, output, ...whole(), seconds }, settings);
  if (!turn.hasWarned()) await removeInput(file, output, remove);
}

/** Mode and time stored in the archive, or else those of its file; the owners are those of its file. */
function statusOf({ listing, status }: Archive): FileStatus | undefined {
  const { mode, modified, modifiedNanoseconds = 0 } = listing?.metadata ?? {};
  if (status === undefined) return undefined;
  const time = modified === undefined ? status.modified : timeOf(modified, modifiedNanoseconds);
  return { ...status, mode: mode ?? status.mode, modified: time };
}
