/** Tells what is there more than once. */
import { duplicates } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { counted, grouped } from '../../base/numbers.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { barFor } from '../../report/bar.js';
import { jsonOf, placeOf, type Thing, textOf, thingsOf, type Unit } from './things.js';

/** @param count of groups to tell of, the largest first. @returns the exit code. */
export async function tellDuplicates(
  settings: Settings,
  unit: Unit,
  count: number,
  similarity: number,
): Promise<number> {
  const things = await thingsOf(settings, unit);
  const bar = barFor('duplicates', settings, 'report');
  const items = things.map(({ bytes }) => bytes);
  const groups = await withinLimits({ similarity: '--similarity' }, () =>
    duplicates(items, { similarity, onProgress: bar.count }),
  );
  bar.clear();
  const many = groups.reduce((sum, { others }) => sum + others.length, 0);
  if (!settings.json && !settings.quiet) {
    const name = typeof unit === 'number' ? 'records' : unit;
    console.log(
      `${grouped(many)} of ${grouped(things.length)} ${name} repeat an earlier one, in ${counted(groups.length, 'group')}`,
    );
  }
  groups.sort((a, b) => b.others.length - a.others.length || a.first - b.first);
  for (const { first, others } of groups.slice(0, count)) {
    const thing = things[first] as Thing;
    if (settings.json) {
      const like = others.map((other) => ({
        ...jsonOf(things[other.index] as Thing, unit),
        similarity: other.similarity,
      }));
      console.log(JSON.stringify({ task: 'duplicates', ...jsonOf(thing, unit), others: like }));
      continue;
    }
    console.log(`${grouped(others.length + 1).padStart(8)} ×  ${line(thing)}`);
    if (!settings.verbose) continue;
    for (const other of others) {
      console.log(`${other.similarity.toFixed(2).padStart(8)}    ${line(things[other.index] as Thing)}`);
    }
  }
  return EXIT_OK;

  function line(thing: Thing): string {
    return `${placeOf(thing, settings)}  ${textOf(thing, unit)}`.trimEnd();
  }
}
