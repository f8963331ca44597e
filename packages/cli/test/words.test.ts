/** Words of the command line: the spellings of other compressors, and what is not known: refused before any work, with a suggestion. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, surprisal } from './support.js';

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('a'), INPUTS['log']!.subarray(0, 2000));
});

const modelOf = (...args: string[]): string => {
  const { status, stdout, stderr } = surprisal(['--json', ...args, 'a']);
  expect([status, stderr.toString()]).toEqual([0, '']);
  return JSON.parse(stdout.toString()).model;
};

test.each([
  ...['-0', '-1', '-2', '-3', '-4'].map((digit) => [digit, 'cm-fast']),
  ...['-5', '-6', '-7'].map((digit) => [digit, 'cm']),
  ...['-8', '-9', '--best'].map((digit) => [digit, 'cm-strong']),
])('%s, a level of gzip, is %s', (level, model) => {
  expect(modelOf(level)).toBe(model);
  expect(modelOf('-f', level)).toBe(model);
  expect(files()).toEqual(['a', 'a.srp']);
});

test('a digit among other letters; the last one holds, also with compress and --level', () => {
  expect(modelOf('-1vf')).toBe('cm-fast');
  expect(modelOf('-fk9')).toBe('cm-strong');
  expect(modelOf('-f', '-9', '-1')).toBe('cm-fast');
  expect(modelOf('-f', '-1', '--level', 'max')).toBe('cm-max');
  expect(surprisal(['compress', '-9fq', 'a']).status).toBe(0);
  expect(surprisal(['-9', '--fast', 'a']).stderr.toString()).toMatch(/conflicting levels: strong, fast/);
});

test('-T and --threads are -j; 0 leaves the number to the machine', () => {
  for (const jobs of [['-T2'], ['-T', '2'], ['--threads', '2'], ['--threads=2'], ['-T0'], ['-j0']]) {
    expect(modelOf('-f', ...jobs)).toBe('cm');
  }
  expect(surprisal(['-T', 'two', 'a']).stderr.toString()).toMatch(/-j takes a number from 0 to 256, not 'two'/);
});

test.each([
  [['--fsat', 'a'], /unknown option '--fsat'; did you mean --fast\?/],
  [['--thread', '2', 'a'], /did you mean --threads\?/],
  [['--decomp', 'a'], /did you mean --decompress\?/],
  [['--extract', 'a'], /did you mean --decompress\?/],
  [['--ultra', 'a'], /did you mean --max\?/],
  [['-fast', 'a'], /unknown option '-fast'; did you mean --fast\?/],
  [['-force', 'a'], /did you mean --force\?/],
  [['-output=b', 'a'], /did you mean --output\?/],
  [['-19', 'a'], /unknown option '-19'; the levels are -0 to -9 and --max/],
  [['-x', 'a'], /unknown option '-x'/],
  [['--qqqqqq', 'a'], /unknown option '--qqqqqq' \(see surprisal --help\)/],
  [['list', '-9', 'a'], /unknown option '-9'; for a file of that name, write \.\/-9/],
  [['outliers', '-5', 'a'], /unknown option '-5'/],
  [['range', '--jsno', '0-1', 'a'], /did you mean --json\? \(see surprisal range --help\)/],
  [['lst', 'a'], /no verb or file is named 'lst'; did you mean surprisal list\?/],
  [['-v', 'comress', 'a'], /did you mean surprisal compress\?/],
  [['extract', 'a'], /did you mean surprisal decompress\?/],
  [['-v', 'list', 'a'], /a verb comes first; did you mean surprisal list\?/],
  [['help', 'lst'], /there is no verb 'lst'; did you mean list\?/],
  [['help', 'list', 'range'], /help takes one VERB/],
  [['version', 'a'], /version takes no operands/],
  [['--exclude', '', 'a'], /--exclude takes a GLOB/],
  [['--level', 'huge', 'a'], /--level takes fast, default, strong or max, not 'huge'/],
])('%j does nothing, and exits with 2', (args, message) => {
  const { status, stdout, stderr } = surprisal(args);
  expect([status, stdout.length]).toEqual([2, 0]);
  expect(stderr.toString()).toMatch(message);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
  expect(files()).toEqual(['a']);
});

test('a missing file that looks like no verb is a missing file, and the others are done', () => {
  const { status, stderr } = surprisal(['-q', 'b.txt', 'a']);
  expect([status, stderr.toString()]).toEqual([1, 'surprisal: b.txt: no such file or directory\n']);
  expect(files()).toEqual(['a', 'a.srp']);
});

test('a file that is called like a verb, or like an option', () => {
  for (const name of ['list', 'help', '-9']) writeFileSync(path(name), 'x');
  for (const args of [['./list'], ['--', 'list'], ['-q', '--', 'help'], ['--', '-9'], ['./-9'], ['list']]) {
    expect(surprisal(['-qf', ...args]).status).toBe(0);
  }
  expect(files()).toEqual(['-9', '-9.srp', 'a', 'help', 'help.srp', 'list', 'list.srp']);
});

test('help and version are verbs, too', () => {
  expect(surprisal(['help']).stdout).toEqual(surprisal(['--help']).stdout);
  expect(surprisal(['help', 'range']).stdout).toEqual(surprisal(['range', '--help']).stdout);
  const { version } = JSON.parse(readFileSync(new URL('../../surprisal/package.json', import.meta.url), 'utf8'));
  for (const args of [['version'], ['--version'], ['-V']]) {
    expect(surprisal(args).stdout.toString()).toBe(`${version}\n`);
  }
});

test.each([
  [['--json', '--nonsense', 'a'], 2, { input: null, code: 'usage', offset: null }],
  [['--json', '--fast', '--strong', 'a'], 2, { input: null, code: 'usage', offset: null }],
  [['lst', '--json', 'a'], 2, { input: null, code: 'usage', offset: null }],
  [['list', '--json', '-9', 'a'], 2, { input: null, code: 'usage', offset: null }],
  [['--json', 'b.txt'], 1, { input: 'b.txt', code: 'ENOENT', offset: null }],
  [['distance', '--json', 'a', 'b.txt'], 1, { input: null, code: 'ENOENT', offset: null }],
  [['-d', '--json', '-o', 'x', 'a'], 1, { input: 'a', code: 'not-a-stream', offset: 0 }],
])('errors of %j are JSON on standard output', (args, code, fields) => {
  const { status, stdout, stderr } = surprisal(args);
  expect([status, stderr.toString()]).toEqual([code, '']);
  const { error, ...rest } = JSON.parse(stdout.toString());
  expect(rest).toEqual(fields);
  expect(error).toMatch(/^[^\n]+$/);
});

test('where data go to standard output, errors in JSON go to the other', () => {
  const { status, stdout, stderr } = surprisal(['-dc', '--json', 'a']);
  expect([status, stdout.length]).toEqual([1, 0]);
  expect(JSON.parse(stderr.toString())).toMatchObject({ input: 'a', offset: 0 });
});

test('--json after -- is a file', () => {
  const { status, stdout, stderr } = surprisal(['--', '--json']);
  expect([status, stdout.length]).toEqual([1, 0]);
  expect(stderr.toString()).toBe('surprisal: --json: no such file or directory\n');
});
