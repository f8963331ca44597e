import { TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const list = verb({
  name: 'list',
  summary: 'tell sizes, ratio and model of compressed files',
  operands: '[FILE...]',
  archives: true,
  details: [
    'Reads the headers alone. With -v also frames, kinds of content, memory to decode, and what is stored of the file.',
  ],
  options: TALK,
  examples: [
    ['surprisal list *.srp', 'a table'],
    ['surprisal list -v photos.srp', 'all that the headers tell'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('../work/list.js')).listFiles(settings);
  },
});
