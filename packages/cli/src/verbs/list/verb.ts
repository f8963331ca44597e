import { PRIOR, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { verb } from '../../command/verb.js';

export const list = verb({
  name: 'list',
  summary: 'list sizes, ratio and model of archives',
  operands: '[FILE...]',
  archives: true,
  details: [
    'Reads only the headers. -v adds frames, kinds of content, memory needed to decode, stored metadata, and the files of\nan archived folder.',
  ],
  options: { ...PRIOR, ...REPORTING },
  examples: [
    ['surprisal list *.srp', 'print a table'],
    ['surprisal list -v photos.srp', 'print everything in the headers'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('./run.js')).listFiles(settings);
  },
});
