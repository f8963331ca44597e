/**
 * A long stream through pipes: `source | surprisal --fast | surprisal -d | compare`. Memory must not grow with it.
 *
 * Usage: node scripts/long-stream.mjs GIGABYTES FILE...     (Linux; after a build)
 *
 * The content is FILE… again and again, 10^9 bytes for each of GIGABYTES. Prints the resident memory of both commands
 * after each tenth, in MB, and fails when one was above 400 MB, or when the last half has more than the first half.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const LIMIT_MB = 400;
const LEVEL_SHARE = 1.1;
const [gigabytes, ...paths] = process.argv.slice(2);
const total = Number(gigabytes) * 1e9;
if (!(total > 0) || paths.length === 0) {
  console.error('usage: node scripts/long-stream.mjs GIGABYTES FILE...');
  process.exit(2);
}
const files = paths.map((path) => readFileSync(path));

/** FILE… again and again, up to `total` bytes. */
function* content() {
  for (let left = total; ; ) {
    for (const file of files) {
      for (let at = 0; at < file.length && left > 0; at += 65536) {
        const chunk = file.subarray(at, Math.min(at + 65536, at + left));
        left -= chunk.length;
        yield chunk;
      }
    }
    if (left <= 0) return;
  }
}

const bin = fileURLToPath(new URL('../bin/surprisal.js', import.meta.url));
const command = (...args) => spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
const compressing = command('--fast');
const restoring = command('-d');
const ended = [compressing, restoring].map((child) => new Promise((resolve) => child.on('exit', resolve)));

/** Resident memory of a process in MB; the most it ever had. */
function memory({ pid }) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1000;
}

const [sent, received] = [createHash('sha256'), createHash('sha256')];
let archive = 0;
let restored = 0;
const samples = [];
const source = Readable.from(content()).on('data', (chunk) => sent.update(chunk));
source.pipe(compressing.stdin);
compressing.stdout.on('data', (chunk) => (archive += chunk.length));
compressing.stdout.pipe(restoring.stdin);

const began = performance.now();
const timer = setInterval(() => {
  if (compressing.exitCode !== null || restoring.exitCode !== null) return;
  samples.push({ at: restored / total, compressing: memory(compressing), restoring: memory(restoring) });
}, 500);
let told = 0;
for await (const chunk of restoring.stdout) {
  received.update(chunk);
  restored += chunk.length;
  if (restored / total < told + 0.1) continue;
  told = Math.floor((restored / total) * 10) / 10;
  const last = samples.at(-1);
  const minutes = ((performance.now() - began) / 60000).toFixed(1);
  console.log(
    `${(100 * told).toFixed(0)} %, ${minutes} min: ${last?.compressing.toFixed(0)} and ${last?.restoring.toFixed(0)} MB`,
  );
}
clearInterval(timer);
const codes = await Promise.all(ended);

const most = (of, from, to) =>
  Math.max(0, ...samples.filter(({ at }) => at >= from && at < to).map((sample) => sample[of]));
let failed = codes.some((code) => code !== 0) || sent.digest('hex') !== received.digest('hex');
console.log(`${restored} bytes, ${archive} compressed, ${failed ? 'DIFFERENT' : 'the same after both'}`);
for (const of of ['compressing', 'restoring']) {
  const [first, second] = [most(of, 0, 0.5), most(of, 0.5, 1.01)];
  console.log(`${of}: at most ${first.toFixed(0)} MB in the first half, ${second.toFixed(0)} in the second`);
  failed ||= Math.max(first, second) > LIMIT_MB || second > LEVEL_SHARE * first;
}
process.exitCode = failed ? 1 : 0;
