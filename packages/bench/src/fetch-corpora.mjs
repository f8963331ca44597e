/**
 * npm run bench:fetch -- [--corpora DIR] [--set canterbury,calgary,large,silesia,enwik,kodak]
 *
 * Brings the corpora that have an official address into DIR (corpora/ of the repository unless given), where `npm run bench`
 * looks for them. enwik brings enwik8 and enwik9, 1.1 GB. Needs tar and 7zz.
 */
import { CORPORA, CORPORA_FOLDER } from './corpora.mjs';
import { fetchCorpora } from './fetch.mjs';
import { fail, readOptions } from './options.mjs';

const options = readOptions({ set: { type: 'string', default: 'canterbury,calgary,large,silesia,kodak' } });
const chosen = Object.fromEntries(
  options.set.split(',').map((name) => [name, CORPORA[name] ?? fail(`no corpus is named '${name}'`)]),
);
const fetched = await fetchCorpora(chosen, options.corpora ?? CORPORA_FOLDER, (line) =>
  process.stderr.write(`${line}\n`),
);
for (const { path, how, detail } of fetched) process.stdout.write(`${path}: ${how}${detail ? ` (${detail})` : ''}\n`);
if (fetched.some(({ how }) => how === 'failed')) process.exitCode = 1;
