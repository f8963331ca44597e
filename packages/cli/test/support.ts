import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const BIN = fileURLToPath(new URL('../../surprisal/bin/surprisal.js', import.meta.url));
if (!existsSync(new URL('../../surprisal/dist/cli/main.js', import.meta.url))) {
  throw new Error('these tests run what is built: npm run build');
}

/** A folder of the test file's own, removed at its end. */
const folder: string = mkdtempSync(join(tmpdir(), 'surprisal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const path = (name: string): string => join(folder, name);
export const files = (): string[] => readdirSync(folder).sort();

/** A command that takes longer is killed: it does what it should have refused. */
const HUNG_MS = 300_000;

/** Runs `surprisal` in the folder, with a real process. */
export function surprisal(args: readonly string[], input?: Uint8Array): SpawnSyncReturns<Buffer> {
  return spawnSync(process.execPath, [BIN, ...args], { cwd: folder, input, maxBuffer: 2 ** 28, timeout: HUNG_MS });
}

/** The same, without waiting for its end. `ended` gives its exit code, or the signal that ended it, and what it said. */
export function start(args: readonly string[]): { child: ChildProcess; ended: Promise<[string | number, string]> } {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (text) => (said += text));
  const ended = new Promise<[string | number, string]>((resolve) => {
    child.on('close', (code, signal) => resolve([code ?? signal ?? '', said]));
  });
  return { child, ended };
}

export { until } from '../../surprisal/test/support/waiting.js';

const { NO_COLOR: _, ...environment } = process.env;
/** For a shell in which $S is the command, and colour is not ruled out. */
export const ENV: NodeJS.ProcessEnv = { ...environment, S: `${process.execPath} ${BIN}` };

/** The same through such a shell. */
export function shell(script: string): SpawnSyncReturns<Buffer> {
  return spawnSync('bash', ['-c', script], { cwd: folder, env: ENV });
}

export const IS_ROOT: boolean = process.getuid?.() === 0;
/** Stands before a command that is not to be run as root, who may do everything. */
export const AS_USER: string = IS_ROOT ? 'chown -R nobody . && setpriv --reuid=nobody --clear-groups' : 'env';
