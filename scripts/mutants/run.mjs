/**
 * Shows that every law can fail: applies each mutant of list.mjs to a copy, builds its kernel, runs the laws, and
 * expects the one that the mutant is meant for to fail. Prints which law killed which mutants.
 *
 * Usage: npm run mutants [-- [--all] words of a mutant's name]
 *   --all   runs all laws against each mutant, not only the one it is meant for
 * Exits with 1 when a mutant survives, does not apply or does not compile, or when a law kills none.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './list.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const everyLaw = process.argv.includes('--all');
const wanted = process.argv
  .slice(2)
  .filter((word) => word !== '--all')
  .join(' ');
/** Enough to show it, and quick: one model that counts, one that mixes. */
const MODELS = 'order-2,cm-fast';
const LIMIT_MS = 600_000;
const NETWORK_TESTS = [
  'test/descriptions.test.ts',
  'test/neural.test.ts',
  'test/transformer.test.ts',
  'test/two-part.test.ts',
];

const copy = mkdtempSync(join(tmpdir(), 'surprisal-mutants-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const home = join(copy, 'packages/surprisal');
const skipped = /\/(node_modules|dist|build)(\/|$)/;
cpSync(join(root, 'packages/surprisal'), home, {
  recursive: true,
  filter: (path) => !skipped.test(path.slice(root.length)),
});
for (const folder of ['vectors', 'docs']) cpSync(join(root, folder), join(copy, folder), { recursive: true });
cpSync(join(root, 'tsconfig.base.json'), join(copy, 'tsconfig.base.json'));
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** @returns the names of the laws that fail; or a string: why they could not be run. */
function failingLaws(buildsKernel, law = '') {
  if (buildsKernel) {
    const script = `import(${JSON.stringify(join(home, 'scripts/build-kernel.mjs'))}).then((m) => m.buildKernel())`;
    const built = spawnSync(process.execPath, ['-e', script], { cwd: home });
    if (built.status !== 0) return `does not compile: ${built.stderr.toString().slice(0, 300)}`;
  }
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const folders = ['components', 'laws', 'format', 'library', 'information', 'classical', 'coder', 'uses'].map(
    (name) => `test/${name}`,
  );
  const files = [
    ...folders,
    'test/checked.test.ts',
    'test/vectors.test.ts',
    'test/content-words.test.ts',
    'test/spec.test.ts',
    'test/spec-components.test.ts',
    'test/prior.test.ts',
    ...NETWORK_TESTS,
  ];
  const args = ['run', '--root', home, ...files, '-t', `law ${law}`];
  spawnSync(process.execPath, [vitest, ...args, '--reporter=json', `--outputFile=${report}`], {
    cwd: home,
    env: { ...process.env, SURPRISAL_TESTS: 'all', SURPRISAL_MODELS: MODELS },
    timeout: LIMIT_MS,
  });
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return 'no result within the time limit';
  }
  const broken = results.filter((file) => file.assertionResults.length === 0);
  if (broken.length > 0) return `a test file does not load: ${broken[0].message.slice(0, 300)}`;
  const lawOf = (test) => /^law ([^:]+):/.exec(test.title)?.[1] ?? 'tests of no law';
  const failed = (file) => file.assertionResults.filter((test) => test.status === 'failed');
  return new Set(results.flatMap((file) => failed(file).map((test) => lawOf(test))));
}

const before = failingLaws(true);
if (typeof before === 'string' || before.size > 0) {
  console.log(`without a mutant: ${typeof before === 'string' ? before : `fails ${[...before].join(', ')}`}`);
  process.exit(1);
}

const chosen = MUTANTS.filter((mutant) => mutant.name.includes(wanted));
const kills = new Map();
let survivors = 0;
let kernelIsChanged = false;
for (const { name, file, from, to, by } of chosen) {
  const path = join(home, file);
  const source = readFileSync(path, 'utf8');
  const isKernel = file.startsWith('kernel/');
  let laws = 'does not apply: its line is not there, or there twice';
  if (source.split(from).length === 2) {
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    laws = failingLaws(isKernel || kernelIsChanged, everyLaw ? '' : by);
    kernelIsChanged = isKernel;
    writeFileSync(path, source);
  }
  const killed = typeof laws !== 'string' && laws.has(by);
  if (!killed) survivors++;
  const detail = typeof laws === 'string' ? laws : [...laws].sort().join(', ') || 'nothing fails';
  console.log(`${killed ? 'killed  ' : 'SURVIVED'}  ${name}  [${by}]  ← ${detail}`);
  if (typeof laws !== 'string') for (const law of laws) kills.set(law, [...(kills.get(law) ?? []), name]);
}

console.log('\nlaw → the mutants it kills');
for (const [law, names] of [...kills].sort()) console.log(`  ${law.padEnd(16)} ${names.length}: ${names.join('; ')}`);
const idle = wanted ? [] : [...new Set(MUTANTS.map((mutant) => mutant.by))].filter((law) => !kills.has(law));
if (idle.length > 0) console.log(`laws that kill none: ${idle.join(', ')}`);
console.log(`\n${chosen.length} mutants, ${survivors} survived`);
process.exit(survivors + idle.length === 0 ? 0 : 1);
