import { DECOMPRESSION, INPUT, JOBS, OUTPUT, TALK } from '../options.js';
import { settingsOf } from '../settings.js';
import { verb } from '../verb.js';

export const decompress = verb({
  name: 'decompress',
  summary: 'restore what was compressed',
  operands: '[FILE...]',
  archives: true,
  details: [
    'FILE.srp becomes FILE, a file or a folder, with the mode and the time that are stored, or else those of FILE.srp.\nFILE.srp stays where it is. Of a folder, -c and -o give the tar that is inside.',
  ],
  options: { ...OUTPUT, ...INPUT, ...DECOMPRESSION, ...JOBS, ...TALK },
  examples: [
    ['surprisal decompress notes.txt.srp', 'write notes.txt'],
    ['surprisal decompress -o restored/ *.srp', 'write into the folder restored'],
    ['surprisal decompress -c shop.srp | mysql shop', 'to a pipe'],
    ['surprisal decompress -c photos.srp | tar t', 'what is in a folder'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('../work/decompress.js')).decompressFiles(settings);
  },
});
