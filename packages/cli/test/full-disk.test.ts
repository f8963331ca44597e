/** A disk that gets full: a clear error, the input as it was, nothing half written. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { path, shell } from './support.js';

/** Small file systems need root, and a machine that lets it mount one. */
let isMounted = false;
const NOISE = Buffer.from(Array.from({ length: 400_000 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) ^ (i >> 7)));

beforeAll(() => {
  isMounted = shell('mkdir disk; mount -t tmpfs -o size=256k none disk').status === 0;
  writeFileSync(path('noise'), NOISE);
});
afterAll(() => {
  if (isMounted) shell('umount disk');
});

const FULL = 'no space left on the device; free some space, or write elsewhere with -o';

test.for([
  ['compressing', '$S -q --model order-0 -o disk/a.srp noise', 'noise: disk/a.srp', '', ''],
  ['restoring', '$S -q --model order-0 noise; $S -qd -o disk/a noise.srp', 'noise.srp: disk/a', '', ''],
  [
    'restoring a folder',
    'mkdir d; cp noise d; $S -q --model order-0 d; $S -qd -o disk/ d.srp',
    'd.srp: disk/d: d/noise',
    '',
    '',
  ],
])('%s', ([_, command, where], { skip }) => {
  if (!isMounted) return skip('no file system can be mounted');
  const { stderr, stdout } = shell(`${command}; echo $?; ls -A disk; df --output=avail disk | tail -1`);
  expect(stderr.toString()).toBe(`surprisal: ${where}: ${FULL}\n`);
  expect(stdout.toString()).toBe('1\n  256\n');
  expect(readFileSync(path('noise')).equals(NOISE)).toBe(true);
});

test('standard output that is full, for data and for a table', () => {
  const { stderr, stdout } = shell(
    '$S -qc --model order-0 noise > /dev/full; echo $?; $S -l noise > /dev/full; echo $?',
  );
  expect(stderr.toString()).toBe(`surprisal: standard output: ${FULL}\n`.repeat(2));
  expect(stdout.toString()).toBe('1\n1\n');
});
