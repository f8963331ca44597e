/** Lists archives: their headers and, with -v, the members of folders. */
import type { Listing } from 'surprisal';
import { KINDS } from 'surprisal/registry';
import { isFolder, listingOf, openArchive } from '../../archive/archive.js';
import { decode } from '../../archive/decode.js';
import { counted, grouped, scaled } from '../../base/numbers.js';
import { escaped, styled } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { forEachFile } from '../../files/run.js';
import { priorOf } from '../../models/prior.js';
import { bitsPerByte, ratio } from '../../report/report.js';

const COLUMNS = ['compressed', 'content', 'ratio', 'bits/byte', 'model'] as const;
const WIDTHS = [15, 15, 9, 10, 10];

/** A table, with a sum if there are several; in JSON, a line for each. @returns the exit code. */
export async function listFiles(settings: Settings): Promise<number> {
  const { json, verbose } = settings;
  const prior = await priorOf(settings);
  if (!json) console.log(styled('bold', row(COLUMNS, 'name'), process.stdout));
  const sum = { contentSize: 0, streamSize: 0 };
  let listed = 0;
  const exitCode = await forEachFile({ ...settings, quiet: true }, 'report', async ({ file, name, bar }) => {
    const archive = await openArchive(file, settings);
    try {
      const listing = await listingOf(archive);
      console.log(json ? listingJson(name, listing) : line(listing, listing.model, escaped(name)));
      if (verbose && !json) {
        console.log(details(listing));
        if (isFolder(listing)) await printMembers(decode(archive, bar, settings, prior).content);
      }
      sum.contentSize += listing.contentSize;
      sum.streamSize += listing.streamSize;
      listed++;
    } finally {
      await archive.close();
    }
  });
  if (!json && listed > 1) console.log(line(sum, '', `${grouped(listed)} archives`));
  return exitCode;
}

async function printMembers(tar: ReadableStream<Uint8Array>): Promise<void> {
  const { memberLines } = await import('../../folder/list.js');
  for await (const line of memberLines(tar)) console.log(line);
}

function row(cells: readonly string[], last: string): string {
  return `${cells.map((cell, i) => cell.padStart(WIDTHS[i] as number)).join('')}  ${last}`;
}

function line(sizes: Pick<Listing, 'contentSize' | 'streamSize'>, model: string, name: string): string {
  return row([grouped(sizes.streamSize), grouped(sizes.contentSize), ratio(sizes), bitsPerByte(sizes), model], name);
}

/** What a table has no room for, below the line of an archive. */
function details({ frames, memory, prior, metadata }: Listing): string {
  const { name, modified, modifiedNanoseconds, mode, mediaType } = metadata;
  const stored = frames.filter((frame) => frame.stored).length;
  const parts = [
    `${counted(frames.length, 'frame')}${stored > 0 ? `, ${grouped(stored)} stored` : ''}`,
    `kind ${kindsOf(frames).join(', ')}`,
    `memory ${scaled(memory)}`,
    prior && `prior ${prior}`,
    name && `name ${escaped(name)}`,
    modified && `modified ${exactTime(modified, modifiedNanoseconds)}`,
    mode !== undefined && `mode ${mode.toString(8).padStart(4, '0')}`,
    mediaType && `media type ${mediaType}`,
  ];
  return `    ${parts.filter(Boolean).join('; ')}`;
}

/** In ISO 8601, to the nanosecond where there are any. */
function exactTime(modified: Date, nanoseconds: number | undefined): string {
  const digits = nanoseconds === undefined ? '' : String(nanoseconds).padStart(6, '0');
  return modified.toISOString().replace('Z', `${digits}Z`);
}

function kindsOf(frames: Listing['frames']): string[] {
  return [...new Set(frames.map(({ kind }) => KINDS[kind]?.name ?? String(kind)))];
}

function listingJson(
  input: string,
  { model, contentSize, streamSize, memory, prior, metadata, frames }: Listing,
): string {
  return JSON.stringify({
    task: 'list',
    input,
    contentBytes: contentSize,
    streamBytes: streamSize,
    bitsPerByte: contentSize === 0 ? null : (8 * streamSize) / contentSize,
    model,
    memoryBytes: memory,
    ...(prior && { prior }),
    frames: frames.length,
    kinds: kindsOf(frames),
    metadata,
  });
}
