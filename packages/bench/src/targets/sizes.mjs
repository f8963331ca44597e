/**
 * npm run bench:sizes -- --corpora DIR [--levels fast,default,strong] [--only PATTERN] [--stale] [--workers 2]
 *
 * Our levels on the files of targets.mjs, as a table of what each must reach. Cells are kept with those of `npm run bench`,
 * so that it may be interrupted. --only: files whose path the regular expression matches. --stale: where this build has
 * no result, take that of the last build that has, marked †, and run nothing.
 */

import { findPeers } from '../../peers/index.mjs';
import { CELLS, readCells } from '../cells.mjs';
import { fileAt, isHere, readFile } from '../corpora.mjs';
import { copyLibrary } from '../library.mjs';
import { describeMachine } from '../machine.mjs';
import { runMatrix } from '../matrix.mjs';
import { fail, positive, readOptionsAndCorpora } from '../options.mjs';
import { progressLine } from '../progress.mjs';
import { report } from './sizes-report.mjs';
import { checkLevels, LEVELS, ROWS } from './targets.mjs';

const options = readOptionsAndCorpora({
  levels: { type: 'string', default: LEVELS.join() },
  only: { type: 'string', default: '' },
  stale: { type: 'boolean' },
  workers: { type: 'string', default: '2' },
});
const levels = checkLevels(options.levels);
const only = new RegExp(options.only);
const library = copyLibrary();
const peers = (await findPeers({ library: library.version })).filter(({ level }) => levels.includes(level));
const files = wanted().filter(({ id }) => only.test(id));
const results = options.stale ? stale() : await measured();
process.stdout.write(report(files, (id, level) => results.get(`${id} ${level}`), levels));
if ([...results.values()].some(({ status }) => status !== 'ok')) process.exitCode = 1;

/** Every file of the table, each once, with the levels that are asked of it. */
function wanted() {
  const files = new Map();
  for (const { ids, limits, take, zeros } of ROWS) {
    const asked = levels.filter((level) => limits[LEVELS.indexOf(level)] !== undefined);
    for (const id of ids)
      files.set(id, { id, asked: new Set([...(files.get(id)?.asked ?? []), ...asked]), take, zeros });
  }
  return [...files.values()];
}

/** @returns the file as runMatrix wants it. */
function benchFile({ id, take, zeros }) {
  if (zeros) return { corpus: 'targets', name: id, content: new Uint8Array(zeros), bytes: zeros };
  const file = fileAt(id.split(':')[0]);
  return take ? { ...file, corpus: 'targets', name: id, bytes: take, take } : file;
}

/** Runs what this build has no result for. @returns cells by file and level. */
async function measured() {
  const byFile = new Map(files.map((file) => [benchFile(file), file]));
  for (const file of byFile.keys()) if (!isHere(options.corpora, file)) fail(`${file.path}: no such file`);
  const cells = await runMatrix({
    files: [...byFile.keys()],
    corpora: options.corpora,
    peers,
    wants: (peer, file) => byFile.get(file).asked.has(peer.level),
    store: CELLS,
    run: describeMachine(),
    // Nothing of ours is stopped: strong takes half an hour for the largest file.
    limits: { seconds: 86_400, megabytes: 8000, repeats: 1, env: library.env },
    budget: Number.POSITIVE_INFINITY,
    workers: positive(options.workers, 'workers'),
    onCell: progressLine().show,
  });
  return resultsOf(cells);
}

/** What any build has left, the latest first, with † where it was another than this. */
function stale() {
  const cells = [...readCells(CELLS).values()].filter(({ status }) => status === 'ok');
  cells.sort((a, b) => a.when.localeCompare(b.when));
  return resultsOf(cells.map((cell) => ({ ...cell, stale: cell.version !== library.version })));
}

/** Cells by file and level. A file is known by what it holds, for a cell may come from a table where it has another name. */
function resultsOf(cells) {
  const shaOf = new Map(files.map((file) => [file.id, readFile(options.corpora, benchFile(file)).sha256]));
  const results = new Map();
  for (const cell of cells) {
    const level = peers.find(({ id }) => id === cell.peer)?.level;
    for (const [id, sha256] of shaOf) if (sha256 === cell.sha256 && level) results.set(`${id} ${level}`, cell);
  }
  return results;
}
