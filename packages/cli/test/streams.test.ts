/** Files larger than a frame: in chunks, by workers, in part; and what archives tell of the files they are from. */
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { compress, decompress, list } from 'surprisal';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { collected, each } from '../../surprisal/src/base/byte-streams.js';
import { repeated } from '../../surprisal/test/support/bytes.js';
import { files, path, shell, start, surprisal, until } from './support.js';

const TEXT = Buffer.concat(Array.from({ length: 20 }, () => INPUTS['log']!));
const IN_FRAMES = ['--model', 'order-2', '--frame-size', '16K'];
const ARCHIVE = Buffer.from(await compress(TEXT, { model: 'order-2', frameSize: 2 ** 14 }));

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('a.txt'), TEXT);
  writeFileSync(path('b.srp'), ARCHIVE);
});

test('the same bytes whatever -j, from a file and through pipes, both ways', () => {
  expect(surprisal([...IN_FRAMES, '-j2', '-c', 'a.txt']).stdout).toEqual(ARCHIVE);
  expect(surprisal([...IN_FRAMES, '-j1', '-'], TEXT).stdout).toEqual(ARCHIVE);
  expect(surprisal(['-d', '-j2', '-c', 'b.srp']).stdout).toEqual(TEXT);
  expect(surprisal(['-d', '-j1'], ARCHIVE).stdout).toEqual(TEXT);
});

test('a report says the same of an archive in a pipe as of one in a file', () => {
  const summary = { contentBytes: TEXT.length, streamBytes: ARCHIVE.length, model: 'order-2', frames: 7 };
  const reportOf = (bytes: Buffer): unknown => JSON.parse(bytes.toString());
  expect(reportOf(surprisal(['--json', ...IN_FRAMES, '-c', 'a.txt']).stderr)).toMatchObject(summary);
  expect(reportOf(surprisal(['--json', '-f', ...IN_FRAMES, 'a.txt']).stdout)).toMatchObject(summary);
  expect(reportOf(surprisal(['--json', '-dc', 'b.srp']).stderr)).toMatchObject(summary);
  expect(reportOf(surprisal(['--json', '-d'], ARCHIVE).stderr)).toMatchObject(summary);
  expect(surprisal(['-dv'], ARCHIVE).stderr.toString()).toMatch(/order-2, 7 frames\n$/);
  // Too long to be listed before it is decoded.
  const noise = Uint8Array.from({ length: 2 ** 21 }, (_, i) => Math.imul(i * i + i, 0x9e3779b1) >>> 24);
  const long = surprisal(['--model', 'order-0', '--frame-size', '512K', '-'], noise).stdout;
  expect(reportOf(surprisal(['--json', '-d'], long).stderr)).toMatchObject({ streamBytes: long.length, frames: 4 });
});

test('frames of a pipe are those of a stream of the library, those of a file of one size', async () => {
  const text = repeated(TEXT, 3 * 2 ** 20);
  const model = ['--model', 'order-0'];
  const stream = Buffer.concat(await collected(compress(each([text]), { model: 'order-0' })));
  expect((await list(stream)).frames.map(({ size }) => size)).toEqual([2 ** 20, 2 ** 21]);
  writeFileSync(path('c.txt'), text);
  expect(surprisal(model, text).stdout.equals(stream)).toBe(true);
  expect(shell('$S -c --model order-0 -j1 < c.txt > c.srp').status).toBe(0);
  expect(readFileSync(path('c.srp')).equals(stream)).toBe(true);
  expect(shell('$S --model order-0 -fo c.srp <(cat c.txt)').status).toBe(0);
  expect(readFileSync(path('c.srp')).equals(stream)).toBe(true);
  expect(surprisal(['-c', ...model, 'c.txt']).stdout.equals(await compress(text, { model: 'order-0' }))).toBe(true);
});

test.each([
  ['0-10', 0, 10],
  ['16380-16390', 16380, 16390],
  ['20K-33K', 20480, 33792],
  ['50000-', 50000, TEXT.length],
  ['1G-', TEXT.length, TEXT.length],
])('range %s', (range, from, to) => {
  expect(surprisal(['--range', range, 'b.srp']).stdout).toEqual(TEXT.subarray(from, to));
});

test('a range reads nothing but its frames, and can be written to a file', () => {
  const archive = Buffer.from(ARCHIVE);
  archive[archive.length >> 1]! ^= 255;
  writeFileSync(path('b.srp'), archive);
  expect(surprisal(['range', '0-16K', '-qo', 'part', 'b.srp']).status).toBe(0);
  expect(readFileSync(path('part'))).toEqual(TEXT.subarray(0, 16384));
  expect(surprisal(['-t', 'b.srp']).status).toBe(1);
});

test('verbs are words as well, and win over files of that name', () => {
  writeFileSync(path('list'), TEXT);
  expect(surprisal(['compress', '-q', '--model', 'order-0', './list']).status).toBe(0);
  expect(surprisal(['list', 'list.srp']).stdout.toString()).toMatch(/ order-0 {2}list\.srp\n$/);
  expect(surprisal(['decompress', '--help']).stdout.toString()).toMatch(
    /^Usage: surprisal decompress \[options\] \[FILE/,
  );
});

test('-l: a table with a sum; -v tells frames, kinds, memory and what is stored', () => {
  chmodSync(path('a.txt'), 0o640);
  utimesSync(path('a.txt'), 1e9, 1e9);
  surprisal(['-q', ...IN_FRAMES, '-N', 'a.txt']);
  const { size } = statSync(path('a.txt.srp'));
  const [head, line, details, sum] = surprisal(['-lv', 'a.txt.srp', 'a.txt.srp'])
    .stdout.toString()
    .split('\n')
    .toSpliced(3, 2);
  expect(head).toBe('     compressed        content    ratio bits/byte     model  name');
  expect(line).toContain(`${new Intl.NumberFormat('en').format(TEXT.length).padStart(15)}  `);
  expect(details).toBe(
    `    ${Math.ceil(TEXT.length / 16384)} frames; kind text; memory 18.9 MB; name a.txt; modified 2001-09-09T01:46:40.000Z; mode 0640`,
  );
  expect(sum).toMatch(/ {2}2 archives$/);
  expect(JSON.parse(surprisal(['-l', '--json', 'a.txt.srp']).stdout.toString())).toMatchObject({
    streamBytes: size,
    metadata: { name: 'a.txt', modified: '2001-09-09T01:46:40.000Z', mode: 0o640 },
  });
});

test('-N stores name, time and mode; -d gives time and mode back, and with -N the name', () => {
  chmodSync(path('a.txt'), 0o640);
  utimesSync(path('a.txt'), 1e9, 1e9);
  surprisal(['-q', '-N', '--model', 'order-0', '-fo', 'b.srp', 'a.txt']);
  chmodSync(path('b.srp'), 0o600);
  utimesSync(path('b.srp'), 2e9, 2e9);
  rmSync(path('a.txt'));
  expect(surprisal(['-qd', 'b.srp']).status).toBe(0);
  expect(surprisal(['-qdN', 'b.srp']).status).toBe(0);
  expect(files()).toEqual(['a.txt', 'b', 'b.srp']);
  for (const name of ['a.txt', 'b']) {
    const { mode, mtimeMs } = statSync(path(name));
    expect([mode & 0o777, mtimeMs]).toEqual([0o640, 1e12]);
  }
});

test('without -N the same content gives the same bytes', () => {
  writeFileSync(path('other'), TEXT);
  chmodSync(path('other'), 0o600);
  surprisal(['-q', '--model', 'order-0', 'a.txt', 'other']);
  expect(readFileSync(path('other.srp'))).toEqual(readFileSync(path('a.txt.srp')));
});

test('-o OUT/ takes all that is written', () => {
  writeFileSync(path('b.txt'), TEXT);
  expect(shell('mkdir packed back && $S -q --model order-0 -o packed *.txt && $S -qd -o back/ packed/*').status).toBe(
    0,
  );
  expect(shell('ls packed back; cmp a.txt back/a.txt').stdout.toString()).toBe(
    'back:\na.txt\nb.txt\n\npacked:\na.txt.srp\nb.txt.srp\n',
  );
});

test('memory is limited before any is taken', () => {
  const { status, stderr } = surprisal(['-dc', '--memory-limit', '64K', 'b.srp']);
  expect(status).toBe(1);
  expect(stderr.toString()).toMatch(/^surprisal: b\.srp: decoding needs \d+ bytes of memory, more than 65536 /);
});

test.each([
  ['grows', (file: string) => appendFileSync(file, 'more')],
  ['shrinks', (file: string) => truncateSync(file, 3_900_000)],
])('a file that %s while it is read is compressed as it is read, told, and kept', async (_, change) => {
  writeFileSync(path('big'), new Uint8Array(4_000_000));
  const { ended } = start(['-q', '--rm', '--model', 'order-0', '--frame-size', '1M', '-j1', 'big']);
  await until(() => files().some((name) => name.endsWith('.tmp')));
  change(path('big'));
  const [code, said] = await ended;
  expect([code, said]).toEqual([
    1,
    'surprisal: big: changed while it was being read; the archive holds what was read\n',
  ]);
  expect(files()).toEqual(['a.txt', 'b.srp', 'big', 'big.srp']);
  // Not toEqual, which takes minutes for megabytes.
  expect(readFileSync(path('big')).equals(await decompress(readFileSync(path('big.srp'))))).toBe(true);
});
