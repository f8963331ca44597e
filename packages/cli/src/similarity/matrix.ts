/** Distances between all pairs of files. */
import { type DistanceMatrix, distanceMatrix, type Measure } from 'surprisal/similarity';
import { greatest } from '../base/numbers.js';
import { escaped } from '../base/terminal.js';
import type { Settings } from '../command/settings.js';
import { checkJobs } from '../files/checks.js';
import { readWholeNamingFile } from '../files/read-whole.js';
import { coderOrModel } from '../models/coders.js';
import { workersForComparisons } from '../models/workers.js';
import { progressBarFor } from '../report/progress-bar.js';

/** @param options `svg` is where a picture will be written. @throws {UsageError} for an unknown model. */
export async function fileDistances(
  settings: Settings,
  { model, measure, svg }: { readonly model: string; readonly measure: string; readonly svg?: string | undefined },
): Promise<{ matrix: DistanceMatrix; names: string[] }> {
  coderOrModel(model);
  checkJobs([{ reads: settings.files, writes: svg }], settings.force);
  const contents: Uint8Array[] = [];
  for (const file of settings.files) contents.push(await readWholeNamingFile(file));
  const lengths = contents.map(({ length }) => length);
  const n = lengths.length;
  // Each file alone, and before and after each other one.
  const work = {
    texts: n * n,
    size: 2 * greatest(lengths),
    bytes: (2 * n - 1) * lengths.reduce((a, b) => a + b, 0),
  };
  const bar = progressBarFor('pairs', settings, 'report');
  const matrix = await distanceMatrix(contents, model, {
    measure: measure as Measure,
    workers: workersForComparisons({ ...settings, model }, work),
    onProgress: bar.count,
  });
  bar.clear();
  return { matrix, names: settings.files.map((file) => escaped(file === '-' ? 'standard input' : file)) };
}
