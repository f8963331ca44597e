/** Law golden: the archives of vectors/inputs.mjs are those of vectors/golden.json, and decode. */
import { expect, test } from 'vitest';
import golden from '../../../vectors/golden.json' with { type: 'json' };
import { goldenOf } from '../../../vectors/golden.mjs';
import * as library from '../src/index.js';
import { MODELS } from './support/models.js';

test.each(MODELS)('law golden: %s makes the archives it always made', async (model) => {
  const found = await goldenOf(library, [model]);
  expect(found[model], 'if meant: npm run vectors').toEqual(golden[model as keyof typeof golden]);
});
