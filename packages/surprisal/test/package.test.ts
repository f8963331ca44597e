/** What is published: promises about the package that are easy to break without noticing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { KERNEL_HASH } from '../src/generated/kernel.js';
import { kernelBytes } from '../src/predictor/kernel-module.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const PACKED_BYTES_MAX = 530_000;

test('nothing is needed at run time', () => {
  expect(manifest.dependencies).toEqual({});
  expect(manifest.peerDependencies).toBeUndefined();
  expect(manifest.optionalDependencies).toBeUndefined();
});

test('every version is exact', () => {
  for (const version of Object.values(manifest.devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('types come first in every export', () => {
  for (const target of Object.values(manifest.exports)) {
    if (typeof target === 'object') expect(Object.keys(target as object)[0]).toBe('types');
  }
});

test('the kernel imports nothing but abort, and has the hash it says', async () => {
  const wasm = kernelBytes();
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(wasm));
  expect(imports).toEqual([{ module: 'env', name: 'abort', kind: 'function' }]);
  const hash = await crypto.subtle.digest('SHA-256', wasm);
  expect(Buffer.from(hash).toString('hex').slice(0, 16)).toBe(KERNEL_HASH);
});

test('the package holds what is meant to be published, and is small', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root });
  const [{ files, size }] = JSON.parse(stdout.toString());
  const paths: string[] = files.map((file: { path: string }) => file.path);
  for (const path of paths) expect(path).toMatch(/^(bin\/|dist\/|README\.md$|LICENSE$|package\.json$)/);
  for (const path of [
    'bin/surprisal.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/predictor/predictor.js',
    'dist/uses/information/index.js',
    'dist/classical/index.js',
    'dist/coder/index.js',
    'dist/cli/main.js',
  ]) {
    expect(paths).toContain(path);
  }
  expect(size).toBeLessThan(PACKED_BYTES_MAX);
});

test('what is packed and installed has the command, which works, and its man page', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'surprisal-package-'));
  const run = (command: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout;
  };
  try {
    const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    const [{ filename }] = JSON.parse(run('npm', 'pack', root, '--json', '--ignore-scripts'));
    run('npm', 'install', '--global', '--prefix', join(folder, 'prefix'), ...quiet, join(folder, filename));
    const command = join(folder, 'prefix/bin/surprisal');
    expect(run(command, '--version')).toBe(`${manifest.version}\n`);
    writeFileSync(join(folder, 'a'), 'hello, hello, hello, hello');
    run(command, '-q', 'a');
    expect(run(command, '-dc', 'a.srp')).toBe('hello, hello, hello, hello');
    const page = readFileSync(join(folder, 'prefix/share/man/man1/surprisal.1'), 'utf8');
    expect(page).toMatch(/^\.TH SURPRISAL 1 /);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
