/** What a run must say of itself, so that its times mean something: machine, system, commit. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** @returns {Record<string, string | number>} */
export function describeMachine() {
  const cpus = os.cpus();
  return {
    processor: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memoryGB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    commit: commit(),
    load: loadNow(),
  };
}

/** Processes that want a core, mean of the last minute: more than there are cores, and times are noisy. */
export const loadNow = () => Number(os.loadavg()[0].toFixed(2));

/** The commit that is checked out, with a + when files differ from it. */
export function commit() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', cwd: new URL('.', import.meta.url) }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=10', 'HEAD') + (changed ? '+' : '');
  } catch {
    return 'unknown';
  }
}
