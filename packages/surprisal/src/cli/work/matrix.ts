/** All pairs of files, compared. */
import { type DistanceMatrix, distanceMatrix, type Measure } from 'surprisal/similarity';
import { Bar, barStream } from '../bar.js';
import { of } from '../failure.js';
import type { Settings } from '../settings.js';
import { shown } from '../terminal.js';
import { costOf } from './models.js';
import { readWhole } from './whole.js';

/** @throws {UsageError} for an unknown model. */
export async function matrixOf(
  settings: Settings,
  { model, measure }: { readonly model: string; readonly measure: string },
): Promise<{ matrix: DistanceMatrix; names: string[] }> {
  await costOf(model, 0);
  const contents: Uint8Array[] = [];
  for (const file of settings.files) contents.push(await of(file, readWhole(file)));
  const longest = Math.max(...contents.map(({ length }) => length));
  const bar = new Bar('pairs', settings.quiet || settings.json ? undefined : barStream(true));
  const matrix = await distanceMatrix(contents, await costOf(model, 2 * longest), {
    measure: measure as Measure,
    onProgress: bar.count,
  });
  bar.clear();
  return { matrix, names: settings.files.map((file) => shown(file === '-' ? 'standard input' : file)) };
}
