/** Prints how the cost of a byte changes from part to part. */
import { drift } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { greatest } from '../../base/numbers.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { type Item, itemJson, itemText, locationOf, readItems, type Unit } from './items.js';
import { outlierModel } from './run.js';

/** Cells of the longest bar, and characters shown of the first item of a part. */
const BAR = 30;
const START = 40;

/** @param parts to print. @returns the exit code. @throws {UsageError} for an unknown model. */
export async function printDrift(settings: Settings, unit: Unit, parts: number): Promise<number> {
  const model = outlierModel(settings);
  const items = await readItems(settings, unit);
  const bar = progressBarFor('drift', settings, 'report');
  const contents = items.map(({ bytes }) => bytes);
  const found = await namingOptions({ parts: '-n' }, () => drift(contents, { model, parts, onProgress: bar.count }));
  bar.clear();
  const rates = found.map(({ bits, bytes }) => bits / bytes);
  const most = greatest(rates);
  for (const [i, { first, count, bytes, bits }] of found.entries()) {
    const [item, rate] = [items[first] as Item, rates[i] as number];
    if (settings.json) {
      const first = itemJson(item, unit);
      console.log(JSON.stringify({ task: 'drift', model, ...first, count, bytes, bits, bitsPerByte: rate }));
      continue;
    }
    const picture = '#'.repeat(Math.max(Math.round((BAR * rate) / most), 1)).padEnd(BAR);
    const text = itemText(item, unit).slice(0, START);
    console.log(`${locationOf(item, settings).padStart(9)}  ${rate.toFixed(3)}  ${picture}  ${text}`.trimEnd());
  }
  return EXIT_OK;
}
