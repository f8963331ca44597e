import { COMPRESSION, INPUT, JOBS, OUTPUT, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { verb } from '../../command/verb.js';

export const compress = verb({
  name: 'compress',
  summary: 'compress each FILE to FILE.srp',
  operands: '[FILE...]',
  details: [
    'FILE is kept. Without FILE, or if FILE is -, reads standard input and writes standard output.\nA folder becomes a single archive, which decompress turns back into a folder, with owners, modes, times and links. Extended\nattributes and access control lists are not stored; named pipes, sockets and devices are skipped; holes in sparse\nfiles are stored as zeros.',
  ],
  options: { ...OUTPUT, ...INPUT, ...COMPRESSION, ...JOBS, ...REPORTING },
  examples: [
    ['surprisal compress notes.txt', 'write notes.txt.srp'],
    ['surprisal compress --strong -o a.srp a.json', 'a smaller file, but much slower'],
    ['surprisal compress photos', 'archive the whole folder as photos.srp'],
    ['mysqldump shop | surprisal compress > shop.srp', 'compress the output of a program'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('./run.js')).compressFiles(settings);
  },
});
