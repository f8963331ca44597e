/** The report on one file. */
import type { Listing } from 'surprisal';
import { counted, duration, grouped, scaled } from '../base/numbers.js';
import { escaped } from '../base/terminal.js';
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
  /** Of the whole archive; undefined when only a part of it was read. */
  readonly summary?: Listing;
  readonly seconds: number;
}

/** Where JSON goes: to standard output, unless that is where the data go. */
export function reportStream(hasData: boolean): NodeJS.WriteStream {
  return hasData ? process.stderr : process.stdout;
}

/** Prints it: a line for people on standard error, or JSON on whichever stream carries no data. */
export function report(outcome: Outcome, { json, quiet, verbose }: Settings): void {
  const dataOnStdout = outcome.output === undefined && outcome.task !== 'test';
  if (json) reportStream(dataOnStdout).write(`${outcomeJson(outcome)}\n`);
  else if (!quiet && (!dataOnStdout || verbose)) process.stderr.write(`${sentence(outcome, verbose)}\n`);
}

function sentence(outcome: Outcome, verbose: boolean): string {
  const { task, input, output, contentSize, summary, seconds } = outcome;
  const time = `${duration(seconds)} (${scaled(contentSize / Math.max(seconds, 1e-3))}/s)`;
  const details = verbose && summary !== undefined ? [summary.model, counted(summary.frames.length, 'frame')] : [];
  const tail = [time, ...details].join(', ');
  if (task === 'test') return `${escaped(input)}: ok, ${grouped(contentSize)} bytes, ${tail}`;
  const head = `${escaped(input)}${output === undefined ? '' : ` → ${escaped(output)}`}`;
  if (summary === undefined) return `${head}: ${grouped(contentSize)} bytes, ${tail}`;
  const { streamSize } = summary;
  const [from, to] = task === 'compress' ? [contentSize, streamSize] : [streamSize, contentSize];
  const relative = contentSize === 0 ? '' : `ratio ${ratio(summary)}, ${bitsPerByte(summary)} bits per byte, `;
  return `${head}: ${grouped(from)} → ${grouped(to)} bytes, ${relative}${tail}`;
}

function outcomeJson({ task, input, output, contentSize, summary, seconds }: Outcome): string {
  return JSON.stringify({
    task,
    input,
    output: output ?? null,
    contentBytes: contentSize,
    streamBytes: summary?.streamSize ?? null,
    bitsPerByte: summary === undefined || contentSize === 0 ? null : (8 * summary.streamSize) / contentSize,
    model: summary?.model ?? null,
    frames: summary?.frames.length ?? null,
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
