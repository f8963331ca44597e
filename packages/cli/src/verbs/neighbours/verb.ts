import { UsageError } from '../../base/failure.js';
import { REPORTING, RESULT_COUNT, SIMILARITY } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseCount } from '../../command/values.js';
import { verb } from '../../command/verb.js';

export const neighbours = verb({
  name: 'neighbours',
  summary: 'find the files most similar to the first',
  operands: 'QUERY FILE...',
  details: [
    `Prints the nearest files and their normalized compression distances, the nearest first. With --lines, each line of QUERY is
compared with every line of the FILEs; - is standard input. Candidates whose size alone rules them out are not compressed.`,
  ],
  options: {
    number: RESULT_COUNT,
    lines: { text: 'compare lines instead of files' },
    model: SIMILARITY.model,
    jobs: SIMILARITY.jobs,
    ...REPORTING,
  },
  examples: [
    ['surprisal neighbours new.txt archive/*.txt', 'find the ten files most similar to new.txt'],
    ['surprisal neighbours -n 3 --model deflate a.c *.c', 'find three, with a classical compressor'],
    [
      'echo "disk full on db-1" | surprisal neighbours --lines - known-errors.txt',
      'find known errors similar to a message',
    ],
  ],
  run: async (values, files) => {
    const { model = 'ppm', number = '10', lines, ...rest } = values;
    if (files.length < 2) throw new UsageError('neighbours needs a QUERY and at least one FILE');
    const options = { model, count: parseCount(number, '-n'), lines: lines === true };
    return (await import('./run.js')).findNeighbours(settingsOf(rest, files), options);
  },
});
