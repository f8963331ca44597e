/** The library bundled, as pages and programs bundle it: it works, with workers, and is as small as is promised. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as bundlers from '../../../scripts/bundlers/bundlers.mjs';
import { preparePage, tryBundler, tryPage } from '../../../scripts/bundlers/check.mjs';

// Inside the repository, so that 'surprisal' is found as it is by who installed it.
const build = fileURLToPath(new URL('../build', import.meta.url));
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const pageSource = fileURLToPath(new URL('../../../scripts/bundlers/page/src/index.js', import.meta.url));
let folder = '';
/** What the page computes, as computed here without workers. */
let expected: unknown;
beforeAll(async () => {
  mkdirSync(build, { recursive: true });
  folder = mkdtempSync(join(build, 'bundled-'));
  await import(pageSource);
  expected = await (globalThis as unknown as { go(workers: number): Promise<unknown> }).go(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Gzipped bytes of what a page loads at first that does this: the kernel, where it is needed on this thread, is most of it. */
const BUDGETS = [
  ['only decompresses', "import { decompress } from 'surprisal'; console.log(decompress);", 60_000],
  ['only lists', "import { list } from 'surprisal'; console.log(list);", 7_000], // the registry is 0.9 kB of it,
  ['uses everything', "import * as surprisal from 'surprisal'; console.log(surprisal);", 75_000],
  ['compares', "import { distanceMatrix } from 'surprisal/similarity'; console.log(distanceMatrix);", 6_000],
] as const;

test.each(BUDGETS)('a page that %s, bundled by Vite, keeps its budget', async (does, code, budget) => {
  const root = mkdtempSync(join(folder, 'vite-'));
  writeFileSync(join(root, 'page.js'), code);
  const rollupOptions = { input: join(root, 'page.js') };
  await vite({ root, configFile: false, logLevel: 'error', build: { rollupOptions } });
  const assets = readdirSync(join(root, 'dist/assets'));
  const bytes = (name: string): number => gzipSync(readFileSync(join(root, 'dist/assets', name)), { level: 9 }).length;
  const page = assets.filter((name) => name.startsWith('page'));
  const size = page.reduce((n, name) => n + bytes(name), 0);
  console.log(`a page that ${does}: ${size} bytes`);
  expect(size).toBeLessThan(budget);
  // The worker is a file of its own, found by itself, and loaded only where there are workers.
  expect(assets.filter((name) => name.startsWith('worker'))).toHaveLength(does === 'only lists' ? 0 : 1);
});

test.each([bundlers.vite('Vite 8', 'vite'), bundlers.webpack])(
  'a page built by $name without configuration, from the packed library, runs in Chromium with workers',
  { timeout: 120_000 },
  async (bundler) => {
    const prepared = preparePage(join(folder, 'page'));
    const { inWorkers, alone, workers, complaints, copies } = await tryBundler(bundler, prepared, modules);
    expect(complaints).toEqual([]);
    expect(copies).toEqual([]);
    expect(workers).toBe(6); // two for each of the three calls
    expect(inWorkers).toEqual(expected);
    expect(alone).toEqual(expected);
  },
);

test('bundled by esbuild for Node, with the worker beside it, it works', async () => {
  const code = `
    import ${JSON.stringify(pageSource)};
    console.log(JSON.stringify([await go(0), await go(2)]));
  `;
  writeFileSync(join(folder, 'program.js'), code);
  await esbuild({
    entryPoints: { program: join(folder, 'program.js'), worker: 'surprisal/worker' },
    outdir: join(folder, 'out'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  // The library names its worker so.
  renameSync(join(folder, 'out/worker.mjs'), join(folder, 'out/worker.js'));
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'out/program.mjs')], { timeout: 60_000 });
  expect(stderr.toString()).toBe('');
  expect(JSON.parse(stdout.toString())).toEqual([expected, expected]);
});

describe('in Chromium', { timeout: 60_000 }, () => {
  const WORKER_URL = 'new URL("./worker.js", import.meta.url)';
  /** A page by esbuild, with the worker beside it. */
  const pageWith = async (change: (name: string) => void): Promise<string> => {
    const page = mkdtempSync(join(folder, 'esbuild-'));
    const entryPoints = { main: pageSource, worker: 'surprisal/worker' };
    await esbuild({ entryPoints, outdir: page, bundle: true, format: 'esm', logLevel: 'error' });
    writeFileSync(join(page, 'index.html'), '<!doctype html><script type="module" src="main.js"></script>');
    change(page);
    return page;
  };
  const replaceUrl = (page: string, url: string): void => {
    const code = readFileSync(join(page, 'main.js'), 'utf8');
    expect(code).toContain(WORKER_URL);
    writeFileSync(join(page, 'main.js'), code.replace(WORKER_URL, JSON.stringify(url)));
  };

  test.each<[string, (page: string) => void, string?]>([
    ['its script is missing', (page) => rmSync(join(page, 'worker.js'))],
    ['its script fails', (page) => writeFileSync(join(page, 'worker.js'), "throw new Error('not here');")],
    ['its script lacks a part', (page) => writeFileSync(join(page, 'worker.js'), "import './missing.js';")],
    ['its address is data', (page) => replaceUrl(page, "data:text/javascript,import './serve.js'")],
    ['its address is a file', (page) => replaceUrl(page, 'file:///worker.js')],
    ['a policy forbids it', () => {}, "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'"],
  ])(
    'where a worker does not start because %s, the page does the work, with one warning',
    async (_, change, policy) => {
      const { inWorkers, alone, complaints } = await tryPage(await pageWith(change), policy);
      expect(inWorkers).toEqual(expected);
      expect(alone).toEqual(expected);
      // The others are the browser's own.
      expect(complaints.filter((text) => /^surprisal: no worker starts/.test(text))).toHaveLength(1);
    },
  );

  test('a policy that allows the worker and WebAssembly is enough', async () => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
    const { inWorkers, complaints } = await tryPage(await pageWith(() => {}), policy);
    expect(inWorkers).toEqual(expected);
    expect(complaints.filter((text) => text.startsWith('surprisal'))).toEqual([]);
  });

  test.each([2, 0])('a policy that forbids WebAssembly is named, with %i workers', async (workers) => {
    const page = await pageWith(() => {});
    const code = readFileSync(join(page, 'main.js'), 'utf8');
    writeFileSync(join(page, 'main.js'), `${code}\nconst really = go; go = () => really(${workers}).catch(String);`);
    const { inWorkers } = await tryPage(page, "script-src 'self'; worker-src 'self'");
    expect(inWorkers).toContain("content security policy must allow it: add 'wasm-unsafe-eval' to script-src");
  });
});
