/**
 * Builds all that is published: kernel, then library (tsc: ESM and declarations), then command line (tsdown:
 * one bundle, commander inside, the library outside).
 *
 * Usage: node scripts/build.mjs [--clean] [--keep-kernel]
 *   --clean        from nothing
 *   --keep-kernel  with the kernel that was built last
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { buildKernel } from './build-kernel.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
if (process.argv.includes('--clean')) {
  for (const folder of ['dist', 'build', 'src/generated']) rmSync(folder, { recursive: true, force: true });
}

if (!process.argv.includes('--keep-kernel')) {
  const wasm = await buildKernel();
  console.log(`kernel   ${wasm.length} bytes of WebAssembly`);
}

const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const { status } = spawnSync(process.execPath, [tsc, '--build', 'tsconfig.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);
console.log('library  dist/');

// Published with the package, kept once in the repository.
for (const file of ['README.md', 'LICENSE']) copyFileSync(`../../${file}`, file);

await build({
  config: false,
  entry: { main: 'src/cli/main.ts' },
  outDir: 'dist/cli',
  clean: true,
  dts: false,
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  logLevel: 'warn',
  define: { VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version) },
  // The command line uses the library as it is published, and loads it only when it needs it.
  deps: { neverBundle: [/^surprisal(\/|$)/], alwaysBundle: ['commander', /^modern-tar/] },
});
console.log('commands dist/cli/');
