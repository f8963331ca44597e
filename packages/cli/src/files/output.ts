/** Outputs: files written atomically, standard output, or nothing. */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError, messageOf, withPath } from '../base/failure.js';
import type { FileStatus } from './input.js';
import { syncPath } from './sync.js';
import { forUtimes, setExactTime } from './times.js';
import { registerUnfinished } from './unfinished.js';

/** Takes bytes in order; then `finish`, or `abandon` when anything fails, `finish` too: see withOutput. */
export interface Output {
  /** What it writes to, as idOf has it. */
  readonly id: string;
  /** The path; undefined for standard output. */
  readonly path: string | undefined;
  write(bytes: Uint8Array): Promise<void>;
  /** Nothing is under its final name before. @param status mode, times and owners to give it. */
  finish(status?: FileStatus): Promise<void>;
  /** Leaves no trace, as far as that is possible. Does not fail. */
  abandon(): Promise<void>;
}

/** Discards everything. */
export const DISCARDED: Output = {
  id: '',
  path: undefined,
  write: async () => {},
  finish: async () => {},
  abandon: async () => {},
};

/** Identifies a file, whatever its names. */
export function idOf({ dev, ino }: Pick<BigIntStats, 'dev' | 'ino'>): string {
  return `${dev}:${ino}`;
}

export const STANDARD_OUTPUT: Output = {
  id: idOf(fstatSync(1, { bigint: true })),
  path: undefined,
  /** Resolves when all of it is taken. */
  write: (bytes) =>
    new Promise((resolve, reject) => {
      process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
    }),
  finish: async () => {},
  abandon: async () => {},
};

/**
 * Whether `path` can be written, as far as that can be known before it is.
 * @param overwrite otherwise a file that exists is a FileError. @param folders whether `path` may become a folder.
 * @throws {FileError}
 */
export function checkOutput(path: string, overwrite: boolean, folders = false): void {
  try {
    const target = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (target === undefined || isReplaced(target)) {
      if (target?.isDirectory() && !folders)
        throw new FileError(`${path} is a directory; use ${path}/ to write into it`);
      // A link that leads nowhere takes the name, too.
      if (!overwrite && lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw alreadyExists(path);
      accessSync(dirname(path), constants.W_OK | constants.X_OK);
    } else accessSync(path, constants.W_OK);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** Whether an output takes the place of what has its name; a device or a pipe, and standard output, are written to. */
export function isReplaced(target: BigIntStats): boolean {
  return (target.isFile() || target.isDirectory()) && idOf(target) !== STANDARD_OUTPUT.id;
}

/**
 * The file `path`. A device or a pipe that has this name is written to, not replaced; nor is /dev/stdout, whatever it
 * leads to.
 * @throws {FileError} as checkOutput does.
 */
export async function openOutput(path: string, overwrite: boolean): Promise<Output> {
  checkOutput(path, overwrite);
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (status !== undefined && idOf(status) === STANDARD_OUTPUT.id) return STANDARD_OUTPUT;
  if (status !== undefined && !isReplaced(status)) return directOutput(path, await withPath(path, open(path, 'w')));
  return atomicOutput(path, overwrite);
}

/** Bytes of a name that besideOf keeps: with its own it stays below the 255 of most file systems, and the 143 of eCryptfs. */
const NAME_BYTES = 120;

/** An unused path in the folder of `path`. */
export function temporaryPathFor(path: string): string {
  let name = basename(path);
  while (Buffer.byteLength(name) > NAME_BYTES) name = name.slice(0, -1);
  return join(dirname(path), `.${name}.${randomBytes(6).toString('hex')}.tmp`);
}

function directOutput(path: string, file: FileHandle): Output {
  return {
    id: '',
    path,
    write: (bytes) => writeAll(file, bytes),
    finish: () => file.close(),
    abandon: () => file.close().catch(() => {}),
  };
}

/** Written to a temporary file in the same folder, synced, and renamed: the whole file appears, or nothing. */
async function atomicOutput(path: string, overwrite: boolean): Promise<Output> {
  const beside = temporaryPathFor(path);
  const settled = registerUnfinished(beside);
  const { file, id } = await withPath(path, create(beside)).catch((error: unknown) => {
    rmSync(beside, { force: true });
    settled();
    throw error;
  });
  const remove = async (): Promise<void> => {
    await file.close().catch(() => {});
    await unlink(beside).catch(() => {});
    settled();
  };
  const seal = async (status: FileStatus | undefined): Promise<void> => {
    await file.chmod(status === undefined ? 0o666 & ~process.umask() : await inherited(file, status));
    if (status !== undefined) {
      await file.utimes(forUtimes(status.accessed), forUtimes(status.modified));
      await setExactTime(beside, status.modified);
    }
    await file.sync();
    await file.close();
    if (overwrite) await rename(beside, path);
    else await publish(beside, path);
  };
  return {
    id,
    path,
    write: (bytes) => withPath(path, writeAll(file, bytes)),
    async finish(status) {
      await withPath(path, seal(status));
      settled();
      await syncPath(dirname(path)); // so that the new name lasts
    },
    abandon: remove,
  };
}

/**
 * Gives the file the owner and group in `status`, as far as that is allowed.
 * @returns its mode: that of `status`, less what a different group must not get (as in xz), and without the set-ID bits.
 */
async function inherited(file: FileHandle, { owner, group, mode }: FileStatus): Promise<number> {
  const made = await file.stat();
  if (made.uid !== owner) await file.chown(owner, -1).catch(() => {});
  const isOfGroup =
    made.gid === group ||
    (await file.chown(-1, group).then(
      () => true,
      () => false,
    ));
  if (isOfGroup) return mode & 0o777;
  const common = (mode >> 3) & mode & 0o7;
  return (mode & 0o700) | (common << 3) | common;
}

/** A new file that only its owner can read, made at once: a signal finds it made and registered, or not made. */
async function create(path: string): Promise<{ file: FileHandle; id: string }> {
  closeSync(openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600));
  const file = await open(path, 'r+');
  return { file, id: idOf(await file.stat({ bigint: true })) };
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    at += (await file.write(bytes, at, bytes.length - at, null)).bytesWritten;
  }
}

/** Gives the temporary file its name, unless another file has taken it: linking fails then, renaming does not. */
async function publish(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw alreadyExists(path);
    return rename(beside, path); // a file system without links
  }
  await unlink(beside);
}

export function alreadyExists(path: string): FileError {
  return new FileError(`${path} already exists; use -f to overwrite it`);
}
