/** What all tasks have in common: file after file, each with its own success or failure. */
import { type Bar, barFor, type Output } from '../bar.js';
import { type Cause, describe, EXIT_DATA, EXIT_OK, errorJson, UsageError } from '../failure.js';
import { reportStream } from '../report.js';
import type { Settings } from '../settings.js';
import { complain, shown } from '../terminal.js';

/** One file's turn. */
export interface Turn {
  /** The path, or `-`. */
  readonly file: string;
  /** What to call it. */
  readonly name: string;
  readonly bar: Bar;
  /** Says what is not as it should be, and makes the exit code say so too; the work goes on. */
  warn(what: string): void;
  /** Whether it had to. */
  hasWarned(): boolean;
}

/** Node reads the command line as UTF-8, and gives such a character for what is none. */
const NOT_UTF8 = 'no such file; if its name is not valid UTF-8, use a pipe, or compress the folder that contains it';

/** Does `work` for every file; goes on to the next when one fails. @returns the exit code. */
export async function forEach(
  settings: Settings,
  output: Output,
  work: (turn: Turn) => Promise<void>,
): Promise<number> {
  let exitCode = EXIT_OK;
  for (const file of settings.files) {
    const name = file === '-' ? 'standard input' : file;
    const bar = barFor(name, settings, output);
    let hasWarned = false;
    const say = (what: string, error: Cause = {}): void => {
      hasWarned = true;
      bar.clear();
      if (settings.json) reportStream(output === 'data').write(`${errorJson(what, error, name)}\n`);
      else complain(`${shown(name)}: ${shown(what)}`);
      exitCode = EXIT_DATA;
    };
    try {
      await work({ file, name, bar, warn: (what) => say(what), hasWarned: () => hasWarned });
    } catch (error) {
      if (error instanceof UsageError || (error as NodeJS.ErrnoException).code === 'EPIPE') throw error;
      const isMisread = (error as NodeJS.ErrnoException).code === 'ENOENT' && file.includes('\ufffd');
      say(isMisread ? NOT_UTF8 : describe(error), error as Cause);
    }
  }
  return exitCode;
}
