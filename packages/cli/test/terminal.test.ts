/** On a terminal, which `script` of util-linux plays: progress, colour; and none of it elsewhere. */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { ENV, files, path, shell } from './support.js';

const hasScript = shell('script --version').status === 0;

beforeAll(() => {
  for (const name of files()) rmSync(path(name), { recursive: true, force: true });
  writeFileSync(path('big'), new Uint8Array(12_000_000));
  writeFileSync(path('middling'), new Uint8Array(1_200_000));
  mkdirSync(path('slow'));
});

/** What a terminal gets to see of a command. */
const seen = (command: string, env = ''): string =>
  shell(
    `stty() { :; }; ${env} script -qec "stty cols 120; ${command.replaceAll('$', '\\$')}" /dev/null < /dev/null`,
  ).stdout.toString();

test.skipIf(!hasScript)(
  'progress: share, bytes, ratio, speed, time left; taken away at the end (skipped: no script)',
  () => {
    const pictures = seen('$S -f --model order-1 big').split('\r\x1b[K');
    const [before, ...shown] = pictures;
    const last = shown.pop();
    expect(before).toBe('');
    expect(shown.length).toBeGreaterThan(1);
    for (const picture of shown.filter((one) => one !== '')) {
      // No ratio as long as there is no code.
      expect(picture).toMatch(
        /^big {2}\[#*\.*\] \d+% {2}[\d.]+ [kM]?B {2}(ratio [\d.]+ % {2})?[\d.]+ [kM]?B\/s {2}[\d.:]+( s)? left$/,
      );
    }
    expect(shown.at(-2)).toContain('  ratio ');
    expect(last).toMatch(/^big → big\.srp: 12,000,000 → [\d,]+ bytes, .*\r\n$/);
  },
);

test('without a terminal, slow work says how much there is', async () => {
  writeFileSync(path('slow/1'), Buffer.alloc(20_000_000, INPUTS['prose']!));
  const child = spawn('bash', ['-c', `exec $S --max -f ${path('slow')}`], { env: ENV });
  let shown = '';
  for await (const chunk of child.stderr) {
    shown += chunk;
    if (shown.includes('\n')) break;
  }
  child.kill();
  expect(shown).toMatch(/slow: 20\.0 MB, about [\d.]+ (seconds|minutes|hours) to go\n$/);
});

test.skipIf(!hasScript)('progress of what is told at the end, and taken away before (skipped: no script)', () => {
  const pictures = seen('$S measure -m cm middling').split('\r\x1b[K');
  expect(pictures.length).toBeGreaterThan(2);
  expect(pictures[1]).toMatch(/^middling {2}\[#*\.*\] \d+% {2}/);
  expect(pictures.at(-1)).toMatch(/^ +1,200,000 .* middling\r\n$/);
  expect(seen('$S measure -m cm middling | cat')).not.toContain('\r\x1b[K');
});

test.skipIf(!hasScript)('no progress where data goes to a pipe or to the terminal (skipped: no script)', () => {
  expect(seen('$S -c --model order-1 big | wc -c')).toMatch(/^\d+\r\n$/);
  expect(seen('$S -q --model order-1 -f big')).toBe('');
});

test.skipIf(!hasScript)('colour on a terminal only, and not with NO_COLOR (skipped: no script)', () => {
  expect(seen('$S missing')).toBe('\x1b[31msurprisal:\x1b[0m missing: no such file or directory\r\n');
  expect(seen('$S missing', 'NO_COLOR=1')).toBe('surprisal: missing: no such file or directory\r\n');
  expect(shell('$S missing').stderr.toString()).toBe('surprisal: missing: no such file or directory\n');
});

test.skipIf(!hasScript)('compressed data is not written to a terminal (skipped: no script)', () => {
  expect(seen('NO_COLOR=1 $S -c big')).toBe(
    'surprisal: refusing to write compressed data to a terminal; use -o FILE, or -f to force it\r\n',
  );
});
