/** What is said of one file when it is done. */
import { duration, grouped, scaled } from '../base/numbers.js';
import { shown } from '../base/terminal.js';
import type { Settings } from '../command/settings.js';

export type Task = 'compress' | 'decompress' | 'test' | 'range';

/** What was done with one file. */
export interface Outcome {
  readonly task: Task;
  readonly input: string;
  /** A path; undefined for standard output, or when nothing was written. */
  readonly output: string | undefined;
  /** Bytes of content. */
  readonly contentSize: number;
  /** Bytes of compressed data; undefined when only a part of it was read. */
  readonly streamSize: number | undefined;
  /** Name of the model and number of frames, where they are known. */
  readonly model: string | undefined;
  readonly frames: number | undefined;
  readonly seconds: number;
}

/** Where JSON goes: to standard output, unless that is where the data go. */
export function reportStream(hasData: boolean): NodeJS.WriteStream {
  return hasData ? process.stderr : process.stdout;
}

/** Says it: in a line for people on standard error, or in JSON on whichever stream has no data on it. */
export function report(outcome: Outcome, { json, quiet, verbose }: Settings): void {
  const dataOnStdout = outcome.output === undefined && outcome.task !== 'test';
  if (json) reportStream(dataOnStdout).write(`${jsonOf(outcome)}\n`);
  else if (!quiet && (!dataOnStdout || verbose)) process.stderr.write(`${sentence(outcome, verbose)}\n`);
}

function sentence(outcome: Outcome, verbose: boolean): string {
  const { task, input, output, contentSize, streamSize, model, frames, seconds } = outcome;
  const time = `${duration(seconds)} (${scaled(contentSize / Math.max(seconds, 1e-3))}/s)`;
  const details = [
    model,
    frames === undefined ? undefined : `${grouped(frames)} frame${frames === 1 ? '' : 's'}`,
  ].filter((detail) => verbose && detail !== undefined);
  const tail = [time, ...details].join(', ');
  if (task === 'test') return `${shown(input)}: ok, ${grouped(contentSize)} bytes, ${tail}`;
  const head = `${shown(input)}${output === undefined ? '' : ` → ${shown(output)}`}`;
  if (streamSize === undefined) return `${head}: ${grouped(contentSize)} bytes, ${tail}`;
  const [from, to] = task === 'compress' ? [contentSize, streamSize] : [streamSize, contentSize];
  const sizes = { contentSize, streamSize };
  const relative = contentSize === 0 ? '' : `ratio ${ratio(sizes)}, ${bitsPerByte(sizes)} bits per byte, `;
  return `${head}: ${grouped(from)} → ${grouped(to)} bytes, ${relative}${tail}`;
}

function jsonOf({ task, input, output, contentSize, streamSize, model, frames, seconds }: Outcome): string {
  return JSON.stringify({
    task,
    input,
    output: output ?? null,
    contentBytes: contentSize,
    streamBytes: streamSize ?? null,
    bitsPerByte: contentSize === 0 || streamSize === undefined ? null : (8 * streamSize) / contentSize,
    model: model ?? null,
    frames: frames ?? null,
    seconds: Number(seconds.toFixed(3)),
  });
}

interface Sizes {
  readonly contentSize: number;
  readonly streamSize: number;
}

/** Compressed size by size of the content. */
export function ratio({ contentSize, streamSize }: Sizes): string {
  return contentSize === 0 ? '-' : `${((100 * streamSize) / contentSize).toFixed(1)} %`;
}

export function bitsPerByte({ contentSize, streamSize }: Sizes): string {
  return contentSize === 0 ? '-' : ((8 * streamSize) / contentSize).toFixed(3);
}
