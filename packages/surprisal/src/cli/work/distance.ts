/** Compares files with each other. */
import { modelOf } from 'surprisal';
import {
  cluster,
  type DistanceMatrix,
  dendrogramSvg,
  dendrogramText,
  distanceMatrix,
  type Linkage,
  type Measure,
  modelCost,
  neighbourJoining,
} from 'surprisal/similarity';
import { Bar, barStream } from '../bar.js';
import { describe, EXIT_OK, of, UsageError } from '../failure.js';
import type { Settings } from '../settings.js';
import { shown } from '../terminal.js';
import { readWhole } from './whole.js';
import { outputTo, writeAll } from './write.js';

export interface How {
  readonly model: string;
  readonly measure: Measure;
  readonly linkage: Linkage;
  /** Where to write a picture of the tree. */
  readonly svg: string | undefined;
  readonly as: 'matrix' | 'tree' | 'newick';
}

/** @returns the exit code. @throws {UsageError} for an unknown model. */
export async function compareFiles(settings: Settings, how: How): Promise<number> {
  try {
    modelOf(how.model);
  } catch (error) {
    throw new UsageError(describe(error));
  }
  const contents: Uint8Array[] = [];
  for (const file of settings.files) contents.push(await of(file, readWhole(file)));
  const names = settings.files.map((file) => shown(file === '-' ? 'standard input' : file));
  const longest = Math.max(...contents.map(({ length }) => length));
  const bar = new Bar('pairs', settings.quiet || settings.json ? undefined : barStream(true));
  const matrix = await distanceMatrix(contents, await modelCost(how.model, 2 * longest), {
    measure: how.measure,
    onProgress: ({ done, total }) => {
      bar.total = total;
      bar.show({ content: done, code: 0 });
    },
  });
  bar.clear();
  if (how.svg !== undefined) {
    const picture = dendrogramSvg(cluster(matrix, how.linkage), names);
    await writeAll(one(Buffer.from(picture)), await outputTo(how.svg, settings.force));
  }
  process.stdout.write(`${settings.json ? jsonOf(matrix, names, how) : text(matrix, names, how)}\n`);
  return EXIT_OK;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

function text(matrix: DistanceMatrix, names: readonly string[], { as, linkage }: How): string {
  if (as === 'tree') return dendrogramText(cluster(matrix, linkage), names).trimEnd();
  if (as === 'newick') return neighbourJoining(matrix, names);
  const width = Math.max(...names.map((name) => name.length));
  const row = (i: number): string =>
    Array.from(matrix.values.subarray(i * matrix.size, (i + 1) * matrix.size), (value) =>
      value.toFixed(3).padStart(8),
    ).join('');
  return names.map((name, i) => `${name.padEnd(width)}${row(i)}`).join('\n');
}

function jsonOf({ size, values }: DistanceMatrix, names: readonly string[], { model, measure }: How): string {
  const rows = names.map((_, i) => [...values.subarray(i * size, (i + 1) * size)]);
  return JSON.stringify({ task: 'distance', model, measure, names, distances: rows });
}
