/** A run over files, one after another, each with its own success or failure. */

import { type ErrorDetails, EXIT_DATA, EXIT_OK, errorJson, messageOf, UsageError } from '../base/failure.js';
import { escaped, printError } from '../base/terminal.js';
import type { Settings } from '../command/settings.js';
import { adviceOn } from '../report/advice.js';
import { type ProgressBar, progressBarFor, type StdoutUse } from '../report/progress-bar.js';
import { reportStream } from '../report/report.js';
import { checkJob, checkJobNamingFile } from './checks.js';
import { checkConflicts } from './conflicts.js';
import type { Job } from './job.js';

/** Messages about a file while it is worked on. */
export interface Reporter {
  /** Reports a problem; the exit code becomes 1. */
  warn(what: string): void;
  /** Reports something worth knowing that is not a problem. */
  note(what: string): void;
}

/** One file's turn. */
export interface Turn<J extends Job = Job> extends Reporter {
  /** The path, or `-`. */
  readonly file: string;
  /** Its name in messages. */
  readonly name: string;
  /** What is read and written for it. */
  readonly job: J;
  readonly bar: ProgressBar;
  /** Whether warn() was called. */
  hasWarned(): boolean;
}

/** Node decodes the command line as UTF-8, and replaces invalid bytes by U+FFFD. */
const NOT_UTF8 = 'no such file; if its name is not valid UTF-8, use a pipe, or compress the folder that contains it';

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/** Does `work` for every file, which is only read; goes on to the next when one fails. @returns the exit code. */
export async function forEachFile(
  settings: Settings,
  output: StdoutUse,
  work: (turn: Turn) => Promise<void>,
): Promise<number> {
  return (await Run.plan(settings, output, async (file) => ({ reads: [file] }))).each(work);
}

/** Files to work on: what will be done with each is planned and checked before the work on the first. */
export class Run<J extends Job> {
  readonly #settings: Settings;
  readonly #output: StdoutUse;
  readonly #planned: { readonly file: string; readonly job: J }[] = [];
  #exitCode = EXIT_OK;

  private constructor(settings: Settings, output: StdoutUse) {
    this.#settings = settings;
    this.#output = output;
  }

  /**
   * A file with a problem is reported, and the run goes on without it.
   * @param output use of standard output. @param jobOf the job of a file; throws if there is none.
   * @param also further jobs of the run.
   * @throws {UsageError} when jobs conflict. @throws {FileError} when one of `also` cannot be done.
   */
  static async plan<J extends Job>(
    settings: Settings,
    output: StdoutUse,
    jobOf: (file: string) => Promise<J>,
    also: readonly Job[] = [],
  ): Promise<Run<J>> {
    const plans: ({ file: string; job: J } | { file: string; error: unknown })[] = [];
    for (const file of settings.files) {
      const plan = jobOf(file).then(
        (job) => ({ file, job }),
        (error: unknown) => ({ file, error }),
      );
      plans.push(await plan);
    }
    checkConflicts([...also, ...plans.flatMap((plan) => ('job' in plan ? plan.job : []))]);
    for (const job of also) checkJobNamingFile(job, settings.force);
    const run = new Run<J>(settings, output);
    for (const plan of plans) {
      await run.#attempt(plan.file, undefined, async () => {
        if ('error' in plan) throw plan.error;
        checkJob(plan.job, settings.force);
        run.#planned.push(plan);
      });
    }
    return run;
  }

  /** Whether no file can be worked on: the exit code is EXIT_DATA then, if there was one. */
  get isEmpty(): boolean {
    return this.#planned.length === 0;
  }

  /** Does `work` for every file; goes on to the next when one fails. @returns the exit code. */
  async each(work: (turn: Turn<J>) => Promise<void>): Promise<number> {
    for (const { file, job } of this.#planned) {
      const name = nameOf(file);
      const bar = progressBarFor(name, this.#settings, this.#output);
      let hasWarned = false;
      const reporter: Reporter = {
        warn: (what) => {
          hasWarned = true;
          this.#say(name, bar, what);
        },
        note: (what) => {
          if (!this.#settings.quiet) this.#print(name, bar, what, JSON.stringify({ input: name, note: what }));
        },
      };
      await this.#attempt(file, bar, () => work({ file, name, job, bar, ...reporter, hasWarned: () => hasWarned }));
    }
    return this.#exitCode;
  }

  /** Does `work`, and reports what it throws, but for what ends the run. */
  async #attempt(file: string, bar: ProgressBar | undefined, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof UsageError || (error as NodeJS.ErrnoException).code === 'EPIPE') throw error;
      const isMisread = (error as NodeJS.ErrnoException).code === 'ENOENT' && file.includes('\ufffd');
      const what = isMisread ? NOT_UTF8 : messageOf(error) + adviceOn(file, error as ErrorDetails);
      this.#say(nameOf(file), bar, what, error as ErrorDetails);
    }
  }

  #say(name: string, bar: ProgressBar | undefined, what: string, error: ErrorDetails = {}): void {
    this.#print(name, bar, what, errorJson(what, error, name));
    this.#exitCode = EXIT_DATA;
  }

  #print(name: string, bar: ProgressBar | undefined, what: string, json: string): void {
    bar?.clear();
    if (this.#settings.json) reportStream(this.#output === 'data').write(`${json}\n`);
    else printError(`${escaped(name)}: ${escaped(what)}`);
  }
}
