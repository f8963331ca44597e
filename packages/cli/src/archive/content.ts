/** Content to compress: a file, a folder, or standard input. */
import { basename } from 'node:path';
import type { Metadata } from 'surprisal';
import type { Settings } from '../command/settings.js';
import { type FileStatus, type Input, type Peeked, peek } from '../files/input.js';
import { dateOf } from '../files/times.js';

/** Milliseconds from 1970 that the format holds; docs/format.md, "Stream header". */
const STORED_MAX = 2 ** 52 - 1;

export interface Content {
  /** Whether its bytes come from a pipe or a device, so that the first of the archive may be wanted before the last are there. */
  readonly isPiped: boolean;
  /** Mode, times and owners that the archive takes over. */
  readonly status: FileStatus | undefined;
  /** What the archive records about it. */
  readonly metadata: Metadata;
  /** Its bytes, and how many there are if that is known. @param skip the file that is being written, as idOf has it. */
  read(skip: string): Promise<Peeked>;
  /** Approximate size in bytes, for the progress bar. */
  expected(): Promise<number | undefined>;
  /** Whether the source was read completely and unchanged; if not, that has been reported. */
  isSound(): Promise<boolean>;
  close(): Promise<void>;
}

/** @param warn called when it has changed. */
export function fileContent(
  input: Input,
  readAhead: number,
  settings: Settings,
  warn: (what: string) => void,
): Content {
  const { path, size, status, isRegular } = input;
  const stored = { name: basename(path), ...storedTime(status.modified), mode: status.mode };
  return {
    isPiped: !isRegular,
    // A pipe or a device has a mode, times and owners of its own, which are not those of what comes out of it.
    status: isRegular ? status : undefined,
    metadata: isRegular && settings.metadata ? stored : {},
    read: async () => (size !== undefined ? { chunks: input.chunks(), size } : peek(input.chunks(), readAhead)),
    expected: async () => size,
    async isSound() {
      if (!(await input.hasChanged())) return true;
      warn('changed while it was being read; the archive holds what was read');
      return false;
    },
    close: () => input.close(),
  };
}

/** The time, if the format and a Date can hold it. */
function storedTime(time: bigint): Metadata {
  const stored = dateOf(time);
  if (stored === undefined || Math.abs(stored.date.getTime()) > STORED_MAX) return {};
  const { date: modified, nanoseconds } = stored;
  return { modified, ...(nanoseconds > 0 && { modifiedNanoseconds: nanoseconds }) };
}

export function standardInput(readAhead: number): Content {
  return {
    isPiped: true,
    status: undefined,
    metadata: {},
    read: () => peek(process.stdin, readAhead),
    expected: async () => undefined,
    isSound: async () => true,
    close: async () => {},
  };
}
