import { DECODING, JOBS, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { verb } from '../../command/verb.js';

export const test = verb({
  name: 'test',
  summary: 'test archives: decompress and check, write nothing',
  operands: '[FILE...]',
  archives: true,
  options: { ...DECODING, ...JOBS, ...REPORTING },
  examples: [['surprisal test -q *.srp && echo all intact', 'check all archives']],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('./run.js')).testFiles(settings);
  },
});
