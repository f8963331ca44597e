import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Where results and archives go; git ignores it. */
export const BUILD = fileURLToPath(new URL('../build/', import.meta.url));

/**
 * A copy of the built library, named by what it does: a long run goes on with it while the library is built again.
 * @returns `hash`, which changes with any module but the command line; `url` of the module to import.
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
  return { hash, url: pathToFileURL(join(copy, basename(entry))).href };
}

/** Records the memory of every WebAssembly instance made from now on. @returns the most bytes of any, when called. */
export function watchKernelMemory() {
  const memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    memories.push((made.instance ?? made).exports.memory);
    return made;
  };
  return () => Math.max(0, ...memories.map((memory) => memory.buffer.byteLength));
}

/** User and system seconds of this process since `start`. @param {NodeJS.CpuUsage} start of process.cpuUsage(). */
export function cpuSeconds(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
