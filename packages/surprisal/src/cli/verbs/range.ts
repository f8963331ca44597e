import { UsageError } from '../failure.js';
import { LIMIT, OUTPUT, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { parseRange } from '../sizes.js';
import { verb } from '../verb.js';

export const range = verb({
  name: 'range',
  summary: 'write a part of the content, reading no more than it takes',
  operands: 'START-END FILE...',
  archives: true,
  details: [
    'Writes the bytes from START to before END, counted from 0, to standard output; START- goes to the end. Both take\nK, M and G. Only the frames that hold them are read and decoded.',
  ],
  options: { ...OUTPUT, ...LIMIT, ...TALK },
  examples: [
    ['surprisal range 0-100 notes.txt.srp', 'the first hundred bytes'],
    ['surprisal range 1G- -o tail big.log.srp', 'all that follows the first GiB'],
  ],
  run: async (values, [where, ...files]) => {
    if (where === undefined || files.length === 0) throw new UsageError('range takes START-END and a FILE');
    const { start, end } = parseRange(where);
    const settings = settingsOf(values, files);
    return (await import('../work/range.js')).writeRange(settings, start, end);
  },
});
