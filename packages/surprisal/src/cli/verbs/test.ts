import { JOBS, LIMIT, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const test = verb({
  name: 'test',
  summary: 'test archives: decompress and check, write nothing',
  operands: '[FILE...]',
  archives: true,
  options: { ...LIMIT, ...JOBS, ...TALK },
  examples: [['surprisal test -q *.srp && echo all intact', 'check all archives']],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('../work/decompress.js')).testFiles(settings);
  },
});
