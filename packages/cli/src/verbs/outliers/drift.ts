/** Tells how the cost of a byte changes from part to part. */
import { drift } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { greatest } from '../../base/numbers.js';
import { withinLimits } from '../../command/limits.js';
import type { Settings } from '../../command/settings.js';
import { barFor } from '../../report/bar.js';
import { modelFor } from './run.js';
import { jsonOf, placeOf, type Thing, textOf, thingsOf, type Unit } from './things.js';

/** Cells of the longest bar, and characters that are shown of the first thing of a part. */
const BAR = 30;
const START = 40;

/** @param parts to tell of. @returns the exit code. @throws {UsageError} for an unknown model. */
export async function tellDrift(settings: Settings, unit: Unit, parts: number): Promise<number> {
  const model = modelFor(settings);
  const things = await thingsOf(settings, unit);
  const bar = barFor('drift', settings, 'report');
  const items = things.map(({ bytes }) => bytes);
  const found = await withinLimits({ parts: '-n' }, () => drift(items, { model, parts, onProgress: bar.count }));
  bar.clear();
  const rates = found.map(({ bits, bytes }) => bits / bytes);
  const most = greatest(rates);
  for (const [i, { first, count, bytes, bits }] of found.entries()) {
    const [thing, rate] = [things[first] as Thing, rates[i] as number];
    if (settings.json) {
      const first = jsonOf(thing, unit);
      console.log(JSON.stringify({ task: 'drift', model, ...first, count, bytes, bits, bitsPerByte: rate }));
      continue;
    }
    const picture = '#'.repeat(Math.max(Math.round((BAR * rate) / most), 1)).padEnd(BAR);
    const text = textOf(thing, unit).slice(0, START);
    console.log(`${placeOf(thing, settings).padStart(9)}  ${rate.toFixed(3)}  ${picture}  ${text}`.trimEnd());
  }
  return EXIT_OK;
}
