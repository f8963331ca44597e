/** Archives that were made with a prior need it, on every verb that decodes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { Prior } from '../../surprisal/src/index.js';
import { path, surprisal } from './support.js';

const X = INPUTS['prose']!.subarray(9000, 12_000);
writeFileSync(path('x'), X);
const prior = Prior.create([{ primer: INPUTS['prose']!.subarray(0, 9000) }]);
writeFileSync(path('my.prior'), prior.save());
surprisal(['-qo', 'cold.srp', 'x']);
surprisal(['-qo', 'x.srp', '--prior', 'my.prior', 'x']);
const NAME = prior.hash.slice(0, 16);

test('it makes the archive smaller, and is listed', () => {
  expect(readFileSync(path('x.srp')).length).toBeLessThan(readFileSync(path('cold.srp')).length);
  expect(surprisal(['list', '-v', 'x.srp']).stdout.toString()).toContain(`prior ${NAME}`);
  expect(JSON.parse(surprisal(['list', '--json', 'x.srp']).stdout.toString())).toMatchObject({ prior: NAME });
});

test.each([
  ['decompress', ['-dc']],
  ['test', ['test']],
  ['range', ['range', '0-3000']],
])('%s takes it, and says so where it is missing', (_, args) => {
  const missing = surprisal([...args, 'x.srp']);
  expect(missing.status).toBe(1);
  expect(missing.stderr.toString()).toContain(
    `x.srp: this was compressed with the prior ${NAME}, which was not given (at byte 15); give it with --prior FILE\n`,
  );
  for (const archive of ['x.srp', 'cold.srp']) {
    const { status, stdout } = surprisal([...args, '--prior', 'my.prior', archive]);
    expect(status).toBe(0);
    if (args[0] !== 'test') expect(new Uint8Array(stdout)).toEqual(X);
  }
});

test('what is not a prior is refused before any work, and never overwritten', () => {
  expect(surprisal(['--prior', 'x', '-c', 'x']).stderr.toString()).toBe(
    'surprisal: x: this is not a prior file (at byte 0)\n',
  );
  expect(surprisal(['--prior', 'nowhere', '-c', 'x']).stderr.toString()).toBe(
    'surprisal: nowhere: no such file or directory\n',
  );
  const over = surprisal(['--prior', 'my.prior', '-fo', 'my.prior', 'x']);
  expect([over.status, over.stderr.toString()]).toEqual([2, expect.stringContaining('my.prior is an input')]);
  expect(readFileSync(path('my.prior')).length).toBe(prior.save().length);
});

test('--cold is --prior none', () => {
  for (const args of [['--cold'], ['--prior', 'none'], ['--prior', 'default']]) {
    expect(surprisal(['-c', ...args, 'x']).stdout).toEqual(readFileSync(path('cold.srp')));
  }
  expect(surprisal(['-c', '--cold', '--prior', 'my.prior', 'x']).status).toBe(2);
});
