/** Finds what is nearest to a file, or to each of its lines. */
import { Neighbours } from 'surprisal/similarity';
import { EXIT_OK, FileError } from '../../base/failure.js';
import { shown } from '../../base/terminal.js';
import type { Settings } from '../../command/settings.js';
import { isText, linesOf, NO_LINES } from '../../files/lines.js';
import { checkRun } from '../../files/plan.js';
import { readNamed } from '../../files/whole.js';
import { checkCoder } from '../../models/coders.js';
import { searchFor } from '../../models/workers.js';
import { barFor } from '../../report/bar.js';

export interface How {
  readonly model: string;
  /** How many neighbours to tell of. */
  readonly count: number;
  readonly lines: boolean;
}

/** A file, or a line of one. */
interface Thing {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function findNearest(settings: Settings, how: How): Promise<number> {
  checkCoder(how.model);
  checkRun([{ reads: settings.files }], settings.force);
  const [query, ...files] = settings.files as [string, ...string[]];
  const queries = await thingsOf(query, how.lines);
  const parts: Thing[][] = [];
  for (const file of files) parts.push(await thingsOf(file, how.lines));
  const things = parts.flat();
  if (things.length === 0) throw new FileError(`${files.join(', ')}: nothing to compare with`);
  const items = things.map(({ bytes }) => bytes);
  const each = queries.map(({ bytes }) => bytes);
  const { size, workers } = searchFor({ ...settings, model: how.model }, items, each);
  const neighbours = new Neighbours(items, how.model, size);
  const bar = barFor('texts', settings, 'report');
  let answered = 0;
  const onProgress = ({ done, total }: { done: number; total: number }): void =>
    bar.count({ done: answered * total + done, total: queries.length * total });
  for await (const nearest of neighbours.findEach(each, how.count, { workers, onProgress })) {
    const { name } = queries[answered++] as Thing;
    bar.clear();
    const found = nearest.map(({ index, distance }) => ({ name: (things[index] as Thing).name, distance }));
    if (settings.json) {
      console.log(JSON.stringify({ task: 'neighbours', input: name, model: how.model, neighbours: found }));
      continue;
    }
    if (how.lines) console.log(shown(name));
    for (const one of found) {
      console.log(`${how.lines ? '    ' : ''}${one.distance.toFixed(3)}  ${shown(one.name)}`);
    }
  }
  return EXIT_OK;
}

async function thingsOf(file: string, lines: boolean): Promise<Thing[]> {
  const bytes = await readNamed(file);
  const name = file === '-' ? 'standard input' : file;
  if (!lines) return [{ name, bytes }];
  if (!isText(bytes)) throw new FileError(`${name}: ${NO_LINES}`);
  const decoder = new TextDecoder();
  return linesOf(bytes)
    .filter((line) => line.length > 0)
    .map((line) => ({ name: decoder.decode(line), bytes: line }));
}
