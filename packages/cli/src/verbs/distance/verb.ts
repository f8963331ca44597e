import { UsageError } from '../../base/failure.js';
import { REPORTING, SIMILARITY } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { verb } from '../../command/verb.js';

export const distance = verb({
  name: 'distance',
  summary: 'measure how similar files are, by how well they compress together',
  operands: 'FILE FILE...',
  details: [
    `Prints a matrix of all pairs: by default the normalized compression distance, from 0 for equal files to about 1 for files
with nothing in common. See also surprisal cluster, which builds a tree, and surprisal neighbours, which finds the files
nearest to one.`,
  ],
  options: { ...SIMILARITY, ...REPORTING },
  examples: [
    ['surprisal distance a.txt b.txt c.txt', 'print a matrix'],
    ['surprisal distance --model deflate *.txt', 'use a classical compressor'],
    [
      'surprisal distance --measure information old.c new.c',
      'bits that each byte of the two reveals about the other file',
    ],
  ],
  run: async (values, files) => {
    const { model = 'ppm', measure = 'ncd', ...rest } = values;
    if (files.length < 2) throw new UsageError('distance needs at least two files');
    return (await import('./run.js')).compareFiles(settingsOf(rest, files), { model, measure });
  },
});
