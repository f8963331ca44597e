/**
 * npm run bench:speed -- --corpora DIR [--levels fast,default,strong] [--quick] [--runs 3]
 *
 * CPU time, user and system, of whole processes on enwik8.head4M: `xz -9e`, and ours at each level, compressing and
 * decompressing, each in a fresh process. Runs take turns, so that a slow minute of the machine meets all; medians
 * are compared. --quick: `strong`, and the xz that it is compared with, take the first 1,000,000 bytes only.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPeers, UNIT } from '../../peers/index.mjs';
import { runVerb } from '../cell.mjs';
import { BUILD, copyLibrary } from '../library.mjs';
import { fail, positive, readOptionsAndCorpora } from '../options.mjs';
import { checkLevels, LEVELS } from './targets.mjs';

/** Compression time at most, × that of xz -9e. */
const TIME_LIMITS = { fast: 1.25, default: 4, strong: 60 };
/** Decompression time may differ from compression time by this share. */
const SYMMETRY = 0.15;
/** Kernel memory, at most, in bytes. */
const MEMORY_LIMITS = { fast: 96e6, default: 320e6, strong: 1e9 };
/** 1,024 bytes at the default level: seconds of CPU after start-up, and kernel memory in bytes, at most. */
const SMALL = { bytes: 1024, seconds: 0.04, memory: 24e6 };
const QUICK_BYTES = 1_000_000;

const options = readOptionsAndCorpora({
  levels: { type: 'string', default: LEVELS.join() },
  quick: { type: 'boolean' },
  runs: { type: 'string', default: '3' },
});
const levels = checkLevels(options.levels);
const runs = positive(options.runs, 'runs');
const library = copyLibrary();
const peers = await findPeers({ library: library.version });
const xz = peers.find(({ id }) => id === UNIT);

mkdirSync(BUILD, { recursive: true });
const folder = mkdtempSync(join(BUILD, 'speed-'));
const content = readFileSync(join(options.corpora, 'bench/enwik/enwik8.head4M'));
writeFileSync(join(folder, 'whole'), content);
writeFileSync(join(folder, 'start'), content.subarray(0, QUICK_BYTES));
writeFileSync(join(folder, 'small'), content.subarray(0, SMALL.bytes));

const inputOf = (level) => (options.quick && level === 'strong' ? 'start' : 'whole');
const xzTimes = new Map([
  ['whole', []],
  ['start', []],
]);
const ours = new Map(levels.map((level) => [level, { compress: [], decompress: [], memory: 0, bytes: 0 }]));
const smalls = [];

for (let round = 0; round < runs; round++) {
  for (const input of new Set(levels.map(inputOf))) {
    xzTimes.get(input).push((await run(xz, 'compress', input, 'xz')).cost.process);
  }
  for (const level of levels) await measureLevel(level, ours.get(level));
  const { seconds, cost } = await run(peerOf('default'), 'compress', 'small', 'small.srp', 2);
  smalls.push({ first: seconds[0], second: seconds[1], memory: cost.wasm });
  process.stderr.write(`run ${round + 1} of ${runs} done\n`);
}
rmSync(folder, { recursive: true });
process.stdout.write(report());

function peerOf(level) {
  return peers.find((peer) => peer.level === level);
}

async function measureLevel(level, into) {
  const input = inputOf(level);
  const there = await run(peerOf(level), 'compress', input, 'packed');
  const back = await run(peerOf(level), 'decompress', 'packed', 'back');
  if (!readFileSync(join(folder, 'back')).equals(readFileSync(join(folder, input)))) {
    fail(`${level}: what was decoded differs`);
  }
  into.compress.push(there.cost.process);
  into.decompress.push(back.cost.process);
  into.memory = Math.max(into.memory, there.cost.wasm, back.cost.wasm);
  into.bytes = statSync(join(folder, 'packed')).size;
}

/** One process. @returns what runVerb does. */
async function run(peer, verb, input, output, calls) {
  const limits = { seconds: 3600, megabytes: 8000, fileBytes: 2 ** 30, env: library.env };
  const outcome = await runVerb(peer, verb, { folder, input, output, calls, ...limits });
  if (outcome.status !== 'ok') fail(`${peer.id}: ${outcome.status}: ${outcome.detail}`);
  return outcome;
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
    const unit = median(xzTimes.get(inputOf(level)));
    const [there, back] = [median(compress), median(decompress)];
    const cells = [
      level + (inputOf(level) === 'start' ? ' (first 1 MB)' : ''),
      bytes.toLocaleString('en-US'),
      unit.toFixed(2),
      there.toFixed(2),
      judged(there / unit, there / unit <= TIME_LIMITS[level]),
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
    `Medians of ${runs} runs; seconds of CPU of whole processes, start-up of node included.`,
  );
  return `${lines.join('\n')}\n`;
}

function judged(value, good) {
  const text = value.toFixed(2);
  return good ? text : `**${text} MISSED**`;
}
