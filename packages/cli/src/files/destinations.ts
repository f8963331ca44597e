/** Where outputs go. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileError, UsageError, withPath } from '../base/failure.js';
import type { Settings } from '../command/settings.js';

const SUFFIX = '.srp';

type Destination = Pick<Settings, 'stdout' | 'output' | 'force'>;

/** @returns the path of the archive of `file`; undefined for standard output. @throws {FileError} */
export async function archivePath(file: string, { stdout, output, force }: Destination): Promise<string | undefined> {
  if (stdout) return undefined;
  const folder = await outputFolder(output);
  if (folder === undefined && (output !== undefined || file === '-')) return output;
  if (file === '-') throw new FileError('has no name to derive the output name from; name the output with -o');
  const name = file.replace(/\/+$/, '');
  if (/^(\.{1,2}|)$/.test(basename(name)))
    throw new FileError('has no name to derive the output name from; name the output with -o');
  if (hasSuffix(name) && !force) throw new FileError(`already ends in ${SUFFIX}; use -f to compress it again`);
  return pathInFolder(folder, name + SUFFIX);
}

/**
 * @param stored the name in the archive, if it is to be used.
 * @returns the path of the content of `file`; undefined for standard output. @throws {FileError}
 */
export async function contentPath(
  file: string,
  { stdout, output }: Destination,
  stored: string | undefined,
): Promise<string | undefined> {
  if (stdout) return undefined;
  const folder = await outputFolder(output);
  if (folder === undefined && (output !== undefined || file === '-')) return output;
  if (file === '-') throw new FileError('has no name to derive the output name from; name the output with -o');
  if (stored !== undefined) return pathInFolder(folder ?? dirname(file), stored);
  if (!hasSuffix(file)) throw new FileError(`does not end in ${SUFFIX}; name the output with -o, or use -c`);
  return pathInFolder(folder, file.slice(0, -SUFFIX.length));
}

/** `output` if it is a folder, or names one by a slash at its end; undefined if it is a file. */
export async function outputFolder(output: string | undefined): Promise<string | undefined> {
  if (output === undefined || output.endsWith('/')) return output;
  const status = await stat(output).catch(() => undefined);
  return status?.isDirectory() ? output : undefined;
}

/** @throws {UsageError} when several files would be written to one file. */
export async function checkDestination({ files, output }: Settings): Promise<void> {
  if (files.length > 1 && output !== undefined && (await outputFolder(output)) === undefined) {
    throw new UsageError('-o OUT takes a single FILE unless OUT is a folder');
  }
}

function hasSuffix(file: string): boolean {
  return file.endsWith(SUFFIX) && basename(file).length > SUFFIX.length;
}

/** The path in `folder`, which is created if its parent exists; `path` itself without a folder. */
async function pathInFolder(folder: string | undefined, path: string): Promise<string> {
  if (folder === undefined) return path;
  const status = await stat(folder.replace(/(?<=.)\/+$/, '')).catch(() => undefined);
  if (status === undefined) await withPath(folder, mkdir(folder));
  else if (!status.isDirectory()) throw new FileError(`${folder} is not a directory`);
  return join(folder, basename(path));
}
