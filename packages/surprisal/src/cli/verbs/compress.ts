import { COMPRESSION, INPUT, JOBS, OUTPUT, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const compress = verb({
  name: 'compress',
  summary: 'make FILE.srp of each FILE',
  operands: '[FILE...]',
  details: [
    'FILE stays where it is. With no FILE, or when FILE is -, reads standard input and writes standard output.\nA folder becomes one archive, which decompress makes into a folder again.',
  ],
  options: { ...OUTPUT, ...INPUT, ...COMPRESSION, ...JOBS, ...TALK },
  examples: [
    ['surprisal compress notes.txt', 'write notes.txt.srp'],
    ['surprisal compress --strong -o a.srp a.json', 'smaller, and much slower'],
    ['surprisal compress photos', 'write photos.srp, of the whole folder'],
    ['mysqldump shop | surprisal compress > shop.srp', 'from a pipe'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('../work/compress.js')).compressFiles(settings);
  },
});
