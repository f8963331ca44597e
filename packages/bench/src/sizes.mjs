/**
 * npm run bench:sizes -- --corpora DIR [--levels fast,default,strong] [--only PATTERN] [--stale] [--workers 2]
 *
 * Compresses each file of targets.mjs with each level, decodes and compares, and prints the table of targets
 * with ours in it. What is done is kept in build/sizes.jsonl for this build of the library, so that it may be interrupted.
 * --only: files whose path the regular expression matches. --stale: where this build has no result, take that of the
 * last build that has, marked †, and run nothing.
 */
import { fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, copyLibrary } from './library.mjs';
import { fail, readOptions } from './options.mjs';
import { report } from './sizes-report.mjs';
import { LEVELS, RATES, ROWS } from './targets.mjs';

const RESULTS = join(BUILD, 'sizes.jsonl');

const options = readOptions({
  only: { type: 'string' },
  stale: { type: 'boolean' },
  workers: { type: 'string', default: '2' },
});
const { hash, url } = copyLibrary();
mkdirSync(BUILD, { recursive: true });

const only = new RegExp(options.only ?? '');
const jobs = wanted().filter((job) => only.test(job.id));
const results = known();
const todo = options.stale ? [] : jobs.filter((job) => !results.get(key(job)));
for (const job of todo) if (job.path && !existsSync(job.path)) fail(`${job.path}: no such file`);
todo.sort((a, b) => cost(a) - cost(b));
await runAll(todo, Number(options.workers));
process.stdout.write(report(jobs, (job) => results.get(key(job)), options.levels));
if ([...results.values()].some((result) => result.error)) process.exitCode = 1;

/** Every file of the table with every level, each once. */
function wanted() {
  const jobs = new Map();
  for (const { files, take, zeros, limits } of ROWS) {
    for (const file of files ?? [`zeros-${zeros}`]) {
      for (const level of options.levels) {
        if (limits[LEVELS.indexOf(level)] === undefined) continue;
        const id = take ? `${file}:${take}` : file;
        jobs.set(`${id} ${level}`, { id, path: zeros ? undefined : join(options.corpora, file), take, zeros, level });
      }
    }
  }
  return [...jobs.values()];
}

/** Results kept: of this build, or with --stale the latest of any. */
function known() {
  const found = new Map();
  const lines = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').split('\n').filter(Boolean) : [];
  for (const line of lines) {
    const result = JSON.parse(line);
    if (result.hash === hash || options.stale) found.set(key(result), { ...result, stale: result.hash !== hash });
  }
  return found;
}

function key({ id, level }) {
  return `${id} ${level}`;
}

/** About how many seconds a job takes. */
function cost({ path, take, zeros, level }) {
  const size = zeros ? zeros / 8 : (take ?? readFileSync(path).length);
  return size / RATES[LEVELS.indexOf(level)];
}

/** Runs the jobs in `count` processes, and keeps each result as it comes. */
async function runAll(jobs, count) {
  const queue = [...jobs];
  let done = 0;
  const runOne = () =>
    new Promise((resolve, reject) => {
      if (queue.length === 0) return resolve();
      const worker = fork(new URL('./sizes-worker.mjs', import.meta.url), [url]);
      const next = () => (queue.length > 0 ? worker.send(queue.shift()) : worker.disconnect());
      worker.on('message', ({ job, ...measured }) => {
        const result = { id: job.id, level: job.level, hash, ...measured };
        results.set(key(job), result);
        // An error may be one of memory or of a missing model: it is told, and tried again the next time.
        if (!result.error) appendFileSync(RESULTS, `${JSON.stringify(result)}\n`);
        process.stderr.write(`${++done}/${jobs.length} ${key(job)} ${result.error ?? told(result)}\n`);
        next();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code ? reject(new Error(`a worker ended with code ${code}`)) : resolve()));
      next();
    });
  await Promise.all(Array.from({ length: count }, runOne));
}

function told({ bytes, content, compressSeconds, decompressSeconds }) {
  return `${bytes} of ${content}, ${compressSeconds.toFixed(2)} s, back ${decompressSeconds.toFixed(2)} s`;
}
