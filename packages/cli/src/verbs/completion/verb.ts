import { EXIT_OK, UsageError } from '../../base/failure.js';
import { verb } from '../../command/verb.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const completion = verb({
  name: 'completion',
  summary: 'print a shell completion script',
  operands: '[SHELL]',
  choices: SHELLS,
  details: ['SHELL is bash, zsh or fish.'],
  options: {},
  examples: [
    ['source <(surprisal completion bash)', 'add to ~/.bashrc'],
    ['source <(surprisal completion zsh)', 'add to ~/.zshrc, after compinit'],
    ['surprisal completion fish > ~/.config/fish/completions/surprisal.fish', 'run once'],
  ],
  run: async (_, operands, commands) => {
    const shell = SHELLS.find((name) => name === operands[0]);
    if (shell === undefined || operands.length > 1) throw new UsageError('completion takes bash, zsh or fish');
    const [{ completionScript }, { MODEL_NAMES: models }, { CODECS }] = await Promise.all([
      import('./script.js'),
      import('surprisal'),
      import('surprisal/classical'),
    ]);
    process.stdout.write(completionScript(shell, commands, { models, coders: Object.keys(CODECS) }));
    return EXIT_OK;
  },
});
