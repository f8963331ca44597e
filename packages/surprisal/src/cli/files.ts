import { randomBytes } from 'node:crypto';
import { constants, unlinkSync } from 'node:fs';
import { type FileHandle, link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError } from './failure.js';

/** A file or standard input, read whole. */
export interface Input {
  readonly bytes: Uint8Array;
  /** Of a file, not of standard input: what the output takes over. */
  readonly source?: { readonly mode: number; readonly accessed: Date; readonly modified: Date };
}

/** Bytes asked of the system at once. */
const READ_BYTES = 1 << 20;

/** @throws what the system reports, or a FileError for a directory. */
export async function readInput(path: string): Promise<Input> {
  const file = await open(path, 'r');
  try {
    const status = await file.stat();
    if (status.isDirectory()) throw new FileError('is a directory');
    const bytes = await readAll(file, status.size);
    if (!status.isFile()) return { bytes };
    return { bytes, source: { mode: status.mode & 0o7777, accessed: status.atime, modified: status.mtime } };
  } finally {
    await file.close();
  }
}

/** All there is to read, whatever the size was expected to be. */
async function readAll(file: FileHandle, expected: number): Promise<Uint8Array> {
  let bytes = new Uint8Array(expected + 1);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(READ_BYTES, bytes.length - at), null);
    at += bytesRead;
    if (bytesRead === 0) return bytes.subarray(0, at);
    if (at < bytes.length) continue;
    const larger = new Uint8Array(bytes.length * 2);
    larger.set(bytes);
    bytes = larger;
  }
}

export async function readStandardInput(): Promise<Input> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return { bytes: Buffer.concat(parts) };
}

/** Resolves when standard output has taken all of it. */
export function writeStandardOutput(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

let unfinished: string | undefined;

/** Removes a file that is being written; for signal handlers, so at once. */
export function removeUnfinished(): void {
  if (unfinished !== undefined) unlinkSync(unfinished);
}

/**
 * Writes a whole file or none: beside its place first, to the disk, then under its name.
 * @param overwrite otherwise a file that exists is a FileError, and stays.
 * @param source gives mode and times, when the content came from a file.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  overwrite: boolean,
  source: Input['source'],
): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory()) throw new FileError(`${path} is a directory`);
  if (status !== undefined && !status.isFile()) return writeDirectly(path, bytes); // a device or a pipe
  if (status !== undefined && !overwrite) throw exists(path);

  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
  const file = await open(beside, flags, source === undefined ? 0o666 : 0o600);
  unfinished = beside;
  try {
    try {
      await file.writeFile(bytes);
      if (source !== undefined) {
        await file.chmod(source.mode);
        await file.utimes(source.accessed, source.modified);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (overwrite) await rename(beside, path);
    else await publish(beside, path);
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  } finally {
    unfinished = undefined;
  }
  await syncFolder(dirname(path));
}

/** Gives `beside` its name, unless another file took it meanwhile: linking fails then, renaming does not. */
async function publish(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(path);
    return rename(beside, path); // a file system without links
  }
  await unlink(beside);
}

async function writeDirectly(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** Makes the new name last; not every system can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

function exists(path: string): FileError {
  return new FileError(`${path} already exists; -f overwrites it`);
}
