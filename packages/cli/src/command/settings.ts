/** Settings: the checked options of verbs that work on files. */
import type { Level } from 'surprisal';
import { UsageError } from '../base/failure.js';
import {
  type COMPRESSION,
  type DECODING,
  type INPUT,
  type JOBS,
  NAMED_LEVELS,
  type OUTPUT,
  type OWNERSHIP,
  type REPORTING,
} from './options.js';
import { parseSize } from './values.js';
import type { Values } from './verb.js';

/** All that can be given; each verb has a part of it. */
type Given = Values<
  typeof REPORTING &
    typeof OUTPUT &
    typeof INPUT &
    typeof JOBS &
    typeof COMPRESSION &
    typeof OWNERSHIP &
    typeof DECODING
>;

export interface Settings {
  readonly files: readonly string[];
  /** Write to standard output. */
  readonly stdout: boolean;
  /** A path; with / at its end, or where there is a folder, it is that of a folder. */
  readonly output: string | undefined;
  readonly force: boolean;
  /** Remove the input when all is written. */
  readonly remove: boolean;
  readonly level: Level | undefined;
  readonly model: string | undefined;
  /** A file, `none` or `default`. */
  readonly prior: string;
  /** Content in a frame; undefined leaves it to the library. */
  readonly frameSize: number | undefined;
  /** Frames to work on at once; undefined leaves it to the machine. */
  readonly jobs: number | undefined;
  readonly memoryLimit: number | undefined;
  readonly metadata: boolean;
  /** Globs of files to skip in folders. */
  readonly exclude: readonly string[];
  readonly excludeVcs: boolean;
  /** Store and restore the owners of the members of folders. */
  readonly sameOwner: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly quiet: boolean;
}

const FRAME_BYTES_MAX = 2 ** 31;
const JOBS_MAX = 256;

/** @throws {UsageError} */
export function settingsOf(given: Given, operands: readonly string[]): Settings {
  const files = operands.length === 0 ? ['-'] : operands;
  const levels = new Set(
    [given.level, ...NAMED_LEVELS.filter((level) => given[level])].filter((level) => level !== undefined),
  );
  const output = given.output === '-' ? undefined : given.output;
  if (levels.size > 1) throw new UsageError(`conflicting levels: ${[...levels].join(', ')}`);
  if (levels.size > 0 && given.model !== undefined) throw new UsageError('a level and --model cannot be combined');
  if (given.cold && given.prior !== undefined) throw new UsageError('--cold and --prior cannot be combined');
  if (output !== undefined && given.stdout) throw new UsageError('-c and -o cannot be combined');
  if (given.verbose && given.quiet) throw new UsageError('-v and -q cannot be combined');
  if (given.rm && given.keep) throw new UsageError('--rm and -k cannot be combined');
  if (files.includes('-') && process.stdin.isTTY) {
    throw new UsageError('nothing to read: give a FILE, or pipe data in (see surprisal --help)');
  }
  return {
    files,
    stdout: given.stdout === true || given.output === '-',
    output,
    force: given.force === true,
    remove: given.rm === true,
    level: [...levels][0] as Settings['level'],
    model: given.model,
    prior: given.prior ?? (given.cold ? 'none' : 'default'),
    frameSize: frameSizeOf(given['frame-size']),
    jobs: jobsOf(given.jobs),
    memoryLimit: given['memory-limit'] === undefined ? undefined : parseSize(given['memory-limit'], '--memory-limit'),
    metadata: given.metadata === true,
    exclude: globsOf(given.exclude ?? []),
    excludeVcs: given['exclude-vcs'] === true,
    sameOwner: given['no-same-owner'] !== true,
    json: given.json === true,
    verbose: given.verbose === true,
    quiet: given.quiet === true,
  };
}

function frameSizeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const size = parseSize(text, '--frame-size');
  if (size >= 1 && size <= FRAME_BYTES_MAX) return size;
  throw new UsageError('--frame-size takes 1 to 2G');
}

function globsOf(globs: readonly string[]): readonly string[] {
  const empty = globs.find((glob) => /^[./]*$/.test(glob));
  if (empty === undefined) return globs;
  throw new UsageError(`--exclude takes a GLOB, such as '*.log' or build/cache, not '${empty}'`);
}

function jobsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = Number(text);
  if (/^\d+$/.test(text) && jobs <= JOBS_MAX) return jobs === 0 ? undefined : jobs;
  throw new UsageError(`-j takes a number from 0 to ${JOBS_MAX}, not '${text}'`);
}
