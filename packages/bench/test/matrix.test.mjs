import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPeers, UNIT } from '../peers/index.mjs';
import { runMatrix } from '../src/matrix.mjs';

const FAKES = fileURLToPath(new URL('./fakes.mjs', import.meta.url));
const NAMES = /^(copies|wrong|crashes|hangs|eats|fills|writes|throws|absent|slow|picky)/;

let folder;
let peers;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'local.json'), '{}');
  peers = await findPeers({ more: [FAKES], local: join(folder, 'local.json') });
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = new TextEncoder().encode('one two three two one. '.repeat(50));

/** Runs the peers of a pattern, and gives what every cell came to by peer. */
async function run(pattern, options = {}) {
  const measured = [];
  const cells = await runMatrix({
    files: [{ corpus: 'test', name: 'text', content: text, bytes: text.length }],
    peers: peers.filter(({ id }) => pattern.test(id)),
    unit: peers.find(({ id }) => id === UNIT),
    store: join(folder, 'cells.jsonl'),
    run: {},
    limits: { seconds: 60, megabytes: 200, repeats: 1 },
    budget: 100,
    onCell: ({ cell }) => measured.push(cell.peer),
    ...options,
  });
  return { cells: Object.fromEntries(cells.map((cell) => [cell.peer, cell])), measured };
}

/** Short enough to wait for what hangs, long enough for all others on a busy machine. */
const HURRIED = { limits: { seconds: 6, megabytes: 200, repeats: 1 } };

describe('guards', () => {
  test('every kind of failure is told as what it is, and the run goes on', { timeout: 60_000 }, async () => {
    const { cells } = await run(NAMES, HURRIED);
    const told = Object.fromEntries(
      Object.values(cells).map(({ peer, status, detail }) => [peer, `${status}: ${detail}`]),
    );
    expect(told).toMatchObject({
      copies: 'ok: undefined',
      'wrong length': 'wrong bytes: 5 bytes instead of 1150',
      'wrong byte': 'wrong bytes: the first difference is at byte 3',
      'crashes at once': expect.stringMatching(/^crashed: compressing: exit 1: .*no-such-file/),
      'crashes decoding': 'crashed: decompressing: exit 1',
      hangs: 'too slow: compressing: over 6 s',
      'eats memory': 'out of memory: compressing: over 200 MB',
      'fills the disk': expect.stringMatching(/^crashed: compressing: exit 1/),
      'writes nothing': 'crashed: compressing: wrote nothing',
      throws: expect.stringMatching(/^crashed: compressing: exit 1: .*no such thing/),
      absent: 'not run: no program no-such-program on the PATH or in peers.local.json',
      slow: expect.stringMatching(/^not run: would take about 38 minutes/),
    });
    expect(told).not.toHaveProperty('picky');
  });

  test('nothing is left running', async () => {
    const marker = `60.${process.pid}`;
    const forks = { ...peers.find(({ id }) => id === 'hangs'), id: 'forks', compress: `nice sleep ${marker}` };
    const { cells } = await run(/^forks/, { peers: [forks], ...HURRIED });
    expect(cells['forks'].status).toBe('too slow');
    await expect.poll(() => commandsRunning().filter((command) => command.includes(marker))).toEqual([]);
  });
});

test('who ends the bench ends what it runs', async () => {
  const marker = `61.${process.pid}`;
  const module = new URL('../src/process.mjs', import.meta.url).href;
  const job = { argv: ['sleep', marker], folder, output: 'out', seconds: 60, megabytes: 100, fileBytes: 1e6 };
  const script = `(await import(${JSON.stringify(module)})).runProcess(${JSON.stringify(job)})`;
  const bench = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const sleeping = () => commandsRunning().filter((command) => command.startsWith(`sleep\0${marker}`)).length;
  await expect.poll(sleeping, { timeout: 20_000 }).toBe(1);
  bench.kill('SIGINT');
  await expect.poll(sleeping, { timeout: 20_000 }).toBe(0);
});

function commandsRunning() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return ''; // It ended meanwhile.
    }
  });
}

describe('a cell', () => {
  test('has sizes, times of this run in its unit, and memory', async () => {
    const { cells } = await run(/^(copies|gzip)/, { again: true });
    const { copies } = cells;
    const gzip = cells['gzip -9'];
    expect(copies.packed).toBe(text.length);
    expect(gzip.packed).toBeGreaterThan(20);
    expect(gzip.packed).toBeLessThan(100);
    expect(gzip.compress.cpu).toBeGreaterThan(0);
    expect(gzip.compress.cpu).toBeLessThan(1);
    expect(gzip.compress.peak).toBeGreaterThan(5e5);
    expect(gzip.compress.peak).toBeLessThan(2e7);
    expect(gzip.unit.compress).toBeGreaterThan(0);
  });

  test('is measured once: a run goes on where another was interrupted, and tries failures again', async () => {
    const store = join(folder, 'again.jsonl');
    const pattern = /^(copies|crashes decoding)/;
    expect((await run(pattern, { store })).measured.sort()).toEqual(['copies', 'crashes decoding']);
    const second = await run(pattern, { store });
    expect(second.measured).toEqual(['crashes decoding']);
    expect(second.cells.copies.status).toBe('ok');
  });

  test('a function is timed without the start of its engine', async () => {
    const { cells } = await run(/^node:zlib deflate/);
    const { compress } = cells['node:zlib deflate level 9'];
    expect(compress.cpu).toBeLessThan(compress.process);
  });
});
