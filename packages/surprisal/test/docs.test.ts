/** Documents are true as far as a machine can tell: every link leads somewhere, every error code is documented. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = ['', 'docs', 'docs/guide'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** The anchor that a heading gets. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

test.each(documents)('%s: every link leads somewhere', (document) => {
  for (const [, target = ''] of read(document).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^https?:/.test(target)) continue;
    const [path = '', heading] = target.split('#');
    const file = path === '' ? document : join(dirname(document), path);
    expect(existsSync(join(root, file)), target).toBe(true);
    if (heading === undefined) continue;
    const headings = [...read(file).matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1]!));
    expect(headings, target).toContain(heading);
  }
});

test('docs/format.md lists the error codes of errors.ts, all and no others', () => {
  const source = read('packages/surprisal/src/base/errors.ts');
  const codes = [...source.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => match[1]);
  const listed = [
    ...read('docs/format.md')
      .split('## Errors')[1]!
      .matchAll(/^\| `([a-z-]+)`/gm),
  ].map((match) => match[1]);
  expect(listed).toEqual(codes);
});
