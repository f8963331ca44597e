/** Every example of the README runs. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'surprisal-readme-'));
copyFileSync(join(root, 'README.md'), join(folder, 'README.md'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of a language. */
const blocks = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter((block) => block[1] === language)
    .map((block) => block[2]!);

test.each(blocks('js').map((code, i) => [i + 1, code] as const))('example %i in JavaScript', (i, code) => {
  // Inside the repository, so that 'surprisal' is found as it is by who installed it.
  const file = join(root, 'packages/surprisal/build', `readme-${i}.mjs`);
  writeFileSync(file, code);
  const { status, stderr } = spawnSync(process.execPath, [file], { cwd: folder });
  expect(stderr.toString()).toBe('');
  expect(status).toBe(0);
});

test('the commands', () => {
  const lines = blocks('sh').join('').split('\n');
  const commands = lines.filter((line) => line.startsWith('npx surprisal')).map((line) => line.replace(/ *#.*/, ''));
  expect(commands.length).toBeGreaterThan(3);
  const script = commands
    .join('\n')
    .replaceAll('npx surprisal', `"${process.execPath}" "${root}/packages/surprisal/bin/surprisal.js"`);
  const { status, stderr } = spawnSync('bash', ['-ec', script], { cwd: folder });
  expect({ status, stderr: status === 0 ? '' : stderr.toString() }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme);
});
