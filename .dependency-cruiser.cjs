/** Imports go one way: cli → src → kernel ABI, and inside the kernel models → parts → coder, math, memory. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const SRC = '^packages/surprisal/src/';
const KERNEL = '^packages/surprisal/kernel/';

module.exports = {
  forbidden: [
    forbid('no-cycles', 'What depends on itself cannot be read from either end.', {}, { circular: true }),
    forbid(
      'library-has-no-node',
      'The library runs in browsers; only the command line knows Node.',
      { path: SRC, pathNot: `${SRC}cli/` },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'library-has-no-packages',
      'No runtime dependencies.',
      { path: SRC, pathNot: `${SRC}cli/` },
      { dependencyTypes: ['npm', 'npm-dev'] },
    ),
    forbid(
      'library-knows-no-cli',
      'The command line is one user of the library among others.',
      { path: SRC, pathNot: `${SRC}cli/` },
      { path: `${SRC}cli/` },
    ),
    forbid(
      'cli-uses-the-library-by-name',
      'The command line uses what is published, and nothing behind it.',
      { path: `${SRC}cli/` },
      { path: SRC, pathNot: [`${SRC}cli/`, `${SRC}index.ts`] },
    ),
    forbid(
      'format-is-below',
      'The format knows nothing of kernels.',
      { path: `${SRC}(format|content)/` },
      { path: `${SRC}(kernel|coding|compress|decompress|predictor|generated)` },
    ),
    forbid(
      'coder-stands-alone',
      'It serves models outside of this library: it knows no kernel, no format and no model.',
      { path: `${SRC}coder/` },
      { pathNot: `${SRC}(coder/|bytes|checks|errors)` },
    ),
    forbid(
      'coders-do-not-measure',
      'Measures are floating point: no byte of a code may depend on them.',
      { path: `${SRC}(classical|coder)/` },
      { path: `${SRC}information/` },
    ),
    forbid(
      'source-knows-no-test',
      'Nothing published imports a test, a script or the reference.',
      { path: [SRC, KERNEL] },
      { path: '/(test|scripts|reference)/' },
    ),
    forbid(
      'kernel-is-alone',
      'The kernel is another language: TypeScript sees its ABI, not its files.',
      { path: KERNEL },
      { pathNot: KERNEL },
    ),
    forbid('kernel-is-not-imported', 'It is compiled, not imported.', { path: SRC }, { path: KERNEL }),
    forbid(
      'models-are-on-top',
      'Parts of a predictor know no predictor that is made of them.',
      { path: `${KERNEL}(views|mixing|neural|coder|math)/` },
      { path: `${KERNEL}(models|drivers)/` },
    ),
    forbid(
      'views-are-below-models',
      'Components know no kind of content: views are made of them.',
      { path: `${KERNEL}(mixing|neural|coder|math)/` },
      { path: `${KERNEL}views/` },
    ),
    forbid(
      'mixing-knows-no-network',
      'Networks look at what mixing has found, not the other way round.',
      { path: `${KERNEL}mixing/` },
      { path: `${KERNEL}neural/` },
    ),
    forbid(
      'coder-and-math-are-below',
      'They stand on nothing but memory and the fixed point of predictor.ts.',
      { path: `${KERNEL}(coder|math)/` },
      { pathNot: `${KERNEL}(coder|math|memory|predictor)` },
    ),
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
