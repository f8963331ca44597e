/** Workers that do jobs: what comes of those that fail, of those that end, and of all when there is no more need. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startNodeWorker } from '../../src/pool/start.js';
import { WorkerPool } from '../../src/pool/worker-pool.js';

const folder = mkdtempSync(join(tmpdir(), 'surprisal-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const serve = new URL('../../dist/pool/serve.js', import.meta.url).href;
writeFileSync(
  join(folder, 'worker.mjs'),
  `import { serve } from ${JSON.stringify(serve)};
  const done = (result) => ({ result, transfer: [] });
  serve({
    double: async ({ bytes }) => done(2 * bytes.length),
    fail: async () => { throw new RangeError('not this one'); },
    end: async () => process.exit(0),
    hang: async () => { for (;;); },
  });`,
);
let started = 0;
const start = (): ReturnType<typeof startNodeWorker> => {
  started++;
  return startNodeWorker(pathToFileURL(join(folder, 'worker.mjs')));
};
const task = (name: string): { name: string; here: () => Promise<number> } => ({ name, here: async () => 0 });
const run = (pool: WorkerPool, name: string, length = 3): Promise<number> =>
  pool.run(task(name), {}, new Uint8Array(length), true, () => {});

test('workers are started when they are needed, and used again', async () => {
  const pool = new WorkerPool(2, undefined, start);
  started = 0;
  expect(await Promise.all([1, 2, 3, 4, 5].map((n) => run(pool, 'double', n)))).toEqual([2, 4, 6, 8, 10]);
  expect(started).toBe(2);
  pool.close();
});

test.each([
  ['fail', /^RangeError: not this one$/],
  ['end', /^Error: the worker ended unexpectedly$/],
])('a job that cannot be done says why: %s', async (name, message) => {
  const pool = new WorkerPool(2, undefined, start);
  await expect(run(pool, name).catch(String)).resolves.toMatch(message);
  pool.close();
});

test('an abort reaches those who wait for work, for a worker and for its start', async () => {
  const controller = new AbortController();
  const pool = new WorkerPool(2, controller.signal, start);
  const all = ['hang', 'hang', 'double', 'double'].map((name) => run(pool, name).catch(String));
  setTimeout(() => controller.abort(new Error('enough')), 50);
  expect(await Promise.all(all)).toEqual(Array.from({ length: 4 }, () => 'Error: enough'));
});

test('closed, it ends what is under way', async () => {
  const pool = new WorkerPool(1, undefined, start);
  const hanging = run(pool, 'hang').catch(String);
  pool.close();
  expect(await hanging).toBe('Error: closed');
});

describe('where no worker starts', () => {
  writeFileSync(join(folder, 'broken.mjs'), "throw new Error('broken');");
  const missing = (): ReturnType<typeof start> => startNodeWorker(pathToFileURL(join(folder, 'missing.mjs')));
  const broken = (): ReturnType<typeof start> => startNodeWorker(pathToFileURL(join(folder, 'broken.mjs')));
  const forbidden = async (): ReturnType<typeof start> => {
    throw new Error('a policy');
  };
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const here = { name: 'double', here: async ({ bytes }: { bytes: Uint8Array }) => 2 * bytes.length };
  const runHere = (pool: WorkerPool, n: number): Promise<number> =>
    pool.run(here, {}, new Uint8Array(n), true, () => {});

  test('this thread does the work, one job after another, and all crews warn once together', async () => {
    for (const begin of [missing, broken, forbidden]) {
      const pool = new WorkerPool(3, undefined, begin);
      expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => runHere(pool, n)))).toEqual([2, 4, 6, 8, 10, 12, 14]);
      pool.close();
    }
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toMatch(/^surprisal: no worker starts \(Cannot find module .*'surprisal\/worker'/s);
  });

  test('those that do start work too', async () => {
    const pool = new WorkerPool(3, undefined, () => (started++ % 2 === 0 ? start() : forbidden()));
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => runHere(pool, n)))).toEqual([2, 4, 6, 8, 10, 12, 14]);
    pool.close();
  });

  test('an error of the work itself is no reason to do it again here', async () => {
    const pool = new WorkerPool(1, undefined, start);
    await expect(run(pool, 'fail')).rejects.toThrow('not this one');
    pool.close();
  });
});
