const { exports: published } = require('./packages/surprisal/package.json');

/**
 * Imports go one way, between folders as between files: the files of a folder import one another and the folders that
 * its row lists. A file that lies in no folder is an entry, above all of them.
 */
const SRC = '^packages/surprisal/src/';
const CLI = '^packages/cli/src/';
const KERNEL = '^packages/surprisal/kernel/';

const LIBRARY = {
  base: [],
  coder: ['base'], // serves models outside of this library too: it knows no kernel, no format and no model
  registry: ['base'],
  classical: ['base', 'coder'],
  plan: ['base', 'registry'],
  predictor: ['base', 'registry', 'generated'],
  pool: ['base', 'predictor'],
  archive: ['base', 'registry', 'plan', 'predictor', 'pool'],
  uses: ['base', 'registry', 'classical', 'plan', 'predictor', 'pool', 'archive'],
};
const COMMAND_LINE = {
  base: [],
  command: ['base'],
  report: ['base', 'command'],
  files: ['base', 'command', 'report'],
  models: ['base', 'command', 'files'],
  tables: ['base', 'files'],
  archive: ['base', 'command', 'report', 'files', 'models'],
  folder: ['base', 'command', 'files', 'archive'],
  similarity: ['base', 'command', 'report', 'files', 'models'],
};
/** The files behind the public names of the library. */
const EXPORTED = Object.values(published)
  .flatMap((target) => (typeof target === 'string' ? target : Object.values(target)))
  .map((path) => `^packages/surprisal/${path.slice(2).replaceAll('.', '\\.')}$`);
/** What a verb may import: these folders, and its own. */
const BELOW_VERBS = Object.keys(COMMAND_LINE);

/** The worker's table of tasks: an entry, which no file imports, but bundlers look for it beside pool/start.ts. */
const WORKER = `${SRC}pool/worker\\.ts$`;

const PARTS_OF_THE_KERNEL = {
  coder: [],
  math: ['memory.ts'],
  mixing: ['math', 'memory.ts', 'predictor.ts'],
  neural: ['math', 'mixing', 'memory.ts'],
  views: ['math', 'mixing', 'neural', 'memory.ts'],
  models: ['math', 'mixing', 'neural', 'views', 'memory.ts', 'predictor.ts'],
  drivers: ['math', 'coder', 'drive.ts', 'predictor.ts'],
};

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A rule for each row. @param except files that are entries although they lie in a folder. */
const oneWay = (root, rows, except = []) =>
  Object.entries(rows).map(([folder, below]) =>
    forbid(
      `${folder}-imports-what-is-below`,
      `Besides itself, ${folder} imports ${below.join(', ') || 'no folder'}.`,
      { path: `${root}${folder}/`, pathNot: except },
      { path: root, pathNot: `${root}(${[folder, ...below].join('|')})(/|$)` },
    ),
  );

module.exports = {
  forbidden: [
    forbid('no-cycles', 'What depends on itself cannot be read from either end.', {}, { circular: true }),
    ...oneWay(SRC, LIBRARY, [WORKER]),
    ...oneWay(KERNEL, PARTS_OF_THE_KERNEL),
    ...oneWay(CLI, COMMAND_LINE),
    forbid(
      'a-verb-knows-no-other',
      'What several verbs share is in a folder below them.',
      { path: `${CLI}verbs/([^/]+)/` },
      { path: CLI, pathNot: [`${CLI}verbs/$1/`, `${CLI}(${BELOW_VERBS.join('|')})/`] },
    ),
    forbid('the-worker-is-an-entry', 'It is started, not imported.', { path: SRC }, { path: WORKER }),
    forbid(
      'library-has-no-node',
      'The library runs in browsers; only the command line knows Node.',
      { path: SRC },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'library-has-no-packages',
      'No runtime dependencies.',
      { path: SRC },
      { dependencyTypes: ['npm', 'npm-dev'] },
    ),
    forbid(
      'library-knows-no-cli',
      'The command line is one user of the library among others.',
      { path: SRC },
      { path: '^packages/(?!surprisal/)' },
    ),
    forbid(
      'cli-uses-the-library-by-name',
      'The command line uses what is published: the exports of package.json, and nothing behind them.',
      { path: CLI },
      { path: '^packages/surprisal/', pathNot: EXPORTED },
    ),
    forbid(
      'source-knows-no-test',
      'Nothing published imports a test, a script or the specification.',
      { path: [SRC, CLI, KERNEL] },
      { path: '^packages/[^/]+/(test|scripts|spec)/' },
    ),
    forbid(
      'kernel-is-alone',
      'The kernel is another language: TypeScript sees its ABI, not its files.',
      { path: KERNEL },
      { pathNot: KERNEL },
    ),
    forbid('kernel-is-not-imported', 'It is compiled, not imported.', { path: SRC }, { path: KERNEL }),
  ],
  options: {
    doNotFollow: { path: ['node_modules', 'dist'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
