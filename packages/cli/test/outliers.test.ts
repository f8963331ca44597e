/** outliers and segment on the command line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { files, path, start, surprisal, until } from './support.js';

/** A log whose lines are much alike. */
const log = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => {
    const n = Math.imul(i + from + 1, 0x9e3779b1) >>> 0;
    return `10:${String((i + from) % 60).padStart(2, '0')} door ${n % 40} ${n & 256 ? 'opened' : 'closed'} by ${n % 9000}`;
  });
const STRANGE = 'kernel panic: cannot mount root from the usual place';
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  const lines = log(300);
  lines[120] = STRANGE;
  writeFileSync(path('app.log'), text(lines));
  writeFileSync(path('yesterday.log'), text(log(800, 1000)));
});

const out = (...args: string[]): string => {
  const { status, stdout, stderr } = surprisal(args);
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  return stdout.toString();
};

test('the line that stands out is the first of as many as are asked for', () => {
  const rows = out('outliers', '-n', '3', 'app.log').split('\n');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(new RegExp(`^ *\\d+\\.\\d {2}121 {2}${STRANGE}$`));
  const first = JSON.parse(out('outliers', '-n', '1', '--json', 'app.log'));
  expect(first).toMatchObject({ task: 'outliers', input: 'app.log', line: 121, text: STRANGE });
  expect(first.bits).toBeGreaterThan(first.excess);
  expect(out('outliers', '-n', '1', 'yesterday.log', 'app.log')).toContain('  app.log:121  ');
});

test('records, and whole files', () => {
  const record = (i: number): Buffer => Buffer.from([7, 0, i & 255, 1, 2, 3, 4, i % 3]);
  const records = Array.from({ length: 200 }, (_, i) => record(i));
  records[77] = Buffer.from('strange!');
  writeFileSync(path('data.bin'), Buffer.concat(records));
  expect(JSON.parse(out('outliers', '--json', '-n', '1', '--records', '8', 'data.bin'))).toMatchObject({
    record: 78,
    hex: Buffer.from('strange!').toString('hex'),
  });
  for (let i = 0; i < 8; i++) writeFileSync(path(`f${i}`), text(log(20, i * 20)));
  writeFileSync(path('f5'), 'nothing like the rest; a poem about the sea, and about ships that went to its ground');
  const names = Array.from({ length: 8 }, (_, i) => `f${i}`);
  expect(out('outliers', '--files', '-n', '1', ...names)).toMatch(/ {2}f5\n$/);
});

test('duplicates and drift', () => {
  const lines = ['a line that is there twice', ...log(5), 'a line that is there twice', 'a line that is there thrice'];
  writeFileSync(path('twice'), text(lines));
  expect(out('outliers', '--duplicates', 'twice')).toBe(
    '1 of 8 lines repeat an earlier one, in 1 group\n       2 ×  1  a line that is there twice\n',
  );
  const near = JSON.parse(out('outliers', '--duplicates', '--similarity', '0.6', '--json', 'twice').split('\n')[0]!);
  expect(near.others.map(({ line }: { line: number }) => line)).toEqual([7, 8]);
  const rows = out('outliers', '--drift', '-n', '4', 'app.log').split('\n');
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(/^ +1 {2}\d\.\d{3} {2}#{30} {2}10:00 door/);
  const parts = out('outliers', '--drift', '-n', '4', '--json', 'app.log').trim().split('\n');
  expect(parts.map((part) => JSON.parse(part).line)).toEqual([1, 76, 151, 226]);
});

test('given a log, it tells of lines that are unlike it', () => {
  const told = out('outliers', '--given', 'yesterday.log', 'app.log').trim().split('\n');
  expect(told[0]).toContain(`  121  ${STRANGE}`);
  expect(told.length).toBeLessThan(5);
  const all = out('outliers', '--given', 'yesterday.log', '--all', '--json', 'app.log').trim().split('\n');
  expect(all.map((line) => JSON.parse(line)).findIndex(({ isOutlier }) => isOutlier)).toBe(120);
  expect(all).toHaveLength(300);
});

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));
test('lines are told of as they come, before the end', async () => {
  const bin = fileURLToPath(new URL('../../surprisal/bin/surprisal.js', import.meta.url));
  child = spawn(process.execPath, [bin, 'outliers', '--given', path('yesterday.log')]);
  let said = '';
  child.stdout!.on('data', (part) => (said += part));
  child.stdin!.write(text([...log(3, 1800), STRANGE]));
  await until(() => said.includes(STRANGE));
  expect(child.exitCode).toBe(null);
});

test('segment tells where it changes', () => {
  writeFileSync(path('mixed'), text(log(300)) + text(Array.from({ length: 300 }, (_, i) => `{"id":${i},"ok":true}`)));
  const { segments, bytes } = JSON.parse(out('segment', '--json', 'mixed'));
  expect(segments).toHaveLength(2);
  expect(segments[0].end).toBe(text(log(300)).length);
  expect(segments[1].end).toBe(bytes);
  expect(out('segment', 'mixed')).toMatch(
    /^mixed, [\d,]+ bytes: 2 segments, \d+\.\d % smaller than as a single segment\n.*10:00 door.*\n.*\{"id":0,/,
  );
  writeFileSync(path('empty'), '');
  expect(out('segment', '-q', 'empty')).toBe('');
});

test.each([
  ['outliers', 'long.log'],
  ['outliers', '--given', 'long.log', 'app.log'],
  ['outliers', '--duplicates', '--similarity', '0.9', 'long.log'],
  ['outliers', '--drift', 'long.log'],
  ['segment', '--places', '4096', 'long.log'],
  ['measure', '-m', 'cm-strong', 'long.log'],
  ['distance', '--model', 'cm', '-j', '2', 'long.log', 'long.tsv'],
  ['generate', '--model', 'ppm', 'long.log'],
  ['cluster', '--model', 'deflate', '-j', '1', 'long.log', ...Array.from({ length: 30 }, () => 'part.log')],
  ['neighbours', '--lines', '--model', 'deflate', 'long.log', 'long.log'],
  ['classify', '--train', 'long.tsv', '--eval', 'long.tsv'],
])('an interrupt is heard while it works: %s %s', async (...args) => {
  const lines = log(150_000);
  writeFileSync(path('long.log'), text(lines));
  writeFileSync(path('part.log'), text(lines.slice(0, 3000)));
  writeFileSync(path('long.tsv'), text(lines.map((line, i) => `${i % 3}\t${line}`)));
  const { child: process, ended } = start(args);
  await new Promise((resolve) => setTimeout(resolve, 800));
  process.kill('SIGINT');
  const [code, said] = await ended;
  expect(said).toBe('');
  expect(code).toBe('SIGINT');
});

test.each([
  [2, ['outliers', '--given', 'yesterday.log', '--drift', 'app.log']],
  [2, ['outliers', '--rate', '0.1', 'app.log']],
  [2, ['outliers', '--given', 'yesterday.log', '--rate', '2', 'app.log']],
  [2, ['outliers', '--given', 'yesterday.log', '--files', 'app.log']],
  [2, ['outliers', '--records', '0', 'app.log']],
  [2, ['outliers', '--records', '4', '--files', 'app.log']],
  [2, ['outliers', '--similarity', '0.5', 'app.log']],
  [2, ['outliers', '--model', 'nothing', 'app.log']],
  [2, ['segment', '--places', 'many', 'app.log']],
  [1, ['outliers', 'not-there.log']],
  [1, ['outliers', 'one']],
  [1, ['outliers', 'zeros']],
  [1, ['outliers', '--given', 'empty', 'app.log']],
  [1, ['outliers', '--given', 'zeros', 'app.log']],
  [1, ['segment', 'not-there.log']],
])('refused with %i: %j', (code, args) => {
  writeFileSync(path('one'), 'only one line\n');
  writeFileSync(path('empty'), '');
  writeFileSync(path('zeros'), new Uint8Array(100));
  const { status, stdout, stderr } = surprisal(args);
  expect({ status, stdout: stdout.toString() }).toEqual({ status: code, stdout: '' });
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
});
