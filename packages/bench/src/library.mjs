import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where results and archives go; git ignores it. */
export const BUILD = fileURLToPath(new URL('../build/', import.meta.url));

/**
 * A copy of the built library, named by what it does: a long run goes on with it while the library is built again.
 * @returns `hash`, which changes with any module but the command line; `version`, which has it; `url` of the module to
 *   import, which `env` passes to processes of call.mjs.
 */
export function copyLibrary() {
  const entry = fileURLToPath(import.meta.resolve('surprisal'));
  const dist = dirname(entry);
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const modules = names.filter((name) => name.endsWith('.js') && !name.startsWith('cli')).sort();
  const contents = modules.map((name) => readFileSync(join(dist, name)));
  const sum = createHash('sha256');
  for (const [i, name] of modules.entries()) sum.update(name).update(contents[i]);
  const hash = sum.digest('hex').slice(0, 16);
  const copy = join(BUILD, `library-${hash}`);
  for (const [i, name] of modules.entries()) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    writeFileSync(join(copy, name), contents[i]);
  }
  const { version } = JSON.parse(readFileSync(join(dist, '../package.json'), 'utf8'));
  const url = pathToFileURL(join(copy, basename(entry))).href;
  return { hash, version: `${version} ${hash}`, url, env: { SURPRISAL_LIBRARY: url } };
}
