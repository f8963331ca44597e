/**
 * The engine matrix: every archive of vectors/inputs.mjs, with every model, must be the same bytes everywhere, and
 * decode; so must archives made in workers and in pipes, and every vector must open, or be refused, alike. What measures,
 * segments, outliers, classes and the other uses come to must be equal to the last digit. Each engine
 * runs results.mjs with the library as built; the results must be those of the first.
 *
 * Usage: npm run test:engines [-- --all] [--arm64 NODE]
 *   --all: an engine that is not there is a failure, not a skip
 *   --arm64: also with NODE, a Node for arm64 under Linux, by qemu-aarch64 (docs/decisions/toolchain.md)
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { CHROMIUM } from '../chromium.mjs';
import { runInChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { all, arm64 } = parseArgs({ options: { all: { type: 'boolean' }, arm64: { type: 'string' } } }).values;
const RUNTIMES = `${root}packages/runtimes/node_modules/`;
const QEMU = '/usr/bin/qemu-aarch64';
/** Where Debian's libc6-arm64-cross and its like put their libraries. */
const ARM64_ROOT = '/usr/aarch64-linux-gnu';

/**
 * An engine that runs scripts/engines/engine.mjs.
 * @param args before the name of the script. @param advice where it comes from.
 */
function onCommandLine(name, binary, args = [], advice = 'npm ci --prefix packages/runtimes brings it (Linux on x64)') {
  return {
    name,
    missing: existsSync(binary) ? undefined : advice,
    async run() {
      const script = [...args, `${root}scripts/engines/engine.mjs`];
      const { stdout } = await promisify(execFile)(binary, script, { maxBuffer: 2 ** 26 });
      return JSON.parse(stdout);
    },
  };
}

/** Each returns { engine, results }; `missing` says why it cannot run. */
const ENGINES = [
  onCommandLine(`Node ${process.versions.node.split('.')[0]} (this one)`, process.execPath),
  onCommandLine('Node 22', `${RUNTIMES}node-22/bin/node`),
  onCommandLine('Node 24', `${RUNTIMES}node-24/bin/node`),
  onCommandLine('Node 26', `${RUNTIMES}node-26/bin/node`),
  onCommandLine('Bun', `${RUNTIMES}@oven/bun-linux-x64/bin/bun`),
  onCommandLine('Deno', `${RUNTIMES}@deno/linux-x64-glibc/deno`, ['run', '--allow-read', '--no-prompt']),
  {
    name: 'Chromium',
    missing: existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`,
    run: () => runInChromium(root),
  },
  ...(arm64 === undefined
    ? []
    : [onCommandLine('Node on arm64, emulated', QEMU, ['-L', ARM64_ROOT, arm64], `there is no ${QEMU}`)]),
];

/** What each made, or why it did not; as many at once as there are cores. */
const outcomes = [];
const queue = [...ENGINES.entries()];
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, { missing, run }] = next;
      if (missing === undefined) outcomes[i] = await run().catch((error) => ({ error }));
    }
  }),
);
const expected = outcomes.find((outcome) => outcome?.results !== undefined)?.results;

let passed = 0;
let failed = 0;
for (const [i, { name, missing }] of ENGINES.entries()) {
  const { error, engine, results } = outcomes[i] ?? {};
  const same = error === undefined && JSON.stringify(results) === JSON.stringify(expected);
  if (missing !== undefined) console.log(`${all ? 'FAILED ' : 'skipped'} ${name}: ${missing}`);
  else if (error !== undefined) console.log(`FAILED  ${name}: ${error.message}`);
  else console.log(`${same ? 'same   ' : 'DIFFERS'} ${name}: ${engine}`);
  if (missing === undefined && error === undefined && !same) printDifferences(results);
  if (missing === undefined && same) passed++;
  else if (missing === undefined || all) failed++;
}
console.log(`engines: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function printDifferences(results) {
  for (const [name, found] of Object.entries(expected)) {
    const differing = Object.keys(found).filter((key) => `${results[name]?.[key]}` !== `${found[key]}`);
    if (differing.length > 0) console.log(`        ${name}: ${differing.join(', ')}`);
  }
}
