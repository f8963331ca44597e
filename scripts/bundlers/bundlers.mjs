/**
 * Every bundler, as someone uses it who has read the README and configured nothing: a page (page/) that imports the
 * installed package is built for production.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * How to build the page in a folder.
 * @typedef {object} Bundler
 * @property {string} name
 * @property {(folder: string, modules: string) => Promise<string> | string} build
 *   @param folder with the page, and the library in its node_modules. @param modules the node_modules with the bundlers.
 *   @returns what to serve, within the folder.
 */

/** @throws {Error} with all output, unless it exits with 0. */
function run(folder, command, args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: folder, env });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
}

/** The page for what makes only scripts. */
const HTML = (script) => `<!doctype html>
<html lang="en"><head><title>bundled</title></head><body>${script}</body></html>
`;

/** @param directory of the package, in node_modules. @type {(name: string, directory: string) => Bundler} */
export const vite = (name, directory) => ({
  name,
  build(folder, modules) {
    run(folder, process.execPath, [join(modules, directory, 'bin/vite.js'), 'build']);
    return 'dist';
  },
});

/** @type {Bundler} */
export const webpack = {
  name: 'webpack',
  async build(folder, modules) {
    const pack = createRequire(join(modules, 'any'))('webpack');
    // What `webpack --mode production` does in that folder.
    const options = { mode: 'production', context: folder, output: { path: join(folder, 'dist') } };
    const stats = await new Promise((resolve, reject) =>
      pack(options, (error, result) => (error ? reject(error) : resolve(result))),
    );
    // Its warnings are about sizes: the kernel is larger than it likes.
    if (stats.hasErrors()) throw new Error(stats.toString());
    writeFileSync(join(folder, 'dist/index.html'), HTML('<script src="main.js"></script>'));
    return 'dist';
  },
};

/** @type {Bundler} */
const rollup = {
  name: 'Rollup',
  async build(folder, modules) {
    const require = createRequire(join(modules, 'any'));
    const { nodeResolve } = require('@rollup/plugin-node-resolve');
    const bundle = await require('rollup').rollup({
      input: { main: join(folder, 'src/index.js'), worker: 'surprisal/worker' },
      plugins: [nodeResolve({ rootDir: folder, browser: true })],
    });
    await bundle.write({ dir: join(folder, 'dist') });
    writeFileSync(join(folder, 'dist/index.html'), HTML('<script type="module" src="main.js"></script>'));
    return 'dist';
  },
};

/** @type {(...options: string[]) => Bundler} */
const esbuild = (...options) => ({
  name: ['esbuild', ...options].join(' '),
  build(folder, modules) {
    const args = [
      'main=src/index.js',
      'worker=surprisal/worker',
      '--bundle',
      '--format=esm',
      '--outdir=dist',
      ...options,
    ];
    run(folder, join(modules, '@esbuild/linux-x64/bin/esbuild'), args);
    writeFileSync(join(folder, 'dist/index.html'), HTML('<script type="module" src="main.js"></script>'));
    return 'dist';
  },
});

/** @type {Bundler} */
const bun = {
  name: 'Bun',
  build(folder, modules) {
    const binary = join(modules, '@oven/bun-linux-x64/bin/bun');
    // It takes no package for an entry.
    writeFileSync(join(folder, 'src/worker.js'), "import 'surprisal/worker';\n");
    run(folder, binary, ['build', 'src/index.js', 'src/worker.js', '--outdir=dist', '--minify']);
    writeFileSync(join(folder, 'dist/index.html'), HTML('<script type="module" src="index.js"></script>'));
    return 'dist';
  },
};

/** @type {Bundler} */
const parcel = {
  name: 'Parcel',
  build(folder, modules) {
    // Parcel reads `exports` of packages only when told to.
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    manifest['@parcel/resolver-default'] = { packageExports: true };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    run(folder, process.execPath, [join(modules, 'parcel/lib/bin.js'), 'build', 'index.html', '--no-cache']);
    return 'dist';
  },
};

/** @type {(option: string) => Bundler} */
const next = (option) => ({
  name: `Next.js ${option}`,
  build(folder, modules) {
    mkdirSync(join(folder, 'app'));
    cpSync(join(folder, 'src/index.js'), join(folder, 'app/go.js'));
    writeFileSync(
      join(folder, 'app/layout.js'),
      'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
    );
    writeFileSync(join(folder, 'app/page.js'), "'use client';\nimport './go.js';\nexport default () => null;\n");
    // Files only, without a server: so that the pages of all bundlers are served alike.
    writeFileSync(join(folder, 'next.config.mjs'), "export default { output: 'export' };\n");
    run(folder, process.execPath, [join(modules, 'next/dist/bin/next'), 'build', option]);
    return 'out';
  },
});

/** All of packages/bundlers. @type {readonly Bundler[]} */
export const BUNDLERS = [
  ...[5, 6, 7, 8].map((version) => vite(`Vite ${version}`, `vite-${version}`)),
  webpack,
  rollup,
  esbuild(),
  esbuild('--splitting'),
  bun,
  parcel,
  next('--turbopack'),
  next('--webpack'),
];
