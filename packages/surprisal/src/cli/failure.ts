/** Exit codes, as `surprisal --help` tells them. */
export const EXIT_OK = 0;
export const EXIT_DATA = 1;
export const EXIT_USAGE = 2;
/** A closed pipe and signals end a command as its shell expects: 128 + the number of the signal. */
export const EXIT_SIGNAL = { SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const;

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
  EEXIST: 'already exists',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
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
