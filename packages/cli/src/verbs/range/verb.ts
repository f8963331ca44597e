import { UsageError } from '../../base/failure.js';
import { DECODING, OUTPUT, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { parseRange } from '../../command/values.js';
import { verb } from '../../command/verb.js';

export const range = verb({
  name: 'range',
  summary: 'extract a byte range of the content, decoding only the frames it needs',
  operands: 'START-END FILE...',
  archives: true,
  details: [
    'Writes the bytes from START up to, but not including, END to standard output; START- means up to the end of the\ncontent. Both count from 0 and take the suffixes K, M and G. Only the frames that hold the range are read and decoded.',
  ],
  options: { ...OUTPUT, ...DECODING, ...REPORTING },
  examples: [
    ['surprisal range 0-100 notes.txt.srp', 'the first hundred bytes'],
    ['surprisal range 1G- -o tail big.log.srp', 'everything after the first GiB'],
  ],
  run: async (values, [where, ...files]) => {
    if (where === undefined || files.length === 0) throw new UsageError('range needs START-END and a FILE');
    const { start, end } = parseRange(where);
    const settings = settingsOf(values, files);
    return (await import('./run.js')).writeRange(settings, start, end);
  },
});
