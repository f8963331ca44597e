/**
 * npm run bench:gate [-- --update]
 *
 * Sizes of ours on a small set that needs no corpora, against results/gate.json: fails when any level's sum grew. Every
 * archive is decoded and compared. --update: takes today's sizes as the new figures, to be reviewed with the change that
 * made them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { compress, decompress, LEVELS } from 'surprisal';
import { compareSizes } from './gate-compare.mjs';
import { gateFiles } from './gate-files.mjs';
import { readOptions } from './options.mjs';
import { table } from './report/tables.mjs';

const FIGURES = new URL('../results/gate.json', import.meta.url);
const { update } = readOptions({ update: { type: 'boolean' } });

const sizes = {};
for (const level of Object.keys(LEVELS)) {
  sizes[level] = {};
  for (const { name, content } of gateFiles()) {
    const archive = await compress(content, { level });
    if (Buffer.compare(await decompress(archive), content) !== 0) throw new Error(`${level}, ${name}: wrong bytes`);
    sizes[level][name] = archive.length;
  }
}
if (update) {
  writeFileSync(FIGURES, `${JSON.stringify(sizes, null, 1)}\n`);
} else {
  const { changes, sums, grown } = compareSizes(JSON.parse(readFileSync(FIGURES, 'utf8')), sizes);
  if (changes.length > 0) process.stdout.write(`${table(['level', 'file', 'committed', 'now'], changes, 'llrr')}\n`);
  process.stdout.write(table(['level', 'committed', 'now', 'change'], sums, 'lrrr'));
  if (grown.length > 0) {
    process.stderr.write(
      `bench: larger than committed: ${grown.join(', ')}. If it is worth it: npm run bench:gate -- --update\n`,
    );
    process.exitCode = 1;
  }
}
