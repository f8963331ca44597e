/** The library bundled, as pages and programs bundle it: it works, with workers, and is as small as is promised. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Inside the repository, so that 'surprisal' is found as it is by who installed it.
const build = fileURLToPath(new URL('../build', import.meta.url));
let folder = '';
beforeAll(() => {
  mkdirSync(build, { recursive: true });
  folder = mkdtempSync(join(build, 'bundled-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Gzipped bytes of what a page loads at first that does this: the kernel, where it is needed on this thread, is most of it. */
const BUDGETS = [
  ['only decompresses', "import { decompress } from 'surprisal'; console.log(decompress);", 60_000],
  ['only lists', "import { list } from 'surprisal'; console.log(list);", 5_000],
  ['uses everything', "import * as surprisal from 'surprisal'; console.log(surprisal);", 75_000],
  ['compares', "import { distanceMatrix } from 'surprisal/similarity'; console.log(distanceMatrix);", 6_000],
] as const;

test.each(BUDGETS)('a page that %s, bundled by Vite, keeps its budget', async (does, code, budget) => {
  const root = mkdtempSync(join(folder, 'vite-'));
  writeFileSync(join(root, 'page.js'), code);
  const rollupOptions = { input: join(root, 'page.js') };
  await vite({ root, configFile: false, logLevel: 'error', worker: { format: 'es' }, build: { rollupOptions } });
  const assets = readdirSync(join(root, 'dist/assets'));
  const bytes = (name: string): number => gzipSync(readFileSync(join(root, 'dist/assets', name)), { level: 9 }).length;
  const workers = assets.filter((name) => /^(similarity-)?worker/.test(name));
  const page = assets.filter((name) => name.startsWith('page'));
  const size = page.reduce((n, name) => n + bytes(name), 0);
  console.log(`a page that ${does}: ${size} bytes`);
  expect(size).toBeLessThan(budget);
  // The worker is a file of its own, found by itself, and loaded only where there are workers; no other comes with it.
  const name = code.includes('list') ? undefined : code.includes('similarity') ? 'similarity-worker' : 'worker';
  // Its name ends in eight characters of a hash, of which one may be a hyphen.
  expect([...new Set(workers.map((worker) => worker.replace(/-.{8}\.js$/, '')))]).toEqual(
    name === undefined ? [] : [name],
  );
});

test('bundled by esbuild, with the workers beside it, it works', async () => {
  const code = `
    import { compress, decompress } from 'surprisal';
    import { distanceMatrix } from 'surprisal/similarity';
    const bytes = new Uint8Array(50_000).map((_, i) => i % 37 ? 97 : i);
    const options = { model: 'order-2', frameSize: 9_000 };
    const archive = await compress(bytes, { ...options, workers: 2 });
    const same = (a, b) => Buffer.compare(a, b) === 0;
    console.log(same(archive, await compress(bytes, options)), same(bytes, await decompress(archive, { workers: 2 })));
    const items = [bytes.subarray(0, 100), bytes.subarray(0, 200), bytes.subarray(900, 999)];
    const matrix = (workers) => distanceMatrix(items, 'order-1', { workers }).then(({ values }) => String(values));
    console.log(await matrix(0) === await matrix(2));
  `;
  writeFileSync(join(folder, 'program.js'), code);
  await esbuild({
    entryPoints: {
      program: join(folder, 'program.js'),
      worker: 'surprisal/worker',
      'similarity-worker': 'surprisal/similarity/worker',
    },
    outdir: join(folder, 'out'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  // The library names its workers so.
  for (const name of ['worker', 'similarity-worker'])
    renameSync(join(folder, `out/${name}.mjs`), join(folder, `out/${name}.js`));
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'out/program.mjs')]);
  expect(stderr.toString()).toBe('');
  expect(stdout.toString()).toBe('true true\ntrue\n');
});
