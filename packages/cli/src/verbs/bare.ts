import { UsageError } from '../base/failure.js';
import { COMPRESSION, DECOMPRESSION, INPUT, JOBS, OUTPUT, REPORTING } from '../command/options.js';
import { verb } from '../command/verb.js';
import { compress } from './compress/verb.js';
import { decompress } from './decompress/verb.js';
import { VERBS } from './index.js';
import { list } from './list/verb.js';
import { range } from './range/verb.js';
import { test } from './test/verb.js';
import { version } from './version/verb.js';

/** Without a verb: options as in gzip, which choose one of the verbs. */
export const bare = verb({
  name: '',
  summary: 'compress files by predicting them',
  operands: '[FILE...]',
  archives: ['decompress', 'test', 'list', 'range'],
  options: {
    decompress: { short: 'd', text: 'decompress files and folders' },
    test: { short: 't', text: 'test archives: decompress and check, write nothing' },
    list: { short: 'l', text: 'list sizes, ratio and model of archives' },
    range: { value: 'START-END', text: 'extract a byte range of the content to standard output' },
    ...OUTPUT,
    ...INPUT,
    ...COMPRESSION,
    ...DECOMPRESSION,
    metadata: { short: 'N', text: 'store the name, time and mode of the file; with -d, restore under the stored name' },
    ...JOBS,
    ...REPORTING,
    version: { short: 'V', text: 'print the version' },
  },
  verbs: VERBS,
  details: [
    `Compresses each FILE to FILE.srp and keeps it, unless --rm is given. Without FILE, or if FILE is -, reads standard input
and writes standard output. A first word that names a verb is taken as the verb: for a file of that name, write ./list or
-- list.`,
    'Exit codes: 0 success, 1 a problem with a file, 2 a problem with the command line, 141 the output pipe was\nclosed. A signal ends the command as usual (130 after an interrupt).',
  ],
  examples: [
    ['surprisal notes.txt', 'write notes.txt.srp'],
    ['surprisal -d notes.txt.srp', 'write notes.txt'],
    ['surprisal --strong -o a.srp a.json', 'a smaller file, but much slower'],
    ['surprisal photos', 'archive the whole folder as photos.srp'],
    ['tar c folder | surprisal > f.tar.srp', 'use it in a pipe'],
    ['surprisal -lv *.srp', 'show what archives contain'],
    ['surprisal --range 0-4K big.log.srp', 'the first 4 KiB of the content'],
  ],
  run: async (values, files, commands) => {
    const { decompress: d, test: t, list: l, range: part, version: v, ...rest } = values;
    if (v) return version.run({}, [], commands);
    const tasks = [d && 'decompress', t && 'test', l && 'list', part && 'range'].filter(Boolean);
    if (tasks.length > 1) throw new UsageError(`${tasks.map((task) => `--${task}`).join(' and ')} cannot be combined`);
    if (d) return decompress.run(rest, files, commands);
    if (t) return test.run(rest, files, commands);
    if (l) return list.run(rest, files, commands);
    if (part !== undefined) return range.run(rest, [part, ...files], commands);
    return compress.run(rest, files, commands);
  },
});
