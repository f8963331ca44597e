import { EXIT_OK, UsageError } from '../../base/failure.js';
import { verb } from '../../command/verb.js';

declare const VERSION: string; // put in by scripts/build.mjs

export const version = verb({
  name: 'version',
  summary: 'print the version',
  operands: '',
  choices: [],
  options: {},
  examples: [['surprisal version', 'the same as surprisal --version']],
  run: async (_, operands) => {
    if (operands.length > 0) throw new UsageError('version takes no operands; a file of that name is ./version');
    console.log(VERSION);
    return EXIT_OK;
  },
});
