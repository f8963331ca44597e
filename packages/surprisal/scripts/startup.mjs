/**
 * Processor time that the command takes to start, above that of Node itself: medians, runs interleaved.
 *
 * Usage: node scripts/startup.mjs [RUNS]      (after a build; needs bash)
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = Number(process.argv[2] ?? 15);
const bin = fileURLToPath(new URL('../bin/surprisal.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'surprisal-startup-'));
const words = 'the quick brown fox jumps over the lazy dog and runs away from it '.repeat(16);
writeFileSync(join(folder, 'kilobyte'), words.slice(0, 1024));

const commands = {
  'node -e 0': ['-e', '0'],
  'surprisal --version': [bin, '--version'],
  'surprisal --help': [bin, '--help'],
  'surprisal --fast, 1 KB': [bin, '-qf', '--fast', 'kilobyte'],
  'surprisal, 1 KB': [bin, '-qf', 'kilobyte'],
  'surprisal -d, 1 KB': [bin, '-qdf', '-o', 'back', 'kilobyte.srp'],
};

/** Milliseconds of processor time, user and system. */
function cpuTime(args) {
  const script = 'TIMEFORMAT="%U %S"; { time "$@" > /dev/null 2>&1; } 2>&1';
  const { stdout } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], { cwd: folder });
  const [user, system] = stdout.toString().trim().split(' ').map(Number);
  return (user + system) * 1000;
}

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run < runs; run++) {
  for (const [name, args] of Object.entries(commands)) times[name].push(cpuTime(args));
}
rmSync(folder, { recursive: true });

const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
const base = median(times['node -e 0']);
for (const [name, all] of Object.entries(times)) {
  const time = median(all);
  console.log(`${name.padEnd(24)} ${time.toFixed(0).padStart(5)} ms  ${`+${(time - base).toFixed(0)}`.padStart(5)}`);
}
