import { UsageError } from '../failure.js';
import { SIMILARITY, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const distance = verb({
  name: 'distance',
  summary: 'tell how alike files are, by what they cost to describe together',
  operands: 'FILE FILE...',
  details: [
    `Prints a matrix of all pairs: by default the normalized compression distance, 0 for the same, about 1 for what has
nothing in common. surprisal cluster makes a tree of it, surprisal neighbours tells what is nearest to one file.`,
  ],
  options: { ...SIMILARITY, ...TALK },
  examples: [
    ['surprisal distance a.txt b.txt c.txt', 'a matrix'],
    ['surprisal distance --model deflate *.txt', 'by a compressor of the usual kind'],
    ['surprisal distance --measure information old.c new.c', 'bits that each byte of the two says of the other'],
  ],
  run: async (values, files) => {
    const { model = 'ppm', measure = 'ncd', ...rest } = values;
    if (files.length < 2) throw new UsageError('distance takes two files or more');
    return (await import('../work/distance.js')).compareFiles(settingsOf(rest, files), { model, measure });
  },
});
