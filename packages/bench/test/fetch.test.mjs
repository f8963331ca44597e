import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CORPORA, sha256Of } from '../src/corpora.mjs';
import { fetchCorpora } from '../src/fetch.mjs';

let folder;
let server;
let address;
let asked;
const bytes = (text) => new TextEncoder().encode(text);
const entry = (text) => [text.length, sha256Of(bytes(text))];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fetch-'));
  mkdirSync(join(folder, 'made/inside'), { recursive: true });
  writeFileSync(join(folder, 'made/inside/a.txt'), 'the first');
  writeFileSync(join(folder, 'made/b.txt'), 'the second');
  execFileSync('tar', ['-czf', join(folder, 'set.tar.gz'), '-C', join(folder, 'made'), '.']);
  server = createServer((request, response) => {
    asked.push(request.url);
    if (request.url === '/set.tar.gz') return response.end(readFileSync(join(folder, 'set.tar.gz')));
    if (request.url === '/one/c.txt') return response.end('the third');
    response.statusCode = 404;
    response.end('no');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${server.address().port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('archives and single files come to their place, once, and only with the right hash', async () => {
  const corpora = {
    set: {
      folder: 'bench/set',
      downloads: [{ archive: `${address}/set.tar.gz`, starts: ['start'], of: 'b.txt' }],
      files: { 'a.txt': entry('the first'), 'b.txt': entry('the second'), start: entry('the s') },
    },
    one: { folder: 'one', downloads: [{ files: `${address}/one/` }], files: { 'c.txt': entry('the third') } },
    other: { folder: 'other', downloads: [{ files: `${address}/one/` }], files: { 'c.txt': entry('another!!') } },
    gone: { folder: 'gone', downloads: [{ archive: `${address}/gone.tar.gz` }], files: { 'd.txt': entry('d') } },
    unofficial: { folder: 'un', source: 'a friend', files: { 'e.txt': entry('e') } },
  };
  const to = join(folder, 'corpora');
  asked = [];
  const how = (fetched) =>
    Object.fromEntries(fetched.map(({ path, how, detail }) => [path, detail ? `${how}: ${detail}` : how]));
  expect(how(await fetchCorpora(corpora, to))).toEqual({
    'bench/set/a.txt': 'fetched',
    'bench/set/b.txt': 'fetched',
    'bench/set/start': 'fetched',
    'one/c.txt': 'fetched',
    'other/c.txt': 'failed: what was fetched has another SHA-256',
    'gone/d.txt': `failed: ${address}/gone.tar.gz: HTTP 404`,
    'un/e.txt': 'no address: a friend',
  });
  expect(readFileSync(join(to, 'bench/set/start'), 'utf8')).toBe('the s');
  expect(readdirSync(to).sort()).toEqual(['bench', 'one']);

  asked = [];
  const { set, one } = corpora;
  expect(Object.values(how(await fetchCorpora({ set, one }, to)))).toEqual(['there', 'there', 'there', 'there']);
  expect(asked).toEqual([]);
});

test('every download of the real list is official and safe, and every file has a size and a SHA-256', () => {
  for (const { files = {}, downloads = [], source, folder: inside } of Object.values(CORPORA)) {
    expect(inside).toMatch(/^[\w/]+$/);
    expect(source).toBeTypeOf('string');
    for (const { archive, files: address } of downloads) expect(archive ?? address).toMatch(/^https:\/\//);
    for (const [size, sha256] of Object.values(files)) {
      expect(size).toBeGreaterThan(0);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  }
});
