/** Archives of more frames than a call takes arguments, at the command line. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manyFrames } from '../../surprisal/test/support/many-frames.js';
import { files, path, surprisal } from './support.js';

const FRAMES = 130_000;
const content = Uint8Array.from({ length: FRAMES }, (_, i) => i % 251);

test('an archive of 130,000 frames is restored and listed, and leaves no temporary file', { timeout: 120_000 }, () => {
  writeFileSync(path('many.srp'), manyFrames(content));
  expect(surprisal(['-qd', 'many.srp']).status).toBe(0);
  expect(files()).toEqual(['many', 'many.srp']);
  expect(readFileSync(path('many')).equals(content)).toBe(true);
  expect(surprisal(['-lv', 'many.srp']).stdout.toString()).toMatch(/130,000 frames, 130,000 stored/);
  expect(surprisal(['range', '129999-', 'many.srp']).stdout).toEqual(Buffer.from([129_999 % 251]));
  for (const name of files()) rmSync(path(name));
});
