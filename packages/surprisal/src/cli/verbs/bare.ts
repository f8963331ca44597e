import { UsageError } from '../failure.js';
import { COMPRESSION, DECOMPRESSION, INPUT, JOBS, OUTPUT, TALK } from '../options.js';
import { verb } from '../verb.js';
import { compress } from './compress.js';
import { decompress } from './decompress.js';
import { VERBS } from './index.js';
import { list } from './list.js';
import { range } from './range.js';
import { test } from './test.js';
import { version } from './version.js';

/** Without a verb: gzip's habits. Its options choose one of the verbs. */
export const bare = verb({
  name: '',
  summary: 'compresses files by prediction',
  operands: '[FILE...]',
  archives: ['decompress', 'test', 'list', 'range'],
  options: {
    decompress: { short: 'd', text: 'restore what was compressed' },
    test: { short: 't', text: 'decompress without writing anything' },
    list: { short: 'l', text: 'tell sizes, ratio and model of compressed files' },
    range: { value: 'START-END', text: 'write these bytes of the content to standard output' },
    ...OUTPUT,
    ...INPUT,
    ...COMPRESSION,
    ...DECOMPRESSION,
    metadata: { short: 'N', text: 'store name, time and mode of FILE; with -d, use the stored name' },
    ...JOBS,
    ...TALK,
    version: { short: 'V', text: 'tell the version' },
  },
  verbs: VERBS,
  details: [
    `With no FILE, or when FILE is -, reads standard input and writes standard output.
FILE becomes FILE.srp and stays where it is; --rm removes it once that is safely written.
A first word that is a verb is one; ./list is a file of that name.`,
    'Exit codes: 0 all went well, 1 something was wrong with a file, 2 with the command line;\n141 when its output is a pipe that was closed. Signals end it as they end any command: 130 after an interrupt.',
  ],
  examples: [
    ['surprisal notes.txt', 'write notes.txt.srp'],
    ['surprisal -d notes.txt.srp', 'write notes.txt'],
    ['surprisal --strong -o a.srp a.json', 'smaller, and much slower'],
    ['surprisal photos', 'write photos.srp, of the whole folder'],
    ['tar c folder | surprisal > f.tar.srp', 'in pipes'],
    ['surprisal -lv *.srp', 'what is in them'],
    ['surprisal --range 0-4K big.log.srp', 'the first 4 KiB of the content'],
  ],
  run: async (values, files, commands) => {
    const { decompress: d, test: t, list: l, range: part, version: v, ...rest } = values;
    if (v) return version.run({}, [], commands);
    const tasks = [d && 'decompress', t && 'test', l && 'list', part && 'range'].filter(Boolean);
    if (tasks.length > 1) throw new UsageError(`choose one of ${tasks.map((task) => `--${task}`).join(', ')}`);
    if (d) return decompress.run(rest, files, commands);
    if (t) return test.run(rest, files, commands);
    if (l) return list.run(rest, files, commands);
    if (part !== undefined) return range.run(rest, [part, ...files], commands);
    return compress.run(rest, files, commands);
  },
});
