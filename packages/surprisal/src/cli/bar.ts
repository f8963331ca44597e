import { fstatSync } from 'node:fs';
import { duration, grouped, scaled } from './numbers.js';
import type { Settings } from './settings.js';
import { shown } from './terminal.js';

/** Cells of the bar itself. */
const WIDTH = 24;
/** Work that is over sooner shows no bar. */
const QUIET_MS = 300;
/** Time between two pictures. */
const FRAME_MS = 100;
/** Characters of the name, at most. */
const NAME_MAX = 32;

/** How far work is, as compress and decompress tell it. */
interface Progress {
  /** Bytes of content done. */
  readonly content: number;
  /** Bytes of compressed data for them. */
  readonly code: number;
}

/** A line on a terminal that says how far the work is; nothing where there is no terminal. */
export class Bar {
  readonly #to: NodeJS.WriteStream | undefined;
  readonly #name: string;
  readonly #start: number = performance.now();
  #last = Number.NEGATIVE_INFINITY;
  /** Bytes of content in all, once that is known. */
  total: number | undefined;

  constructor(name: string, to: NodeJS.WriteStream | undefined) {
    this.#name = shown(name).slice(-NAME_MAX);
    this.#to = to?.isTTY ? to : undefined;
  }

  /** Whether anybody sees it. */
  get isOn(): boolean {
    return this.#to !== undefined;
  }

  /** As a function on its own: it is passed on as one. */
  readonly show = ({ content, code }: Progress): void =>
    this.#draw(content, (seconds) => [
      scaled(content),
      code > 0 ? `ratio ${(content / code).toFixed(2)}` : '',
      `${scaled(content / seconds)}/s`,
    ]);

  /** The same for things that are counted. */
  readonly count = ({ done, total }: { readonly done: number; readonly total: number }): void => {
    this.total = total;
    this.#draw(done, () => [`${grouped(done)} of ${grouped(total)}`]);
  };

  /** A line that stays, above the bar. */
  say(what: string): void {
    this.#to?.write(`${this.#name}: ${what}\n`);
  }

  /** @param tell what else there is to tell, after so many seconds. */
  #draw(done: number, tell: (seconds: number) => string[]): void {
    const now = performance.now();
    const seconds = (now - this.#start) / 1000;
    if (this.#to === undefined || seconds * 1000 < QUIET_MS || now - this.#last < FRAME_MS) return;
    this.#last = now;
    const parts = [this.#name, this.#picture(done), ...tell(seconds), this.#left(done, seconds)];
    const line = parts.filter((part) => part !== '').join('  ');
    this.#to.write(`\r\x1b[K${line.slice(0, this.#to.columns - 1)}`);
  }

  /** Takes the line away. */
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

/** What goes to standard output meanwhile: nothing; data as they come; or what is told when the work, or that on a file, is done. */
export type Output = 'nothing' | 'data' | 'report';

/** A bar that is drawn on standard error, if that is a terminal and nothing else writes there; not with -q or --json. */
export function barFor(name: string, { quiet, json }: Settings, output: Output): Bar {
  return new Bar(name, quiet || json || isTaken(output) ? undefined : process.stderr);
}

/** Whether the terminal may be written to meanwhile: by the data themselves, or by who is at the other end of a pipe. */
function isTaken(output: Output): boolean {
  if (output === 'nothing') return false;
  const stdout = fstatSync(1);
  return output === 'data' ? !stdout.isFile() : stdout.isFIFO() || stdout.isSocket();
}
