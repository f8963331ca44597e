/** Finds the nearest files, or the nearest lines for each line. */
import { Neighbours } from 'surprisal/similarity';
import { EXIT_OK, FileError } from '../../base/failure.js';
import { escaped } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { checkJobs } from '../../files/checks.js';
import { isText, NOT_TEXT, splitLines } from '../../files/lines.js';
import { readWholeNamingFile } from '../../files/read-whole.js';
import { coderOrModel } from '../../models/coders.js';
import { searchOptions } from '../../models/workers.js';
import { progressBarFor } from '../../report/progress-bar.js';

export interface NeighbourOptions {
  readonly model: string;
  /** Neighbours to print. */
  readonly count: number;
  readonly lines: boolean;
}

/** A file, or a line of one. */
interface Item {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function findNeighbours(settings: Settings, options: NeighbourOptions): Promise<number> {
  coderOrModel(options.model);
  checkJobs([{ reads: settings.files }], settings.force);
  const [query, ...files] = settings.files as [string, ...string[]];
  const queries = await readItems(query, options.lines);
  const parts: Item[][] = [];
  for (const file of files) parts.push(await readItems(file, options.lines));
  const items = parts.flat();
  if (items.length === 0) throw new FileError(`${files.join(', ')}: nothing to compare with`);
  const contents = items.map(({ bytes }) => bytes);
  const each = queries.map(({ bytes }) => bytes);
  const { size, workers } = searchOptions({ ...settings, model: options.model }, contents, each);
  const neighbours = new Neighbours(contents, options.model, size);
  const bar = progressBarFor('texts', settings, 'report');
  let answered = 0;
  const onProgress = ({ done, total }: { done: number; total: number }): void =>
    bar.count({ done: answered * total + done, total: queries.length * total });
  for await (const nearest of neighbours.findEach(each, options.count, { workers, onProgress })) {
    const { name } = queries[answered++] as Item;
    bar.clear();
    const found = nearest.map(({ index, distance }) => ({ name: (items[index] as Item).name, distance }));
    if (settings.json) {
      console.log(JSON.stringify({ task: 'neighbours', input: name, model: options.model, neighbours: found }));
      continue;
    }
    if (options.lines) console.log(escaped(name));
    for (const one of found) {
      console.log(`${options.lines ? '    ' : ''}${one.distance.toFixed(3)}  ${escaped(one.name)}`);
    }
  }
  return EXIT_OK;
}

async function readItems(file: string, lines: boolean): Promise<Item[]> {
  const bytes = await readWholeNamingFile(file);
  const name = file === '-' ? 'standard input' : file;
  if (!lines) return [{ name, bytes }];
  if (!isText(bytes)) throw new FileError(`${name}: ${NOT_TEXT}`);
  const decoder = new TextDecoder();
  return splitLines(bytes)
    .filter((line) => line.length > 0)
    .map((line) => ({ name: decoder.decode(line), bytes: line }));
}
