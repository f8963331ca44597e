/** Exit codes and error messages: `surprisal: FILE: what; what to do`. */

/** Exit codes, as documented in `surprisal --help`. */
export const EXIT_OK = 0;
export const EXIT_DATA = 1;
export const EXIT_USAGE = 2;
/** As a shell reports a command ended by SIGPIPE: 128 + 13. Node ignores that signal. */
export const EXIT_CLOSED_PIPE = 141;

/** The command line is invalid. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** What went wrong with one file, in one line. Its cause, if any, has the details for programs. */
export class FileError extends Error {
  get code(): string | undefined {
    return (this.cause as ErrorDetails | undefined)?.code;
  }

  get offset(): number | undefined {
    return (this.cause as ErrorDetails | undefined)?.offset;
  }
}

const SYSTEM: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  EISDIR: 'is a directory',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  EEXIST: 'already exists; use -f to overwrite it',
  ENOSPC: 'no space left on the device; free some space, or write elsewhere with -o',
  EDQUOT: 'disk quota exceeded; free some space, or write elsewhere with -o',
  EFBIG: 'the file is too large for the file system',
  EROFS: 'the file system is read-only; write elsewhere with -o',
  EIO: 'input/output error on the device',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'file name too long',
  EMFILE: 'too many open files',
};

/** What V8 reserves for each instance of WebAssembly, whatever it uses, so that it need not check the bounds of accesses. */
const NO_ADDRESS_SPACE =
  'not enough address space: each model reserves 10 GiB, though it uses far less; raise the limit (ulimit -v), or use -j 1';

/** `error` in one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof RangeError && /^WebAssembly\b.*memory/i.test(error.message)) return NO_ADDRESS_SPACE;
  const { syscall, code } = error as NodeJS.ErrnoException;
  return (syscall !== undefined && code !== undefined && SYSTEM[code]) || error.message.split('\n', 1)[0] || error.name;
}

/** The result of `work`; errors of the system are reported with `path`. @throws {FileError} */
export async function withPath<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new FileError(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

/** The same for programs: the message, and the code of a StreamError or of the system. */
export function errorJson(error: string, { code, offset, frame }: ErrorDetails, input?: string): string {
  return JSON.stringify({
    input: input ?? null,
    error,
    code: code ?? null,
    offset: offset ?? null,
    ...(frame && { frame }),
  });
}

/** Details of an error for programs. */
export interface ErrorDetails {
  readonly code?: string | undefined;
  /** Byte of a stream. */
  readonly offset?: number | undefined;
  /** The damaged frame: the bytes of the content that it covers. */
  readonly frame?: { readonly start: number; readonly end: number | undefined; readonly last: boolean } | undefined;
}
