import { DECOMPRESSION, INPUT, JOBS, OUTPUT, REPORTING } from '../../command/options.js';
import { settingsOf } from '../../command/settings.js';
import { verb } from '../../command/verb.js';

export const decompress = verb({
  name: 'decompress',
  summary: 'decompress files and folders',
  operands: '[FILE...]',
  archives: true,
  details: [
    'Restores FILE.srp as FILE, a file or a folder, with the stored mode and time, or else those of FILE.srp.\nFILE.srp is kept. If it holds a folder, -c and -o FILE write the tar inside.\nOnly root restores the owners of the files in a folder; set-user-ID and set-group-ID bits are restored only with the owner.',
  ],
  options: { ...OUTPUT, ...INPUT, ...DECOMPRESSION, ...JOBS, ...REPORTING },
  examples: [
    ['surprisal decompress notes.txt.srp', 'write notes.txt'],
    ['surprisal decompress -o restored/ *.srp', 'restore into the folder restored'],
    ['surprisal decompress -c shop.srp | mysql shop', 'pass the content to a program'],
    ['surprisal decompress -c photos.srp | tar t', 'list the files of an archived folder'],
  ],
  run: async (values, files) => {
    const settings = settingsOf(values, files);
    return (await import('./run.js')).decompressFiles(settings);
  },
});
