import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { debianPackages, findPeers, versionIn } from '../peers/index.mjs';

test('each peer has a name of its own, an origin, and a way there and back', async () => {
  const peers = await findPeers();
  expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length);
  for (const { from, compress, decompress, rate } of peers) {
    expect(from).not.toBe('');
    for (const verb of [compress, decompress]) expect(['string', 'function']).toContain(typeof verb);
    expect(rate).toBeGreaterThan(0);
  }
  expect(debianPackages()).toEqual([
    '7zip',
    'brotli',
    'bzip2',
    'flac',
    'gzip',
    'libjxl-tools',
    'lrzip',
    'optipng',
    'webp',
    'xz-utils',
    'zpaq',
    'zstd',
  ]);
});

test('a program may be named in peers.local.json, and one that is nowhere says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const local = join(folder, 'local.json');
  writeFileSync(local, JSON.stringify({ lpaq1: '/bin/cat', cmix: '/no/such/file' }));
  const peers = await findPeers({ local });
  rmSync(folder, { recursive: true });
  expect(peers.find(({ name }) => name === 'lpaq1').missing).toBeUndefined();
  expect(peers.find(({ name }) => name === 'cmix').missing).toMatch(/no program cmix/);
});

test.each([
  ['zpaq v7.15 journaling archiver', '7.15'],
  ['mcm compressor v0.84', '0.84'],
  ['xz (XZ Utils) 5.4.1.', '5.4.1'],
  ['paq8px archiver v216 (c) 2025', 'v216'],
  ['bzip3 1.5.3-53984ef', '1.5.3-53984ef'],
  ['no version at all', ''],
])('the version in %j is %j', (said, version) => {
  expect(versionIn(said)).toBe(version);
});
