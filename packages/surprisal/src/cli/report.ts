import type { Listing } from 'surprisal';
import { duration, grouped, scaled } from './numbers.js';
import type { Options } from './options.js';

/** What was done with one file. */
export interface Outcome {
  readonly task: Options['task'];
  readonly input: string;
  /** A path; undefined for standard output, or when nothing was written. */
  readonly output: string | undefined;
  /** What the headers of the compressed side say. */
  readonly listing: Listing;
  readonly seconds: number;
}

/** One line for a person: what was saved. */
export function sentence({ task, input, output, listing, seconds }: Outcome, verbose: boolean): string {
  const { contentSize, streamSize, model, frames } = listing;
  const stored = frames.every((frame) => frame.stored) ? ', stored' : '';
  const details = verbose ? `, ${model}${stored}, ${frames.length} frame${frames.length === 1 ? '' : 's'}` : '';
  const rates = `${ratio(listing)}, ${bitsPerByte(listing)} bits per byte`;
  const time = `${duration(seconds)} (${scaled(contentSize / Math.max(seconds, 1e-3))}/s)`;
  if (task === 'test') return `${input}: ok, ${grouped(contentSize)} bytes, ${time}${details}`;
  const [from, to] = task === 'compress' ? [contentSize, streamSize] : [streamSize, contentSize];
  const arrow = output === undefined ? '' : ` → ${output}`;
  return `${input}${arrow}: ${grouped(from)} → ${grouped(to)} bytes, ${rates}, ${time}${details}`;
}

/** One line for programs. */
export function json({ task, input, output, listing, seconds }: Outcome): string {
  const { contentSize, streamSize, model, frames } = listing;
  return JSON.stringify({
    task,
    input,
    output: output ?? null,
    contentBytes: contentSize,
    streamBytes: streamSize,
    bitsPerByte: contentSize === 0 ? null : (8 * streamSize) / contentSize,
    model,
    frames: frames.length,
    seconds: Number(seconds.toFixed(3)),
  });
}

const COLUMNS = ['compressed', 'content', 'ratio', 'bits/byte', 'model'] as const;
const WIDTHS = [15, 15, 9, 10, 10];

export function listHead(): string {
  return `${COLUMNS.map((title, i) => title.padStart(WIDTHS[i] as number)).join('')}  name`;
}

export function listLine({ input, listing }: Outcome): string {
  const cells = [
    grouped(listing.streamSize),
    grouped(listing.contentSize),
    ratio(listing),
    bitsPerByte(listing),
    listing.model,
  ];
  return `${cells.map((cell, i) => cell.padStart(WIDTHS[i] as number)).join('')}  ${input}`;
}

function ratio({ contentSize, streamSize }: Listing): string {
  return `${((100 * streamSize) / Math.max(contentSize, 1)).toFixed(1)} %`;
}

function bitsPerByte({ contentSize, streamSize }: Listing): string {
  return contentSize === 0 ? '-' : ((8 * streamSize) / contentSize).toFixed(3);
}
