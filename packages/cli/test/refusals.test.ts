/** Bad input on the command line: one clear line, the exit code, the input untouched, nothing half written. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { compress } from 'surprisal';
import { beforeEach, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { files, path, surprisal } from './support.js';

const GOOD = await compress(INPUTS['log']!, { model: 'order-2' });

beforeEach(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
});

/** GOOD with another byte at `at`, and its header check byte made right again where `check` says so. */
function changed(at: number, value: number): Uint8Array {
  const archive = GOOD.slice();
  archive[at] = value;
  return archive;
}

test.each([
  ['not an archive', new TextEncoder().encode('hello, world'), /this is not a surprisal file \(at byte 0\)/],
  ['an empty file', new Uint8Array(0), /this is not a surprisal file \(at byte 0\)/],
  ['a truncated one', GOOD.subarray(0, 100), /the data ends prematurely \(at byte 100\)/],
  ['a damaged one', changed(60, GOOD[60]! ^ 255), /(checksum|code ends|damaged)/],
  ['a damaged header', changed(4, 9), /frame 1 .* is damaged: the frame header does not match its check byte/],
  ['a later version', changed(2, 0x21), /format version 2: a newer surprisal is needed \(at byte 2\)/],
  ['bytes after the end', Uint8Array.from([...GOOD, 1, 2, 3]), /bytes follow the end of the stream/],
])('%s', (_, bytes, message) => {
  writeFileSync(path('x.srp'), bytes);
  for (const args of [
    ['-d', 'x.srp'],
    ['-t', 'x.srp'],
    ['-d', '-o', 'out', 'x.srp'],
    ['-dc', 'x.srp'],
  ]) {
    const { status, stdout, stderr } = surprisal(args);
    expect(status).toBe(1);
    // Standard output gets what is whole.
    expect(stdout.length).toBe(args[0] === '-dc' && bytes.length > GOOD.length ? INPUTS['log']!.length : 0);
    expect(stderr.toString()).toMatch(/^surprisal: x\.srp: [^\n]+\n$/);
    expect(stderr.toString()).toMatch(message);
  }
  expect(files()).toEqual(['x.srp']);
  expect(readFileSync(path('x.srp'))).toEqual(Buffer.from(bytes));
});

test('a model of the future', async () => {
  const { crc8 } = await import('../../surprisal/src/base/checksums.js');
  const head = [0xf5, 0x73, 0x10, 99, 0xc0, 1];
  writeFileSync(path('x.srp'), Uint8Array.from([...head, crc8(head), 0x61, 0x30, 0x43, 0xd0, 0xc1]));
  const { status, stderr } = surprisal(['-d', 'x.srp']);
  expect(status).toBe(1);
  expect(stderr.toString()).toBe('surprisal: x.srp: this build has no model 99 with parameter 0 (at byte 3)\n');
});

test('an unreadable file, a folder, a place that is not there', () => {
  writeFileSync(path('secret'), 'x');
  chmodSync(path('secret'), 0);
  mkdirSync(path('folder'));
  writeFileSync(path('a'), 'x');
  const says = (args: string[]): string => {
    const { status, stderr } = surprisal(['--model', 'order-0', ...args]);
    expect(status).toBe(1);
    return stderr.toString();
  };
  if (process.getuid?.() !== 0) expect(says(['secret'])).toBe('surprisal: secret: permission denied\n');
  expect(says(['-d', 'folder'])).toBe('surprisal: folder: is a directory\n');
  expect(says(['-o', 'nowhere/b', 'a'])).toBe('surprisal: a: nowhere/b: no such file or directory\n');
  writeFileSync(path('b'), GOOD);
  expect(says(['-d', 'b'])).toBe('surprisal: b: does not end in .srp; name the output with -o, or use -c\n');
  expect(files()).toEqual(['a', 'b', 'folder', 'secret']);
});

test.each([
  [['--nonsense']],
  [['--model', 'nothing', 'a']],
  [['--level', 'huge', 'a']],
  [['--fast', '--strong', 'a']],
  [['--fast', '--model', 'order-0', 'a']],
  [['-d', '-t', 'a']],
  [['-o', 'x', 'a', 'b']],
  [['-v', '-q', 'a']],
  [['-c', '-o', 'x', 'a']],
  [['-c', 'a', 'a']],
  [['-j', '257', 'a']],
  [['-j', 'all', 'a']],
  [['--frame-size', '0', 'a']],
  [['--frame-size', '16 MB', 'a']],
  [['--memory-limit', '-1', 'a']],
  [['--range', '9-1', 'a']],
  [['range', '0-1']],
  [['compress', '-d', 'a']],
  [['-o', '--quiet', 'a']],
  [['explain', '--html', '-q', 'a']],
])('usage: %j exits with 2 and one line', (args) => {
  writeFileSync(path('a'), 'x');
  const { status, stdout, stderr } = surprisal(args);
  expect(status).toBe(2);
  expect(stdout.length).toBe(0);
  expect(stderr.toString()).toMatch(/^surprisal: [^\n]+\n$/);
  expect(files()).toEqual(['a']);
});

test('an option is no value of another; a file may be called like one', () => {
  writeFileSync(path('a'), 'x');
  expect(surprisal(['-o', '--quiet', 'a']).stderr.toString()).toMatch(
    /--output takes a value, but --quiet is an option; for a file of that name, write \.\/--quiet/,
  );
  expect(surprisal(['-o', './--quiet', 'a']).status).toBe(0);
  expect(files()).toEqual(['--quiet', 'a']);
});

test('--help and --version', () => {
  const help = surprisal(['--help']);
  expect(help.status).toBe(0);
  expect(help.stdout.toString()).toMatch(/Verbs[\s\S]*Exit codes:[\s\S]*Examples:/);
  const { version } = JSON.parse(readFileSync(new URL('../../surprisal/package.json', import.meta.url), 'utf8'));
  expect(surprisal(['--version']).stdout.toString()).toBe(`${version}\n`);
});
