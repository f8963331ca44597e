/**
 * Runs one program under guard and says what it cost. Linux only: needs bash and GNU time.
 *
 * Processor time is user + system of the process and all that it waited for, in seconds to the millisecond (the shell's
 * `time`). Peak memory is the largest resident set of any one of its processes (GNU time: ru_maxrss of a parent of 2 MB;
 * measured from here it would begin at the size of node). Limits: wall time, resident memory of the whole tree, looked at
 * every 50 ms (a limit of address space would refuse WebAssembly, which reserves more than it uses), and size of files.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY = 50;

const SCRIPT = `ulimit -c 0; ulimit -f "$1"; shift
TIMEFORMAT='%3U %3S'
{ time env time -q -f %M -o peak.txt "$@" 2> stderr.txt; } 2> cpu.txt`;

/** Groups that run now: they are not in our terminal's group, so it is for us to end them when we are ended. */
const running = new Set();
process.on('exit', () => {
  for (const pid of running) killGroup(pid);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/**
 * @typedef {object} Outcome
 * @property {'ok' | 'crashed' | 'too slow' | 'out of memory'} status
 * @property {string} [detail] why, when it is not ok.
 * @property {number} cpu seconds. @property {number} peak bytes.
 */

/**
 * @param {object} job
 * @param {string[]} job.argv @param {string} job.folder where it runs, and where its notes are left.
 * @param {string} [job.input] name in the folder of the file for standard input. @param {string} job.output for standard output.
 * @param {number} job.seconds @param {number} job.megabytes @param {number} job.fileBytes limits.
 * @param {NodeJS.ProcessEnv} [job.env] besides our own.
 * @returns {Promise<Outcome>}
 */
export async function runProcess({ argv, folder, input, output, seconds, megabytes, fileBytes, env }) {
  const stdin = openSync(input === undefined ? '/dev/null' : join(folder, input), 'r');
  const stdout = openSync(join(folder, output), 'w');
  // A group of its own, so that all of it can be killed.
  const child = spawn('bash', ['-c', SCRIPT, 'bash', String(Math.ceil(fileBytes / 1024)), ...argv], {
    cwd: folder,
    detached: true,
    stdio: [stdin, stdout, 'ignore'],
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  closeSync(stdin);
  closeSync(stdout);
  running.add(child.pid);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  const broken = await Promise.race([watch(child.pid, seconds, megabytes), ended.then(() => undefined)]);
  if (broken) killGroup(child.pid);
  const { code, signal } = await ended;
  // What it left running in its group must not disturb the next.
  killGroup(child.pid);
  running.delete(child.pid);
  const cost = { cpu: cpuOf(folder), peak: peakOf(folder) };
  if (broken) return { ...broken, ...cost };
  if (code === 0) return { status: 'ok', ...cost };
  return { status: 'crashed', detail: `${signal ?? `exit ${code}`}${complaint(folder)}`, ...cost };
}

/** Looks at a tree of processes until it breaks a limit; never settles for one that is gone. */
async function watch(pid, seconds, megabytes) {
  const start = performance.now();
  for (;;) {
    await sleep(LOOK_EVERY, undefined, { ref: false });
    if (performance.now() - start > seconds * 1000) return { status: 'too slow', detail: `over ${seconds} s` };
    if (residentBytes(pid) > megabytes * 1e6) return { status: 'out of memory', detail: `over ${megabytes} MB` };
    if (!alive(pid)) return new Promise(() => {});
  }
}

function residentBytes(pid) {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + residentBytes(child), pages * 4096);
  } catch {
    return 0; // It ended meanwhile.
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // There is nothing left of it.
  }
}

/** Lines of a file that the script leaves; a single empty line if it was killed before writing it. */
function lines(folder, name) {
  try {
    return readFileSync(join(folder, name), 'utf8').trim().split('\n');
  } catch {
    return [''];
  }
}

function cpuOf(folder) {
  return lines(folder, 'cpu.txt')
    .at(-1)
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds), 0);
}

function peakOf(folder) {
  return Number(lines(folder, 'peak.txt').at(-1)) * 1024;
}

/** The line of standard error that says most: the last that speaks of an error, or the last. */
function complaint(folder) {
  const said = lines(folder, 'stderr.txt');
  const line = (said.findLast((line) => /error/i.test(line)) ?? said.at(-1)).replace(/[|\s]+/g, ' ');
  return line && `: ${line.slice(0, 120)}`;
}
