import { fstatSync } from 'node:fs';
import { approximately, duration, grouped, scaled } from '../base/numbers.js';
import { escaped } from '../base/terminal.js';
import type { Settings } from '../command/settings.js';
import { ratio } from './report.js';

/** Cells of the bar itself. */
const WIDTH = 24;
/** Work that ends sooner shows no bar. */
const QUIET_MS = 300;
/** Time between two redraws. */
const FRAME_MS = 100;
/** Characters of the name, at most. */
const NAME_MAX = 32;
/** Without a terminal: work estimated to take longer than SLOW_SECONDS after LOOK_SECONDS is announced. */
const SLOW_SECONDS = 30;
const LOOK_SECONDS = 2;

/** Progress, as compress and decompress report it. */
interface Progress {
  /** Bytes of content done. */
  readonly content: number;
  /** Bytes of compressed data for them. */
  readonly code: number;
}

/** A line on a terminal that shows progress. Elsewhere, one line that announces slow work. */
export class ProgressBar {
  readonly #to: NodeJS.WriteStream | undefined;
  readonly #name: string;
  readonly #start: number = performance.now();
  #last = Number.NEGATIVE_INFINITY;
  /** What was done, and when, the first time that anything was: what comes before it is no measure of speed. */
  #first: { readonly done: number; readonly seconds: number } | undefined;
  #isAnnounced = false;
  /** Bytes of content in all, once that is known. */
  total: number | undefined;

  constructor(name: string, to: NodeJS.WriteStream | undefined) {
    this.#name = escaped(name).slice(-NAME_MAX);
    this.#to = to;
  }

  /** Whether it is shown anywhere. */
  get isOn(): boolean {
    return this.#to !== undefined;
  }

  /** As a function on its own: it is passed on as one. */
  readonly show = ({ content, code }: Progress): void =>
    this.#draw(
      content,
      (seconds) => [
        scaled(content),
        code > 0 ? `ratio ${ratio({ contentSize: content, streamSize: code })}` : '',
        `${scaled(content / seconds)}/s`,
      ],
      scaled,
    );

  /** The same for work that is counted in items. */
  readonly count = ({ done, total }: { readonly done: number; readonly total: number }): void => {
    this.total = total;
    this.#draw(done, () => [`${grouped(done)} of ${grouped(total)}`], grouped);
  };

  /** @param more further parts of the line, given the seconds spent. @param amount the total, in words. */
  #draw(done: number, more: (seconds: number) => string[], amount: (total: number) => string): void {
    const now = performance.now();
    const seconds = (now - this.#start) / 1000;
    if (this.#to === undefined || seconds * 1000 < QUIET_MS || now - this.#last < FRAME_MS) return;
    if (!this.#to.isTTY) {
      this.#announce(done, seconds, amount);
      return;
    }
    this.#last = now;
    const parts = [this.#name, this.#picture(done), ...more(seconds), this.#left(done, seconds)];
    const line = parts.filter((part) => part !== '').join('  ');
    this.#to.write(`\r\x1b[K${line.slice(0, this.#to.columns - 1)}`);
  }

  #announce(done: number, seconds: number, amount: (total: number) => string): void {
    if (this.#isAnnounced || !this.total || done === 0) return;
    this.#first ??= { done, seconds };
    const spent = seconds - this.#first.seconds;
    if (spent < LOOK_SECONDS || done === this.#first.done) return;
    this.#isAnnounced = true;
    const left = (spent * (this.total - done)) / (done - this.#first.done);
    if (left > SLOW_SECONDS)
      this.#to?.write(`${this.#name}: ${amount(this.total)}, about ${approximately(left)} to go\n`);
  }

  /** Clears the line. */
  clear(): void {
    if (this.#last > 0) this.#to?.write('\r\x1b[K');
    this.#last = Number.NEGATIVE_INFINITY;
  }

  #picture(content: number): string {
    if (!this.total) return '';
    const done = Math.min(content / this.total, 1);
    const filled = Math.round(done * WIDTH);
    return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(done * 100)}%`;
  }

  #left(content: number, seconds: number): string {
    if (!this.total || content === 0) return '';
    return `${duration(seconds * Math.max(this.total / content - 1, 0))} left`;
  }
}

/** What standard output gets meanwhile: nothing; data as it is made; or a report once the work, or that on a file, is done. */
export type StdoutUse = 'nothing' | 'data' | 'report';

/** A bar on standard error, unless that is a terminal where something else is written; not with -q or --json. */
export function progressBarFor(name: string, { quiet, json }: Settings, output: StdoutUse): ProgressBar {
  const isSilent = quiet || json || (process.stderr.isTTY && sharesTerminal(output));
  return new ProgressBar(name, isSilent ? undefined : process.stderr);
}

/** Whether the terminal may be written to meanwhile: by the data itself, or by the reader of a pipe. */
function sharesTerminal(output: StdoutUse): boolean {
  if (output === 'nothing') return false;
  const stdout = fstatSync(1);
  return output === 'data' ? !stdout.isFile() : stdout.isFIFO() || stdout.isSocket();
}
