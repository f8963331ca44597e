/** Finds jobs of one run that would overwrite each other's output or input. */
import { type BigIntStats, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../base/failure.js';
import type { Job } from './job.js';
import { idOf, isReplaced, temporaryPathFor } from './output.js';
import { registerUnfinished, removeTree } from './unfinished.js';

/** Whether two names are names of one file in a folder. */
type IsOneName = (folder: string, name: string, other: string) => boolean;

/** Where an output goes. */
interface Destination {
  readonly job: Job;
  readonly path: string;
  /** The file or the folder that is there now, by its id. */
  readonly there: string | undefined;
}

/** @throws {UsageError} when two jobs write to one place, or one writes to where another reads, whatever may be overwritten. */
export function checkConflicts(jobs: readonly Job[], isOneName: IsOneName = isOneFile): void {
  const places = jobs.flatMap((job) => destinationOf(job) ?? []);
  if (places.length === 0) return;
  checkOutputs(places, isOneName);
  checkInputs(places, jobs);
  checkFolders(places, jobs);
}

/** The place of the job's output, if that is a file or a folder: devices and pipes take any number of outputs. */
function destinationOf(job: Job): Destination | undefined {
  const { writes: path } = job;
  if (path === undefined) return undefined;
  const status = statusOf(path);
  if (status !== undefined && !isReplaced(status)) return undefined;
  return { job, path, there: status && idOf(status) };
}

/** @throws {UsageError} when two outputs have one name. */
function checkOutputs(places: readonly Destination[], isOneName: IsOneName): void {
  const byKey = new Map<string, Destination[]>();
  for (const place of places) {
    const [folder, name] = [dirname(place.path), basename(place.path)];
    const key = `${idAt(folder) ?? resolve(folder)}/${folded(name)}`;
    const others = byKey.get(key) ?? [];
    for (const other of others) {
      const [first, second] = [other.job.reads[0], place.job.reads[0]];
      if (first === second) throw new UsageError(`${first} is given twice`);
      const both = `${first} and ${second} would both be written to ${place.path}`;
      const before = basename(other.path);
      if (before === name) throw new UsageError(`${both}; give them different names or folders`);
      if (isOneName(folder, before, name)) {
        throw new UsageError(
          `${both}: ${before} and ${name} are the same name on this file system; write them to different folders`,
        );
      }
    }
    byKey.set(key, [...others, place]);
  }
}

/** @throws {UsageError} when an output would replace an input, other than the one that its job may replace. */
function checkInputs(places: readonly Destination[], jobs: readonly Job[]): void {
  const inputs = new Map(jobs.flatMap(({ reads }) => reads).map((file) => [idAt(file), file]));
  for (const { job, there } of places) {
    const input = there === undefined ? undefined : inputs.get(there);
    if (input === undefined || (job.replaces !== undefined && idAt(job.replaces) === there)) continue;
    throw new UsageError(`${input} is an input and would be overwritten by ${nameOf(job)}; write it elsewhere`);
  }
}

/** @throws {UsageError} when an output would replace a folder that holds an input or another output. */
function checkFolders(places: readonly Destination[], jobs: readonly Job[]): void {
  const replaced = new Map(places.filter(({ job }) => job.writesFolder).map((place) => [place.there, place]));
  replaced.delete(undefined);
  if (replaced.size === 0) return;
  const folders = new Map<string, Destination | undefined>();
  /** The place that `folder` is, or is in. */
  const placeAround = (folder: string): Destination | undefined => {
    if (!folders.has(folder)) {
      const own = replaced.get(idAt(folder));
      folders.set(folder, own ?? (dirname(folder) === folder ? undefined : placeAround(dirname(folder))));
    }
    return folders.get(folder);
  };
  for (const path of [...jobs.flatMap(({ reads }) => reads), ...places.map(({ path }) => path)]) {
    const folder = existsSync(dirname(path)) && path !== '-' ? realpathSync(dirname(path)) : undefined;
    const place = folder === undefined ? undefined : placeAround(folder);
    if (place === undefined) continue;
    throw new UsageError(`${path} is in ${place.path}, which would be replaced by ${nameOf(place.job)}`);
  }
}

function nameOf({ reads }: Job): string {
  return reads.length === 1 ? `the output of ${reads[0]}` : 'the output';
}

/** Names that any file system takes for one have one such key; so may others. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}

/** Asks the file system, with a file of one of the names in a folder of its own: it alone knows how it compares names. */
function isOneFile(folder: string, name: string, other: string): boolean {
  let near = resolve(folder);
  while (!existsSync(near)) near = dirname(near); // a folder that is yet to be made
  const trial = temporaryPathFor(join(near, 'names'));
  const settled = registerUnfinished(trial);
  try {
    mkdirSync(trial, 0o700);
    writeFileSync(join(trial, name), '');
    return existsSync(join(trial, other));
  } catch {
    return false; // nothing can be written there: that is reported next
  } finally {
    removeTree(trial);
    settled();
  }
}

function statusOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined; // reported when the path is checked by itself
  }
}

function idAt(path: string): string | undefined {
  const status = path === '-' ? undefined : statusOf(path);
  return status && idOf(status);
}
