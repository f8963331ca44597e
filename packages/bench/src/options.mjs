import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CORPORA_FOLDER } from './corpora.mjs';

/**
 * The command line's options, and `words`, what is no option; `--help` prints the comment that the script begins with.
 * `corpora` is a folder that exists, or undefined.
 * @param {import('node:util').ParseArgsConfig['options']} more besides --corpora. @param allowPositionals whether there may be words.
 */
export function readOptions(more, allowPositionals = false) {
  try {
    const options = { help: { type: 'boolean' }, corpora: { type: 'string' }, ...more };
    const { values, positionals: words } = parseArgs({ options, allowPositionals });
    if (values.help) help();
    if (values.corpora && !existsSync(values.corpora)) fail(`${values.corpora}: no such folder`);
    const here = existsSync(CORPORA_FOLDER) ? CORPORA_FOLDER : undefined;
    return { ...values, words, corpora: values.corpora ?? here };
  } catch (error) {
    return fail(error.message);
  }
}

/** The same, of a script that does nothing without corpora. */
export function readOptionsAndCorpora(more, allowPositionals) {
  const options = readOptions(more, allowPositionals);
  if (!options.corpora) fail('say where the unpacked corpora are: --corpora DIR (npm run bench:fetch brings some)');
  return options;
}

function help() {
  const [, comment] = /^\/\*\*\n(.*?)\n \*\//s.exec(readFileSync(process.argv[1], 'utf8'));
  process.stdout.write(`${comment.replace(/^ \* ?/gm, '')}\n`);
  process.exit(0);
}

/** @param {string} text @param {string} name of the option. @returns {number} above 0. */
export function positive(text, name) {
  const number = Number(text);
  if (!(number > 0)) fail(`--${name} takes a number above 0, not '${text}'`);
  return number;
}

/** Ends the program with a line on standard error. */
export function fail(message) {
  process.stderr.write(`bench: ${message}\n`);
  process.exit(2);
}
