/** Ranks items by how much they stand out. */
import { outliers } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { grouped } from '../../base/numbers.js';
import type { Settings } from '../../command/settings.js';
import { checkModel, modelNameOf } from '../../models/models.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { type Item, itemJson, itemText, locationOf, readItems, type Unit } from './items.js';

/** @param count results to print. @returns the exit code. @throws {UsageError} for an unknown model. */
export async function printOutliers(settings: Settings, unit: Unit, count: number): Promise<number> {
  const model = outlierModel(settings);
  const items = await readItems(settings, unit);
  const bar = progressBarFor('outliers', settings, 'report');
  const found = await outliers(
    items.map(({ bytes }) => bytes),
    { model, isSequence: unit !== 'files', onProgress: bar.count },
  );
  bar.clear();
  const width = String(items.length).length;
  for (const { index, bits, excess, score } of found.slice(0, count)) {
    const item = items[index] as Item;
    if (settings.json) console.log(JSON.stringify({ task: 'outliers', ...itemJson(item, unit), bits, excess, score }));
    else {
      const place = locationOf(item, settings).padStart(width);
      const more = settings.verbose ? `  ${grouped(Math.round(excess))} of ${grouped(Math.round(bits))} bits` : '';
      console.log(`${score.toFixed(1).padStart(6)}${more}  ${place}  ${itemText(item, unit)}`.trimEnd());
    }
  }
  return EXIT_OK;
}

/** The chosen model; by default `cm-fast`. @throws {UsageError} for an unknown model. */
export function outlierModel(settings: Settings): string {
  const name = modelNameOf(settings, 'fast');
  checkModel(name);
  return name;
}
