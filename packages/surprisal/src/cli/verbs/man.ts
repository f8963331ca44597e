import { EXIT_OK, UsageError } from '../failure.js';
import { verb } from '../verb.js';

declare const VERSION: string; // put in by scripts/build.mjs

export const man = verb({
  name: 'man',
  summary: 'write the man page',
  operands: '',
  choices: [],
  details: ['It is that which an installation with npm install --global gives to man.'],
  options: {},
  examples: [['surprisal man | man -l -', 'read it']],
  run: async (_, operands, commands) => {
    if (operands.length > 0) throw new UsageError('man takes nothing');
    const { manPage } = await import('../manual/man.js');
    process.stdout.write(manPage(commands, VERSION));
    return EXIT_OK;
  },
});
