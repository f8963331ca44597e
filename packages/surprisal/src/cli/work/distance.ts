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
import { EXIT_OK, of } from '../failure.js';
import type { Settings } from '../settings.js';
import { shown } from '../terminal.js';
import { checkModel } from './models.js';
import { readWhole } from './whole.js';
import { writeWhole } from './write.js';

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
  checkModel(how.model);
  const contents: Uint8Array[] = [];
  for (const file of settings.files) contents.push(await of(file, readWhole(file)));
  const names = settings.files.map((file) => shown(file === '-' ? 'standard input' : file));
  const longest = Math.max(...contents.map(({ length }) => length));
  const bar = new Bar('pairs', settings.quiet || settings.json ? undefined : barStream(true));
  const matrix = await distanceMatrix(contents, await modelCost(how.model, 2 * longest), {
    measure: how.measure,
    onProgress: bar.count,
  });
  bar.clear();
  if (how.svg !== undefined) {
    const picture = dendrogramSvg(cluster(matrix, how.linkage), names);
    await writeWhole(how.svg, Buffer.from(picture), settings.force);
  }
  process.stdout.write(`${settings.json ? jsonOf(matrix, names, how) : text(matrix, names, how)}\n`);
  return EXIT_OK;
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
