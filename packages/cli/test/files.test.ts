/** The command line with files: what it writes, what it says, what it never does. */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { ENV, files, path, shell, start, surprisal, until } from './support.js';

const TEXT = INPUTS['log']!;

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('a.txt'), TEXT);
});

test('FILE becomes FILE.srp, stays, and comes back', () => {
  const packed = surprisal(['--model', 'order-2', 'a.txt']);
  expect(packed.status).toBe(0);
  expect(packed.stdout.toString()).toBe('');
  expect(packed.stderr.toString()).toMatch(/^a\.txt → a\.txt\.srp: [\d,]+ → [\d,]+ bytes, .* bits per byte, .*\n$/);
  expect(files()).toEqual(['a.txt', 'a.txt.srp']);
  expect(statSync(path('a.txt.srp')).size).toBeLessThan(TEXT.length / 2);
  rmSync(path('a.txt'));
  expect(surprisal(['-d', 'a.txt.srp']).status).toBe(0);
  expect(readFileSync(path('a.txt'))).toEqual(Buffer.from(TEXT));
});

test('mode and time are those of the source', () => {
  chmodSync(path('a.txt'), 0o640);
  utimesSync(path('a.txt'), 1e9, 1e9);
  surprisal(['-q', '--model', 'order-0', 'a.txt']);
  for (const name of ['a.txt', 'a.txt.srp']) {
    const { mode, mtimeMs } = statSync(path(name));
    expect([mode & 0o777, mtimeMs]).toEqual([0o640, 1e12]);
  }
});

test('-o names the output, -c and - write to standard output, pipes work', () => {
  expect(surprisal(['-q', '--model', 'order-1', '-o', 'b.srp', 'a.txt']).status).toBe(0);
  expect(surprisal(['-dc', 'b.srp']).stdout).toEqual(Buffer.from(TEXT));
  expect(surprisal(['-d', '-o', '-', 'b.srp']).stdout).toEqual(Buffer.from(TEXT));
  expect(surprisal(['--model', 'order-1', '-c', 'a.txt']).stdout).toEqual(readFileSync(path('b.srp')));
  expect(shell('$S --model order-1 < a.txt | $S -dc').stdout).toEqual(Buffer.from(TEXT));
  expect(shell('$S --model order-1 - < a.txt | $S -d - | cmp - a.txt').status).toBe(0);
  expect(files()).toEqual(['a.txt', 'b.srp']);
});

test('--rm removes the input once all is written, and not before', () => {
  expect(surprisal(['-q', '--rm', '--model', 'order-0', 'a.txt']).status).toBe(0);
  expect(files()).toEqual(['a.txt.srp']);
  writeFileSync(path('a.txt'), 'other');
  expect(surprisal(['-q', '--rm', '-d', 'a.txt.srp']).status).toBe(1);
  expect(files()).toEqual(['a.txt', 'a.txt.srp']);
});

test('--rm removes neither the output nor what went to a device', () => {
  expect(surprisal(['-q', '--rm', '--model', 'order-0', '-o', '/dev/null', 'a.txt']).status).toBe(0);
  expect(surprisal(['-qf', '--rm', '--model', 'order-0', '-o', 'a.txt', 'a.txt']).status).toBe(0);
  expect(surprisal(['-dc', 'a.txt']).stdout.equals(TEXT)).toBe(true);
});

test('an existing output is kept, unless -f', () => {
  writeFileSync(path('a.txt.srp'), 'precious');
  const refused = surprisal(['--model', 'order-0', 'a.txt']);
  expect(refused.status).toBe(1);
  expect(refused.stderr.toString()).toBe('surprisal: a.txt: a.txt.srp already exists; use -f to overwrite it\n');
  expect(readFileSync(path('a.txt.srp'), 'utf8')).toBe('precious');
  expect(surprisal(['-qf', '--model', 'order-0', 'a.txt']).status).toBe(0);
  expect(surprisal(['-q', '-t', 'a.txt.srp']).status).toBe(0);
  expect(files()).toEqual(['a.txt', 'a.txt.srp']);
});

test('several files: one that fails does not stop the others', () => {
  writeFileSync(path('b.txt'), 'b');
  const { status, stderr } = surprisal(['-q', '--model', 'order-0', 'a.txt', 'missing', 'b.txt']);
  expect(status).toBe(1);
  expect(stderr.toString()).toBe('surprisal: missing: no such file or directory\n');
  expect(files()).toEqual(['a.txt', 'a.txt.srp', 'b.txt', 'b.txt.srp']);
});

test('-t writes nothing; -l tells sizes; --json tells programs', () => {
  surprisal(['-q', '--model', 'order-2', 'a.txt']);
  const size = statSync(path('a.txt.srp')).size;
  expect(surprisal(['-t', 'a.txt.srp']).stderr.toString()).toMatch(/^a\.txt\.srp: ok, /);
  const list = surprisal(['-l', 'a.txt.srp']).stdout.toString().split('\n');
  expect(list[0]).toMatch(/^ +compressed +content +ratio +bits\/byte +model {2}name$/);
  expect(list[1]).toMatch(/ order-2 {2}a\.txt\.srp$/);
  const json = JSON.parse(surprisal(['--json', '-l', 'a.txt.srp']).stdout.toString());
  expect(json).toMatchObject({
    task: 'list',
    contentBytes: TEXT.length,
    streamBytes: size,
    model: 'order-2',
    frames: 1,
  });
  const { stdout, stderr, status } = surprisal(['--json', '-t', 'a.txt.srp', 'a.txt', 'missing']);
  const lines = stdout.toString().trim().split('\n');
  expect(stderr.toString()).toBe('');
  expect(lines.map((text) => JSON.parse(text))).toEqual([
    { input: 'a.txt', error: 'this is not a surprisal file (at byte 0)', code: 'not-a-stream', offset: 0 },
    { input: 'missing', error: 'no such file or directory', code: 'ENOENT', offset: null },
    expect.objectContaining({ task: 'test' }),
  ]);
  expect(status).toBe(1);
  expect(files()).toEqual(['a.txt', 'a.txt.srp']);
});

test('names as long as the file system takes, and such as are no UTF-8', () => {
  const long = `${'щ'.repeat(125)}a`;
  writeFileSync(path(long), TEXT);
  expect(shell(`$S -q --model order-0 ${long} && rm ${long} && $S -qd ${long}.srp && cmp a.txt ${long}`).status).toBe(
    0,
  );
  const { status, stderr } = shell("touch $'b\\xe9te'; $S $'b\\xe9te'; code=$?; rm b*; exit $code");
  expect([status, stderr.toString()]).toEqual([
    1,
    'surprisal: b\ufffdte: no such file; if its name is not valid UTF-8, use a pipe, or compress the folder that contains it\n',
  ]);
});

test('what is no file has no archive beside it; standard output by a name is not replaced', () => {
  const { stderr } = shell('mkfifo pipe; $S pipe /dev/null; $S -o null.srp /dev/null; ls');
  const why = 'is not a regular file; name the output with -o, or use -c';
  expect(stderr.toString().split('\n').slice(0, 2)).toEqual([
    `surprisal: pipe: ${why}`,
    `surprisal: /dev/null: ${why}`,
  ]);
  expect(files()).toEqual(['a.txt', 'null.srp', 'pipe']);
  symlinkSync('/proc/self/fd/1', path('out'));
  shell(
    'printf before > b; $S -qf --rm --model order-0 -o out a.txt >> b && tail -c +7 b | $S -d | cmp - a.txt && echo same >> b',
  );
  expect(readFileSync(path('b'), 'latin1')).toMatch(/^before\xf5s[\s\S]*same\n$/);
  expect(lstatSync(path('out')).isSymbolicLink()).toBe(true);
});

test('a device is written to, not replaced', () => {
  symlinkSync('/dev/null', path('null'));
  expect(surprisal(['-q', '--model', 'order-0', '-o', 'null', 'a.txt']).status).toBe(0);
  expect(lstatSync(path('null')).isSymbolicLink()).toBe(true);
});

test('a pipe that closes ends it quietly', () => {
  writeFileSync(path('zeros'), new Uint8Array(3_000_000));
  const { stdout, stderr } = shell('$S -q --model order-0 zeros; $S -dc zeros.srp | head -c 10 | wc -c');
  expect(stdout.toString().trim()).toBe('10');
  expect(stderr.toString()).toBe('');
});

test.each(['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGXCPU', 'SIGALRM', 'SIGUSR2'] as const)(
  '%s ends it, and leaves no file behind',
  async (signal) => {
    writeFileSync(path('big'), new Uint8Array(40_000_000));
    const { child, ended } = start(['-q', '--model', 'order-2', 'big']);
    await until(() => files().some((name) => name.endsWith('.tmp')));
    child.kill(signal);
    expect(await ended).toEqual([signal, '']);
    expect(files()).toEqual(['a.txt', 'big']);
  },
);

test.each([
  ['an error that nobody catches', 'throw new RangeError("unforeseen")'],
  ['a promise that nobody awaits', 'Promise.reject(new RangeError("unforeseen"))'],
  ['an end in the middle', 'process.exit(1)'],
])('%s leaves no file behind', (_, happens) => {
  writeFileSync(path('big'), new Uint8Array(40_000_000));
  const bomb = `import { readdirSync } from 'node:fs';
    setInterval(() => { if (readdirSync('.').some((name) => name.endsWith('.tmp'))) { ${happens} } }, 5).unref();`;
  writeFileSync(path('bomb.mjs'), bomb);
  const { status } = shell('NODE_OPTIONS="--import $PWD/bomb.mjs" $S -q --model order-2 big');
  expect(status).toBe(1);
  expect(files()).toEqual(['a.txt', 'big', 'bomb.mjs']);
});

test('an interrupt ends the loop of a shell, too', async () => {
  writeFileSync(path('big'), new Uint8Array(40_000_000));
  const loop = 'for i in 1 2 3; do $S -q --model order-2 -o $i.srp big; done; touch went-on';
  const group = spawn('bash', ['-c', loop], { cwd: path(''), env: ENV, detached: true });
  const ended = new Promise((resolve) => group.on('close', (code, signal) => resolve(code ?? signal)));
  await until(() => files().some((name) => name.endsWith('.tmp')));
  process.kill(-group.pid!, 'SIGINT'); // as a terminal does
  expect(await ended).toBe('SIGINT');
  expect(files()).toEqual(['a.txt', 'big']);
});

/** Owners can be given away by root alone. */
const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)('owner and group are those of the source (skipped: not root)', () => {
  chownSync(path('a.txt'), 1234, 4321);
  surprisal(['-q', '--rm', '--model', 'order-0', 'a.txt']);
  surprisal(['-q', '--model', 'order-0', '-do', 'b.txt', 'a.txt.srp']);
  for (const name of ['a.txt.srp', 'b.txt']) {
    const { uid, gid } = statSync(path(name));
    expect([uid, gid]).toEqual([1234, 4321]);
  }
});

test.skipIf(!isRoot)('a group that cannot be kept is no reason to let another one read (skipped: not root)', () => {
  chownSync(path('a.txt'), 65534, 4321);
  chmodSync(path('a.txt'), 0o4754);
  const { stderr } = shell(
    'chmod 777 .; setpriv --reuid=65534 --regid=65534 --clear-groups $S -q --model order-0 a.txt',
  );
  expect(stderr.toString()).toBe('');
  const { uid, gid, mode } = statSync(path('a.txt.srp'));
  expect([uid, gid, mode & 0o7777]).toEqual([65534, 65534, 0o744]);
});

test.each([
  '2026-11-30 10:00:00.400300001',
  '2023-05-06 07:08:09.123456789',
  '1969-12-31 23:59:59.999999999',
  '1955-01-02 03:04:05.000000001',
  '2242-03-16 12:56:32.5',
])('an archive and what is restored have the very time of their source: %s', (time) => {
  const { stdout, stderr } = shell(`echo a > f; touch -d '${time}' f; $S -q -N --model order-0 f; touch -d 2001-01-01 g
    touch -r f.srp before; touch -d 2001-01-01 f.srp; $S -qd -o g -f f.srp; stat -c %.9Y f before g`);
  expect(stderr.toString()).toBe('');
  expect(new Set(stdout.toString().trim().split('\n'))).toHaveLength(1);
});

test('without touch, an archive is not older than its source, so that make does not make it again', () => {
  const { stderr } =
    shell(`echo a > f; touch -d 2026-11-30T10:00:00.400300001Z f; echo b > g; touch -d 2001-02-03T04:05:06Z g
    PATH=/nonexistent $S -q --model order-0 f g`);
  expect(stderr.toString()).toBe('');
  const time = (name: string): bigint => statSync(path(name), { bigint: true }).mtimeNs;
  expect(time('f.srp') - time('f')).toBeGreaterThanOrEqual(0n);
  expect(time('f.srp') - time('f')).toBeLessThan(2000n);
  expect(time('g.srp')).toBe(time('g'));
});
