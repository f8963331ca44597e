import { parseArgs } from 'node:util';
import { LEVELS } from './targets.mjs';

/**
 * The command line's options, checked.
 * @param {import('node:util').ParseArgsConfig['options']} more besides --corpora.
 */
export function readOptions(more) {
  const { values } = parseArgs({ options: { corpora: { type: 'string' }, levels: { type: 'string' }, ...more } });
  if (!values.corpora) fail('say where the unpacked corpora are: --corpora DIR');
  const levels = values.levels?.split(',') ?? LEVELS;
  for (const level of levels) if (!LEVELS.includes(level)) fail(`no level is named '${level}': ${LEVELS.join(', ')}`);
  return { ...values, levels };
}

/** Ends the program with a line on standard error. */
export function fail(message) {
  process.stderr.write(`bench: ${message}\n`);
  process.exit(2);
}
