/** Habits of the system that the command keeps to: ranges past the end, folders that are not there, hangups, files of /proc, limits. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, shell, surprisal, until } from './support.js';

const TEXT = Buffer.from(INPUTS['log']!.subarray(0, 5000));
const BIN = fileURLToPath(new URL('../../surprisal/bin/surprisal.js', import.meta.url));
const hasScript = shell('script --version').status === 0;
const hasProc = existsSync('/proc/cpuinfo');

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('a'), TEXT);
  surprisal(['-q', '--model', 'order-0', 'a']);
});

test.each(['5000-', '5000-6000', '1G-'])('the range %s, past the end, is an error; nothing is written', (range) => {
  const { status, stdout, stderr } = surprisal(['--range', range, 'a.srp']);
  expect([status, stdout.length]).toEqual([1, 0]);
  expect(stderr.toString()).toMatch(/^surprisal: a\.srp: .*past the end of the content.*\n$/);
  expect(surprisal(['range', range, '-o', 'part', 'a.srp']).status).toBe(1);
  expect(files()).toEqual(['a', 'a.srp']);
});

test('a range that goes past the end gives what there is, and says so', () => {
  const { status, stdout, stderr } = surprisal(['--range', '4990-6000', 'a.srp']);
  expect(status).toBe(0);
  expect(stdout).toEqual(TEXT.subarray(4990));
  expect(stderr.toString()).toMatch(/^surprisal: a\.srp: .*past the end of the content.*5,000\n$/);
  expect(surprisal(['--range', '4990-6000', '-q', 'a.srp']).stderr.toString()).toBe('');
  expect(surprisal(['--range', '4990-', 'a.srp']).stderr.toString()).toBe('');
  writeFileSync(path('empty'), '');
  surprisal(['-q', 'empty']);
  expect(surprisal(['--range', '0-', 'empty.srp']).status).toBe(0);
});

test('-o OUT/ makes the folder, both ways, but not those above it', () => {
  expect(surprisal(['-q', '--model', 'order-0', '-o', 'new/', 'a']).status).toBe(0);
  expect(surprisal(['-qd', '-o', 'back/', 'new/a.srp']).status).toBe(0);
  expect(readFileSync(path('back/a'))).toEqual(TEXT);
  expect(surprisal(['range', '0-3', '-qo', 'part/', 'a.srp']).status).toBe(0);
  expect(readFileSync(path('part/a'))).toEqual(TEXT.subarray(0, 3));
  const says = (out: string): string => surprisal(['-o', out, 'a']).stderr.toString();
  expect(says('no/where/')).toBe('surprisal: a: no/where/: no such file or directory\n');
  expect(says('a/')).toBe('surprisal: a: a/ is not a directory\n');
  if (hasProc) expect(says('/proc/new/')).toBe('surprisal: a: /proc/new/: no such file or directory\n');
  expect(files()).toEqual(['a', 'a.srp', 'back', 'new', 'part']);
});

test('under nohup a hangup does not end it', async () => {
  writeFileSync(path('big'), new Uint8Array(10_000_000));
  const child = spawn('nohup', [process.execPath, BIN, '--model', 'order-2', 'big'], {
    cwd: path('.'),
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
  await until(() => files().some((name) => name.endsWith('.tmp')));
  child.kill('SIGHUP');
  expect(await ended).toBe(0);
  expect(files()).toEqual(['a', 'a.srp', 'big', 'big.srp']);
  expect(surprisal(['-tq', 'big.srp']).status).toBe(0);
});

test.skipIf(!hasScript)('on a terminal a hangup ends it, and leaves no file behind (skipped: no script)', () => {
  writeFileSync(path('big'), new Uint8Array(40_000_000));
  const inside = `$S -q --model order-2 big & p=$!; until ls -A | grep -q tmp; do sleep 0.05; done; kill -HUP $p; wait $p; echo ended $?`;
  writeFileSync(path('inside'), inside);
  const { stdout } = shell(`script -qec 'bash inside' /dev/null < /dev/null`);
  expect(stdout.toString()).toMatch(/ended 129\r\n$/);
  expect(files()).toEqual(['a', 'a.srp', 'big', 'inside']);
});

test.skipIf(!hasProc)('a file of /proc, which says that it is empty, is read to its end (skipped: no /proc)', () => {
  const { status, stderr } = surprisal(['-q', '--model', 'order-0', '-o', 'version.srp', '/proc/version']);
  expect([status, stderr.toString()]).toEqual([0, '']);
  expect(surprisal(['-dc', 'version.srp']).stdout).toEqual(readFileSync('/proc/version'));
  expect(surprisal(['--json', '-c', '--model', 'order-0', '/proc/version']).stderr.toString()).toContain(
    `"contentBytes":${readFileSync('/proc/version').length},`,
  );
});

test('an empty file keeps its mode, time and, with -N, its name', () => {
  writeFileSync(path('empty'), '');
  chmodSync(path('empty'), 0o640);
  expect(surprisal(['-qN', 'empty']).status).toBe(0);
  const [from, to] = [statSync(path('empty')), statSync(path('empty.srp'))];
  expect(to.mode).toBe(from.mode);
  expect(Math.abs(to.mtimeMs - from.mtimeMs)).toBeLessThan(2);
  expect(surprisal(['-lv', 'empty.srp']).stdout.toString()).toContain('name empty');
  expect(surprisal(['-qdfo', 'back', 'empty.srp']).status).toBe(0);
  expect(readFileSync(path('back')).length).toBe(0);
});

test('a sparse file comes back with the same content', () => {
  const { stdout, stderr } = shell(
    'truncate -s 2M sparse; echo end >> sparse; $S -q --model order-0 sparse; $S -dc sparse.srp | cmp - sparse && echo same',
  );
  expect([stdout.toString(), stderr.toString()]).toEqual(['same\n', '']);
});

test.skipIf(process.platform !== 'linux')(
  'a limit of virtual memory is named as what it is (skipped: not Linux)',
  () => {
    const { status, stdout, stderr } = shell('ulimit -v 9000000; $S a -o b.srp');
    expect([status, stdout.length]).toEqual([1, 0]);
    expect(stderr.toString()).toMatch(/^surprisal: a: not enough address space: .*ulimit -v.*\n$/);
    expect(files()).toEqual(['a', 'a.srp']);
  },
);

test('folders without what is excluded, by name, by path, and what belongs to version control', () => {
  shell(`mkdir -p d/.git d/node_modules/x d/src/node_modules d/build d/src/deep
    touch d/.git/c d/.gitignore d/.env d/node_modules/x/y d/src/a.c d/src/a.o d/src/deep/b.o d/src/node_modules/q d/build/o d/'!x'`);
  const all = shell('cd d && find . -mindepth 1').stdout.toString().split('\n').filter(Boolean);
  const names = (...args: string[]): string[] => {
    expect(surprisal(['-qf', '--model', 'order-0', ...args, 'd']).stderr.toString()).toBe('');
    const members = shell('$S -dc d.srp | tar t').stdout.toString().split('\n').filter(Boolean);
    return members.map((name) => name.replace(/^d\//, './').replace(/\/$/, '')).filter((name) => name !== '.');
  };
  const without = (gone: RegExp): string[] => all.filter((name) => !gone.test(name)).sort();
  expect(names().sort()).toEqual([...all].sort());
  expect(names('--exclude', 'node_modules').sort()).toEqual(without(/\/node_modules/));
  expect(names('--exclude', '*.o', '--exclude=build/').sort()).toEqual(without(/\.o$|\/build/));
  expect(names('--exclude', 'src/*.o').sort()).toEqual(without(/src\/a\.o$/));
  expect(names('--exclude', '/src/node_modules').sort()).toEqual(without(/src\/node_modules/));
  expect(names('--exclude', '**/deep').sort()).toEqual(without(/\/deep/));
  expect(names('--exclude', '.*').sort()).toEqual(without(/\/\./));
  expect(names('--exclude', '!x').sort()).toEqual(without(/!x/));
  expect(names('--exclude', '{build,src}').sort()).toEqual(without(/\/(build|src)/));
  expect(names('--exclude-vcs').sort()).toEqual(without(/\/\.git/));
  expect(names('--exclude', '*')).toEqual([]);
});
