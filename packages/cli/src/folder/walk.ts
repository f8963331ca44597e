/** Walks a folder. */
import type { BigIntStats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { messageOf } from '../base/failure.js';
import { escaped } from '../base/terminal.js';
import { idOf } from '../files/output.js';
import { type Member, nameText } from './member.js';
import type { Owners } from './owners.js';
import { NO_OWNER } from './tar/write.js';

/** A member, and the path of its content. */
export interface Found {
  readonly member: Member;
  readonly path: Buffer;
}

/** Whether to leave out what has this name, with all that is in it. */
export type Excludes = (name: Buffer) => boolean;

/** Called with a message. */
export type Warn = (what: string) => void;

export interface Walk {
  /** Looks up owners; undefined leaves them out. */
  readonly owners: Owners | undefined;
  /** Asked about all but the folder itself. */
  readonly excludes: Excludes;
  /** Called for what should be in the archive but cannot be read. */
  readonly warn: Warn;
  /** Called for special files, which no archive holds. */
  readonly note: Warn;
  /** A file not to archive: the one that is being written. */
  readonly skip: string | undefined;
}

/**
 * All that is below a folder, and first the folder itself: in the order of the bytes of their names, so that the same
 * folder gives the same archive. Symbolic links are not followed; of several hard links the first is the file.
 *
 * @param path of the folder. @param name what to call it. @param seen names of files with several, by their ids.
 */
export async function* walk(
  path: Buffer,
  name: Buffer,
  walking: Walk,
  seen: Map<string, Buffer> = new Map(),
): AsyncGenerator<Found, void> {
  const { owners, excludes, warn, note, skip } = walking;
  const stats = await orSkip(name, warn, lstat(path, { bigint: true }));
  if (stats === undefined || idOf(stats) === skip) return;
  const kind = kindOf(stats);
  if (kind === 'other') return note(`${escaped(nameText(name))} is ${specialOf(stats)}, which has no content; skipped`);
  const owner = (await owners?.of(Number(stats.uid), Number(stats.gid))) ?? NO_OWNER;
  const common = { name, mode: Number(stats.mode & 0o7777n), owner, modified: stats.mtimeNs };
  if (kind === 'symlink') {
    const target = await orSkip(name, warn, readlink(path, { encoding: 'buffer' }));
    if (target !== undefined) yield { path, member: { ...common, kind, size: 0, target } };
  } else if (kind === 'file') {
    const target = stats.nlink > 1n ? seen.get(idOf(stats)) : undefined;
    if (stats.nlink > 1n) seen.set(idOf(stats), target ?? name);
    if (target !== undefined) yield { path, member: { ...common, kind: 'link', size: 0, target } };
    else yield { path, member: { ...common, kind, size: Number(stats.size) } };
  } else {
    const entries = await orSkip(name, warn, readdir(path, { encoding: 'buffer' }));
    yield { path, member: { ...common, kind, size: 0 } };
    for (const entry of (entries ?? []).sort(Buffer.compare)) {
      const member = joined(name, entry);
      if (!excludes(member)) yield* walk(joined(path, entry), member, walking, seen);
    }
  }
}

function kindOf(stats: BigIntStats): Member['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}

function specialOf(stats: BigIntStats): string {
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function joined(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}

/** The result of `work`; if it fails, that is reported and the member skipped: it may have disappeared meanwhile. */
export async function orSkip<T>(name: Buffer, warn: Warn, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    warn(`${escaped(nameText(name))}: ${messageOf(error)}; skipped`);
    return undefined;
  }
}
