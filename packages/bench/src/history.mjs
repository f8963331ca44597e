/**
 * npm run bench:history -- --corpora DIR [--set canterbury] [--peer PATTERN] [COMMIT ...]
 *
 * Sizes of our levels (those that --peer matches) at each commit (HEAD unless given), into results/history.csv. A commit is built in a work tree of its own
 * under build/, with the packages that are installed here. A level that a commit does not have is left out.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findPeers } from '../peers/index.mjs';
import { filesOf, isHere } from './corpora.mjs';
import { BUILD } from './library.mjs';
import { runMatrix } from './matrix.mjs';
import { readOptionsAndCorpora } from './options.mjs';
import { progressLine } from './progress.mjs';
import { HISTORY, historyCsv, readHistory } from './report/history.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const { corpora, set, peer, words } = readOptionsAndCorpora(
  { set: { type: 'string', default: 'canterbury' }, peer: { type: 'string', default: '' } },
  true,
);
const files = filesOf([set]).filter((file) => isHere(corpora, file));
const pattern = new RegExp(peer);
const levels = (await findPeers()).filter(({ id, level }) => level && pattern.test(id));

const commits = words.length > 0 ? words : ['HEAD'];
for (const name of commits) {
  const commit = git('rev-parse', '--short=10', name);
  const date = git('show', '-s', '--format=%cI', commit);
  const sums = await sizesAt(commit);
  const kept = readHistory().filter((row) => row.commit !== commit || row.set !== set || !pattern.test(row.program));
  const now = Object.entries(sums).map(([program, sum]) => ({ date, commit, set, program, ...sum }));
  writeFileSync(HISTORY, historyCsv([...kept, ...now]));
  process.stdout.write(
    `${commit} ${Object.entries(sums)
      .map(([program, { packed }]) => `${program} ${packed}`)
      .join(', ')}\n`,
  );
}

/** @returns {Promise<Record<string, { bytes: number, packed: number }>>} sums by program, of those that did every file. */
async function sizesAt(commit) {
  const tree = mkdtempSync(join(BUILD, 'history-'));
  rmSync(tree, { recursive: true });
  git('worktree', 'add', '--detach', tree, commit);
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
    execFileSync(process.execPath, [join(tree, 'packages/surprisal/scripts/build.mjs')], {
      stdio: 'ignore',
      cwd: tree,
    });
    const manifest = JSON.parse(readFileSync(join(tree, 'packages/surprisal/package.json'), 'utf8'));
    const library = pathToFileURL(join(tree, 'packages/surprisal', manifest.exports['.'].default)).href;
    const cells = await runMatrix({
      files,
      corpora,
      peers: levels.map((level) => ({ ...level, missing: undefined, found: commit })),
      store: join(BUILD, 'history.jsonl'),
      run: { commit },
      limits: { seconds: 3600, megabytes: 8000, repeats: 1, env: { SURPRISAL_LIBRARY: library } },
      budget: Number.POSITIVE_INFINITY,
      onCell: progressLine().show,
    });
    return sumsOf(cells.filter(({ status }) => status === 'ok'));
  } finally {
    git('worktree', 'remove', '--force', tree);
  }
}

function sumsOf(cells) {
  const sums = {};
  for (const { id } of levels) {
    const own = cells.filter(({ peer }) => peer === id);
    if (own.length < files.length) continue;
    const sum = (name) => own.reduce((total, cell) => total + cell[name], 0);
    sums[id] = { bytes: sum('bytes'), packed: sum('packed') };
  }
  return sums;
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', cwd: ROOT }).trim();
}
