/**
 * SIGKILL at random moments, while files are compressed and restored in place: the input is never lost, and no half
 * file passes for a whole one. SURPRISAL_KILLS: how many moments; 5 unless it is set.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { compress, decompress } from 'surprisal';
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, shell, start } from './support.js';

const KILLS = Number(process.env['SURPRISAL_KILLS'] ?? 5);
const CONTENT = Buffer.concat(Array.from({ length: 60 }, () => INPUTS['log']!));
const OPTIONS = { model: 'order-2', frameSize: 2 ** 16 };
const ARCHIVE = Buffer.from(await compress(CONTENT, OPTIONS));
const isWhole = (name: string, content: Buffer): boolean => readFileSync(path(name)).equals(content);

/** What is done in place, and what must hold whenever it ends. */
const WORK = [
  {
    name: 'compressing a file',
    args: ['-q', '--rm', '--model', 'order-2', '--frame-size', '64K', 'a'],
    prepare: () => writeFileSync(path('a'), CONTENT),
    check: () => {
      const there = files().filter((name) => !name.endsWith('.tmp'));
      if (there.includes('a')) expect(isWhole('a', CONTENT)).toBe(true);
      if (there.includes('a.srp')) expect(isWhole('a.srp', ARCHIVE)).toBe(true);
      expect(there.length).toBeGreaterThan(0);
    },
  },
  {
    name: 'restoring one',
    args: ['-qd', '--rm', 'a.srp'],
    prepare: () => writeFileSync(path('a.srp'), ARCHIVE),
    check: () => {
      const there = files().filter((name) => !name.endsWith('.tmp'));
      if (there.includes('a.srp')) expect(isWhole('a.srp', ARCHIVE)).toBe(true);
      if (there.includes('a')) expect(isWhole('a', CONTENT)).toBe(true);
      expect(there.length).toBeGreaterThan(0);
    },
  },
  {
    name: 'restoring a folder over another',
    args: ['-qdf', '--rm', 'd.srp'],
    prepare: () => {
      shell(
        'mkdir d && for i in {1..40}; do cp a d/$i; done && $S -q --model order-0 d && rm -r d/* && echo old > d/old',
      );
    },
    check: () => {
      expect(files()).toContain(files().includes('d.srp') ? 'd.srp' : 'd');
      if (!files().includes('d')) return; // between the moving of the old one and that of the new one
      const inside = readdirSync(path('d'));
      if (inside.includes('old')) return expect(inside).toEqual(['old']);
      expect(inside.length).toBe(40);
      for (const name of inside) expect(isWhole(`d/${name}`, CONTENT.subarray(0, 5000))).toBe(true);
    },
  },
];

/** Numbers that look random, in [0, 1). */
function* random(seed: number): Generator<number, never> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    yield x / 2 ** 32;
  }
}

test.each(WORK)(
  'killed while $name',
  async ({ args, prepare, check }) => {
    const moments = random(args.length * 7919);
    const fresh = (): void => {
      for (const name of files()) rmSync(path(name), { recursive: true, force: true });
      writeFileSync(path('a'), CONTENT.subarray(0, 5000));
      prepare();
      if (!args.includes('a')) rmSync(path('a'), { force: true });
    };
    fresh();
    const began = performance.now();
    expect(await start(args).ended).toEqual([0, '']);
    const duration = performance.now() - began;
    check();
    for (let i = 0; i < Math.ceil(KILLS / WORK.length); i++) {
      fresh();
      const { child, ended } = start(args);
      // The first third is the start of the process.
      const moment = duration * (0.3 + 0.7 * moments.next().value);
      const timer = setTimeout(() => child.kill('SIGKILL'), moment);
      await ended;
      clearTimeout(timer);
      check();
    }
  },
  600_000,
);

test('an archive cut anywhere opens nowhere', async () => {
  const small = await compress(CONTENT.subarray(0, 3000), { ...OPTIONS, frameSize: 1000 });
  for (let n = 0; n < small.length; n += 7) await expect(decompress(small.subarray(0, n))).rejects.toThrow();
});
