/** Tells which things stand out of a whole. */
import { outliers } from 'surprisal/outliers';
import { EXIT_OK } from '../../base/failure.js';
import { grouped } from '../../base/numbers.js';
import type { Settings } from '../../command/settings.js';
import { checkModel, modelNameOf } from '../../models/models.js';
import { barFor } from '../../report/bar.js';
import { jsonOf, placeOf, type Thing, textOf, thingsOf, type Unit } from './things.js';

/** @param count how many to tell of. @returns the exit code. @throws {UsageError} for an unknown model. */
export async function rankThings(settings: Settings, unit: Unit, count: number): Promise<number> {
  const model = modelFor(settings);
  const things = await thingsOf(settings, unit);
  const bar = barFor('outliers', settings, 'report');
  const found = await outliers(
    things.map(({ bytes }) => bytes),
    { model, isSequence: unit !== 'files', onProgress: bar.count },
  );
  bar.clear();
  const width = String(things.length).length;
  for (const { index, bits, excess, score } of found.slice(0, count)) {
    const thing = things[index] as Thing;
    if (settings.json) console.log(JSON.stringify({ task: 'outliers', ...jsonOf(thing, unit), bits, excess, score }));
    else {
      const place = placeOf(thing, settings).padStart(width);
      const more = settings.verbose ? `  ${grouped(Math.round(excess))} of ${grouped(Math.round(bits))} bits` : '';
      console.log(`${score.toFixed(1).padStart(6)}${more}  ${place}  ${textOf(thing, unit)}`.trimEnd());
    }
  }
  return EXIT_OK;
}

/** The model that was asked for; `cm-fast` if none was. @throws {UsageError} when there is none of that name. */
export function modelFor(settings: Settings): string {
  const name = modelNameOf(settings, 'fast');
  checkModel(name);
  return name;
}
