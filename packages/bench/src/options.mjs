import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CORPORA_FOLDER } from './corpora.mjs';

/**
 * The command line's options. `corpora` is a folder that exists, or undefined.
 * @param {import('node:util').ParseArgsConfig['options']} more besides --corpora.
 */
export function readOptions(more) {
  try {
    const { values } = parseArgs({ options: { corpora: { type: 'string' }, ...more } });
    if (values.corpora && !existsSync(values.corpora)) fail(`${values.corpora}: no such folder`);
    return { ...values, corpora: values.corpora ?? (existsSync(CORPORA_FOLDER) ? CORPORA_FOLDER : undefined) };
  } catch (error) {
    return fail(error.message);
  }
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
