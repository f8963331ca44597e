import { EXIT_OK, UsageError } from '../../base/failure.js';
import { verb } from '../../command/verb.js';

declare const VERSION: string; // put in by scripts/build.mjs

export const man = verb({
  name: 'man',
  summary: 'print the man page',
  operands: '',
  choices: [],
  details: ['npm install --global installs the same page: read it with man surprisal.'],
  options: {},
  examples: [['surprisal man | man -l -', 'read it']],
  run: async (_, operands, commands) => {
    if (operands.length > 0) throw new UsageError('man takes no operands; for a file of that name, write ./man');
    const { manPage } = await import('./page.js');
    process.stdout.write(manPage(commands, VERSION));
    return EXIT_OK;
  },
});
