import { UsageError } from '../failure.js';
import { countOf, NUMBER, SIMILARITY, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const neighbours = verb({
  name: 'neighbours',
  summary: 'tell which files are nearest to the first',
  operands: 'QUERY FILE...',
  details: [
    `Prints the normalized compression distance of the nearest files, the nearest first. With --lines the things compared
are the lines of the FILEs, and each line of QUERY is asked for; - is standard input. Things whose sizes differ too much to be
among the nearest are not compressed at all.`,
  ],
  options: {
    number: NUMBER,
    lines: { text: 'each line is a text' },
    model: SIMILARITY.model,
    jobs: SIMILARITY.jobs,
    ...TALK,
  },
  examples: [
    ['surprisal neighbours new.txt archive/*.txt', 'the ten files that are most like new.txt'],
    ['surprisal neighbours -n 3 --model deflate a.c *.c', 'three, by a compressor of the usual kind'],
    ['echo "disk full on db-1" | surprisal neighbours --lines - known-errors.txt', 'the lines most like one'],
  ],
  run: async (values, files) => {
    const { model = 'ppm', number = '10', lines, ...rest } = values;
    if (files.length < 2) throw new UsageError('neighbours takes a QUERY and one FILE or more');
    const how = { model, count: countOf(number, '-n'), lines: lines === true };
    return (await import('../work/neighbours.js')).findNearest(settingsOf(rest, files), how);
  },
});
