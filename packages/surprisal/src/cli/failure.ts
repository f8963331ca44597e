/** How the command ends, and what it says then: `surprisal: FILE: what; what to do`. */

/** Exit codes, as `surprisal --help` tells them. */
export const EXIT_OK = 0;
export const EXIT_DATA = 1;
export const EXIT_USAGE = 2;
/** As a shell tells of a command that SIGPIPE ended: 128 + 13. Node cannot be ended by it. */
export const EXIT_CLOSED_PIPE = 141;

/** The command was called in a way that cannot be meant. */
export class UsageError extends Error {}

/** What went wrong with one file, for one line to a person. */
export class FileError extends Error {}

const SYSTEM: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'the directory is not empty',
  EEXIST: 'already exists; -f overwrites it',
  ENOSPC: 'no space left on the device; free some, or write elsewhere with -o',
  EDQUOT: 'the disk quota is used up; free some, or write elsewhere with -o',
  EFBIG: 'the file system takes no file as large as this',
  EROFS: 'the file system is read-only; write elsewhere with -o',
  EIO: 'the device reports an error',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
};

/** One line that says what `error` means. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return (code !== undefined && SYSTEM[code]) || error.message.split('\n', 1)[0] || error.name;
}

/** What `work` gives; what the system has against it is said of `path`. @throws {FileError} */
export async function of<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new FileError(`${path}: ${describe(error)}`);
  }
}
