/**
 * Builds all that is published: kernel, then library (tsc: ESM and declarations), then command line (tsdown:
 * with all that it needs inside).
 *
 * Usage: node scripts/build.mjs [--clean] [--keep-kernel]
 *   --clean        from nothing
 *   --keep-kernel  with the kernel that was built last
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import { buildKernel, withHash } from './build-kernel.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
if (process.argv.includes('--clean')) {
  for (const folder of ['dist', 'build', 'src/generated', '../cli/build'])
    rmSync(folder, { recursive: true, force: true });
}

if (!process.argv.includes('--keep-kernel')) {
  const wasm = await buildKernel();
  console.log(`kernel   ${wasm.length} bytes of WebAssembly`);
}

const tsc = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));
const { status } = spawnSync(process.execPath, [tsc, '--build', 'tsconfig.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(1);
// As a file too, for engines that compile no bytes at run time.
writeFileSync('dist/kernel.wasm', withHash(readFileSync('build/kernel.wasm')));
writeFileSync('dist/kernel.wasm.d.ts', 'declare const kernel: WebAssembly.Module;\nexport default kernel;\n');
console.log('library  dist/');

// Published with the package, kept once in the repository.
for (const file of ['README.md', 'LICENSE']) copyFileSync(`../../${file}`, file);

await build({
  config: false,
  // The library finds its worker beside itself, by this name.
  entry: { main: '../cli/src/main.ts', worker: 'dist/pool/worker.js' },
  outDir: 'dist/cli',
  clean: true,
  dts: false,
  platform: 'node',
  target: 'node20',
  fixedExtension: false,
  logLevel: 'warn',
  minify: true, // a sixth of the package
  define: { VERSION: JSON.stringify(JSON.parse(readFileSync('package.json', 'utf8')).version) },
  // With the library as it is published, in few files: to load it from its own takes 30 ms longer.
  deps: { alwaysBundle: [/^surprisal(\/|$)/, 'commander', 'csv-parse', 'picomatch'] },
  // But for the kernel, the largest of its files by far: it is published once.
  plugins: [
    {
      name: 'kernel-beside',
      resolveId: (id) =>
        id.endsWith('/generated/kernel.js') ? { id: '../generated/kernel.js', external: true } : null,
    },
  ],
});
// Made by the command itself, from what its help says.
const man = spawnSync(process.execPath, ['dist/cli/main.js', 'man']);
if (man.status !== 0) process.exit(1);
writeFileSync('dist/surprisal.1', man.stdout);
console.log('commands dist/cli/, dist/surprisal.1');
