/** All pairs of files, compared. */
import { type DistanceMatrix, distanceMatrix, type Measure } from 'surprisal/similarity';
import { greatest } from '../base/numbers.js';
import { shown } from '../base/terminal.js';
import type { Settings } from '../command/settings.js';
import { checkRun } from '../files/plan.js';
import { readNamed } from '../files/whole.js';
import { checkCoder } from '../models/coders.js';
import { workersForTexts } from '../models/workers.js';
import { barFor } from '../report/bar.js';

/** @param how `svg` is where a picture will be written. @throws {UsageError} for an unknown model. */
export async function matrixOf(
  settings: Settings,
  { model, measure, svg }: { readonly model: string; readonly measure: string; readonly svg?: string | undefined },
): Promise<{ matrix: DistanceMatrix; names: string[] }> {
  checkCoder(model);
  checkRun([{ reads: settings.files, writes: svg }], settings.force);
  const contents: Uint8Array[] = [];
  for (const file of settings.files) contents.push(await readNamed(file));
  const lengths = contents.map(({ length }) => length);
  const n = lengths.length;
  // Each file alone, and before and after each other one.
  const work = {
    texts: n * n,
    size: 2 * greatest(lengths),
    bytes: (2 * n - 1) * lengths.reduce((a, b) => a + b, 0),
  };
  const bar = barFor('pairs', settings, 'report');
  const matrix = await distanceMatrix(contents, model, {
    measure: measure as Measure,
    workers: workersForTexts({ ...settings, model }, work),
    onProgress: bar.count,
  });
  bar.clear();
  return { matrix, names: settings.files.map((file) => shown(file === '-' ? 'standard input' : file)) };
}
