import { duration, scaled } from './numbers.js';

/** Cells of the bar itself. */
const WIDTH = 24;
/** Work that is over sooner shows no bar. */
const QUIET_MS = 300;

/** A line on a terminal that says how far the work is; nothing where there is no terminal. */
export class Bar {
  readonly #to: NodeJS.WriteStream | undefined;
  readonly #name: string;
  readonly #start: number = performance.now();
  #shown = false;

  constructor(name: string, to: NodeJS.WriteStream | undefined) {
    this.#name = name;
    this.#to = to?.isTTY ? to : undefined;
  }

  /** @param content bytes of content done, of `total`. @param code bytes of compressed data for them. */
  show({ content, code, total }: { content: number; code: number; total: number | undefined }): void {
    const seconds = (performance.now() - this.#start) / 1000;
    if (this.#to === undefined || seconds * 1000 < QUIET_MS || !total) return;
    this.#shown = true;
    const done = content / total;
    const filled = Math.round(done * WIDTH);
    const line = [
      this.#name,
      `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(done * 100)}%`,
      scaled(content),
      code > 0 ? `ratio ${(content / code).toFixed(2)}` : '',
      `${scaled(content / seconds)}/s`,
      done > 0 ? `${duration((seconds / done) * (1 - done))} left` : '',
    ];
    this.#to.write(
      `\r\x1b[K${line
        .filter((part) => part !== '')
        .join('  ')
        .slice(0, this.#to.columns - 1)}`,
    );
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#to?.write('\r\x1b[K');
    this.#shown = false;
  }
}
