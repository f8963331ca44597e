/**
 * npm run bench:speed -- --corpora DIR [--levels fast,default,strong] [--quick] [--runs 3]
 *
 * CPU time, user and system, of whole processes on enwik8.head4M: `xz -9e`, and ours at each level, compressing and
 * decompressing, each in a fresh process. Runs take turns, so that a slow minute of the machine meets all; medians
 * are compared. --quick: `strong`, and the xz that it is compared with, take the first 1,000,000 bytes only. Needs bash and xz.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD, copyLibrary } from './library.mjs';
import { fail, readOptions } from './options.mjs';

/** Compression time at most, × that of xz -9e. */
const TIME_LIMITS = { fast: 1.25, default: 4, strong: 60 };
/** Decompression time may differ from compression time by this share. */
const SYMMETRY = 0.15;
/** Kernel memory, at most, in bytes. */
const MEMORY_LIMITS = { fast: 96e6, default: 320e6, strong: 1e9 };
/** 1,024 bytes at the default level: seconds of CPU after start-up, and kernel memory in bytes, at most. */
const SMALL = { bytes: 1024, seconds: 0.04, memory: 24e6 };
const QUICK_BYTES = 1_000_000;

const { url: library } = copyLibrary();
const CHILD = fileURLToPath(new URL('./speed-child.mjs', import.meta.url));

const options = readOptions({ quick: { type: 'boolean' }, runs: { type: 'string', default: '3' } });
mkdirSync(BUILD, { recursive: true });
const whole = join(options.corpora, 'bench/enwik/enwik8.head4M');
const start = join(BUILD, 'speed-start');
const small = join(BUILD, 'speed-small');
const content = readFileSync(whole);
writeFileSync(start, content.subarray(0, QUICK_BYTES));
writeFileSync(small, content.subarray(0, SMALL.bytes));

const inputOf = (level) => (options.quick && level === 'strong' ? start : whole);
const xzTimes = new Map([whole, start].map((path) => [path, []]));
const ours = new Map(options.levels.map((level) => [level, { compress: [], decompress: [], memory: 0, bytes: 0 }]));
const smalls = [];

for (let run = 0; run < Number(options.runs); run++) {
  for (const path of new Set(options.levels.map(inputOf))) {
    xzTimes.get(path).push(timed(['xz', '-9e', '-T1', '-k', '-c', path]).seconds);
  }
  for (const level of options.levels) measureLevel(level, ours.get(level));
  smalls.push(ourProcess('small', 'default', small));
  process.stderr.write(`run ${run + 1} of ${options.runs} done\n`);
}
process.stdout.write(report());

function measureLevel(level, into) {
  const archive = join(BUILD, `speed-${level}.srp`);
  const back = join(BUILD, `speed-${level}.out`);
  const compressed = ourProcess('compress', level, inputOf(level), archive);
  const decompressed = ourProcess('decompress', level, archive, back);
  if (!readFileSync(back).equals(readFileSync(inputOf(level)))) fail(`${level}: what was decoded differs`);
  into.compress.push(compressed.seconds);
  into.decompress.push(decompressed.seconds);
  into.memory = Math.max(into.memory, compressed.memory, decompressed.memory);
  into.bytes = readFileSync(archive).length;
}

/** Runs speed-child.mjs. @returns what it told, and its seconds of CPU from its start to its end. */
function ourProcess(...args) {
  const { seconds, stdout } = timed([process.execPath, CHILD, library, ...args]);
  return { ...JSON.parse(stdout), seconds };
}

/** Runs a program. @returns its seconds of CPU, user and system, all threads, and its standard output. */
function timed(command) {
  const script = 'TIMEFORMAT="cpu %3U %3S"; time "$@"';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    maxBuffer: 2 ** 27,
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(String(stderr)) ?? [];
  if (status !== 0 || user === undefined) fail(`${command.slice(0, 4).join(' ')}: ${String(stderr).trim()}`);
  return { seconds: Number(user) + Number(system), stdout };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function report() {
  const lines = [
    '| level | bytes | xz -9e s | compress s | × xz | limit | decompress s | × compress | limit | kernel MB | limit |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
  ];
  for (const [level, { compress, decompress, memory, bytes }] of ours) {
    const xz = median(xzTimes.get(inputOf(level)));
    const [there, back] = [median(compress), median(decompress)];
    const cells = [
      level + (inputOf(level) === start ? ' (first 1 MB)' : ''),
      bytes.toLocaleString('en-US'),
      xz.toFixed(2),
      there.toFixed(2),
      judged(there / xz, there / xz <= TIME_LIMITS[level]),
      TIME_LIMITS[level],
      back.toFixed(2),
      judged(back / there, Math.abs(back / there - 1) <= SYMMETRY),
      `1 ± ${SYMMETRY}`,
      judged(memory / 1e6, memory <= MEMORY_LIMITS[level]),
      MEMORY_LIMITS[level] / 1e6,
    ];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  const first = median(smalls.map((told) => told.first));
  const second = median(smalls.map((told) => told.second));
  const memory = Math.max(...smalls.map((told) => told.memory));
  lines.push(
    '',
    `${SMALL.bytes} bytes at the default level: ${judged(first * 1e3, first <= SMALL.seconds)} ms of CPU after start-up, ` +
      `the kernel compiled in it (${(second * 1e3).toFixed(1)} ms the next time; limit ${SMALL.seconds * 1e3}), ` +
      `${judged(memory / 1e6, memory <= SMALL.memory)} MB of kernel memory (limit ${SMALL.memory / 1e6}).`,
    `Medians of ${options.runs} runs; seconds of CPU of whole processes, start-up of node included.`,
  );
  return `${lines.join('\n')}\n`;
}

function judged(value, good) {
  const text = value.toFixed(2);
  return good ? text : `**${text} MISSED**`;
}
