/** The mutants of scripts/mutants apply to the sources as they are now. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MUTANTS } from '../../../scripts/mutants/list.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));

test.each(MUTANTS)('the line that "$name" changes stands exactly once in $file', ({ file, from }) => {
  expect(readFileSync(`${home}/${file}`, 'utf8').split(from).length - 1).toBe(1);
});
