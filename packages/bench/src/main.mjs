/**
 * npm run bench -- [--corpora DIR] [--quick] [--set canterbury,enwik] [--file PATTERN] [--peer PATTERN] [--again]
 *   [--repeats 3] [--seconds 1800] [--megabytes 8000] [--budget 900] [--more-peers FILE] [--store FILE]
 *
 * Runs every peer on every file, ours among them, decodes and compares, and prints a table for each corpus. Finished cells
 * are kept in build/cells.jsonl, so it may be interrupted; `npm run bench:report` makes the committed results of them.
 * --quick: a few small files and the fast peers; without corpora, the files of the gate. --set, --file, --peer: some of
 * the corpora, files and peers (regular expressions). --repeats: how often what takes less than half a second is done, at
 * most. --seconds, --megabytes: limits of one process. --budget: seconds that a cell may take by what is known of the
 * peer's speed.
 */
import { findPeers, isProgram, UNIT } from '../peers/index.mjs';
import { CELLS } from './cells.mjs';
import { CORPORA, filesOf } from './corpora.mjs';
import { gateFiles } from './gate-files.mjs';
import { copyLibrary } from './library.mjs';
import { describeMachine } from './machine.mjs';
import { runMatrix } from './matrix.mjs';
import { fail, positive, readOptions } from './options.mjs';
import { progressLine } from './progress.mjs';
import { rowOf } from './report/rows.mjs';
import { corpusTables } from './report/tables.mjs';

/** What `--quick` measures: one of each kind, 450 KB. */
const QUICK = /^(alice29\.txt|cp\.html|grammar\.lsp|sum|github_events\.json|Apache_2k\.log)$/;

const options = readOptions({
  quick: { type: 'boolean' },
  set: { type: 'string' },
  file: { type: 'string' },
  peer: { type: 'string' },
  again: { type: 'boolean' },
  repeats: { type: 'string' },
  seconds: { type: 'string', default: '1800' },
  megabytes: { type: 'string', default: '8000' },
  budget: { type: 'string', default: '900' },
  'more-peers': { type: 'string', multiple: true },
  store: { type: 'string', default: CELLS },
});
if (!options.corpora && !options.quick) {
  fail('say where the corpora are: --corpora DIR (npm run bench:fetch brings some), or take --quick');
}

const library = copyLibrary();
const all = await findPeers({ more: options['more-peers'], library: library.version });
const wanted = all.filter((peer) => (options.quick ? peer.quick : true) && matches(options.peer, peer.id));
const unit = all.find(({ id }) => id === UNIT);
if (unit.missing) fail(`${UNIT} is the unit of time: ${unit.missing}`);
if (!isProgram('time')) fail('GNU time is needed: npm run bench:peers installs it');

const line = progressLine();
const cells = await runMatrix({
  files: chosenFiles(),
  corpora: options.corpora,
  peers: wanted,
  unit,
  store: options.store,
  run: describeMachine(),
  limits: {
    seconds: positive(options.seconds, 'seconds'),
    megabytes: positive(options.megabytes, 'megabytes'),
    repeats: options.repeats ? positive(options.repeats, 'repeats') : options.quick ? 1 : 3,
    env: library.env,
  },
  budget: positive(options.budget, 'budget'),
  again: options.again,
  onCell: line.show,
});
line.end();
process.stdout.write(corpusTables(cells.map(rowOf)));
if (cells.some(({ status }) => status !== 'ok' && status !== 'not run')) process.exitCode = 1;

function chosenFiles() {
  if (options.quick && !options.corpora) return gateFiles().filter(({ name }) => matches(options.file, name));
  const names = options.set?.split(',') ?? Object.keys(CORPORA);
  try {
    const files = filesOf(names).filter(({ name }) => matches(options.file, name));
    return options.quick ? files.filter(({ name }) => QUICK.test(name)) : files;
  } catch (error) {
    return fail(error.message);
  }
}

function matches(pattern, text) {
  try {
    return new RegExp(pattern ?? '').test(text);
  } catch (error) {
    return fail(error.message);
  }
}
