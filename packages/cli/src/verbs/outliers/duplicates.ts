/** Prints groups of duplicates. */
import { duplicates } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { counted, grouped } from '../../base/numbers.js';
import { namingOptions } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { progressBarFor } from '../../report/progress-bar.js';
import { type Item, itemJson, itemText, locationOf, readItems, type Unit } from './items.js';

/** @param count groups to print, largest first. @returns the exit code. */
export async function printDuplicates(
  settings: Settings,
  unit: Unit,
  count: number,
  similarity: number,
): Promise<number> {
  const items = await readItems(settings, unit);
  const bar = progressBarFor('duplicates', settings, 'report');
  const contents = items.map(({ bytes }) => bytes);
  const groups = await namingOptions({ similarity: '--similarity' }, () =>
    duplicates(contents, { similarity, onProgress: bar.count }),
  );
  bar.clear();
  const many = groups.reduce((sum, { others }) => sum + others.length, 0);
  if (!settings.json && !settings.quiet) {
    const name = typeof unit === 'number' ? 'records' : unit;
    console.log(
      `${grouped(many)} of ${grouped(items.length)} ${name} repeat an earlier one, in ${counted(groups.length, 'group')}`,
    );
  }
  groups.sort((a, b) => b.others.length - a.others.length || a.first - b.first);
  for (const { first, others } of groups.slice(0, count)) {
    const item = items[first] as Item;
    if (settings.json) {
      const like = others.map((other) => ({
        ...itemJson(items[other.index] as Item, unit),
        similarity: other.similarity,
      }));
      console.log(JSON.stringify({ task: 'duplicates', ...itemJson(item, unit), others: like }));
      continue;
    }
    console.log(`${grouped(others.length + 1).padStart(8)} ×  ${line(item)}`);
    if (!settings.verbose) continue;
    for (const other of others) {
      console.log(`${other.similarity.toFixed(2).padStart(8)}    ${line(items[other.index] as Item)}`);
    }
  }
  return EXIT_OK;

  function line(item: Item): string {
    return `${locationOf(item, settings)}  ${itemText(item, unit)}`.trimEnd();
  }
}
