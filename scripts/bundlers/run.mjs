/**
 * The bundler matrix: a page that uses the library, built without configuration by every bundler, must do in Chromium
 * what the library does in Node, in workers, without a warning.
 *
 * Usage: npm run test:bundlers [-- NAME...]
 *   after npm ci --prefix packages/bundlers
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BUNDLERS } from './bundlers.mjs';
import { preparePage, tryBundler } from './check.mjs';
import { tryWorkerd } from './workerd.mjs';

const packages = fileURLToPath(new URL('../../packages/bundlers', import.meta.url));
const modules = `${packages}/node_modules`;
if (!existsSync(modules)) {
  console.error('no bundlers are installed: npm ci --prefix packages/bundlers');
  process.exit(2);
}
await import('./page/src/index.js');
const expected = JSON.stringify(await globalThis.go(0));
const names = process.argv.slice(2);
const prepared = preparePage(`${packages}/build/page`);
let [passed, failed] = [0, 0];
/** Two for each of the three calls that the page makes. */
const THREADS = 6;

/** Notes whether one of them does what is expected. @param threads workers that it starts. */
async function note(name, threads, tried) {
  if (names.length > 0 && !names.some((part) => name.toLowerCase().includes(part.toLowerCase()))) return;
  try {
    const { inWorkers, alone, workers, complaints } = await tried();
    const same = JSON.stringify(inWorkers) === expected && JSON.stringify(alone) === expected;
    if (!same || workers !== threads || complaints.length > 0) {
      throw new Error([`${same ? 'the same' : 'other'} results, ${workers} workers`, ...complaints].join('\n'));
    }
    console.log(`works   ${name}`);
    passed++;
  } catch (error) {
    console.log(`FAILED  ${name}: ${error.message}`);
    failed++;
  }
}
for (const bundler of BUNDLERS) await note(bundler.name, THREADS, () => tryBundler(bundler, prepared, modules));
await note('Cloudflare Workers', 0, () => tryWorkerd(prepared, modules));
console.log(`bundlers: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
