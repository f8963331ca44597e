/**
 * npm run bench:max -- --corpora DIR [--only PATTERN]
 *
 * What a network beside brings: archives of the level max against those of strong, decoded and compared. --only: files
 * whose path the regular expression matches.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress, decompress } from 'surprisal';
import { fail, readOptions } from '../options.mjs';
import { CANTERBURY } from './targets.mjs';

/** Of each group: its files, how many bytes are taken of each, and how much smaller max must be, in %. */
const GROUPS = [
  { name: 'enwik6', paths: ['bench/enwik/enwik6'], wanted: 3 },
  { name: 'Canterbury, 11 files', paths: CANTERBURY.map((name) => `bench/canterbury/${name}`), wanted: 2.5 },
  {
    name: 'first 1 MB of ooffice, x-ray, mr',
    paths: ['ooffice', 'x-ray', 'mr'].map((name) => `bench/silesia/${name}`),
    take: 1_000_000,
    wanted: 1.5,
  },
];

const { corpora, only } = readOptions({ only: { type: 'string', default: '' } });
if (!corpora) fail('say where the unpacked corpora are: --corpora DIR');
const pattern = new RegExp(only);

/** @returns bytes of the archive, having decoded it. */
async function sizeAt(level, content) {
  const archive = await compress(content, { level, workers: 1 });
  if (Buffer.compare(await decompress(archive, { workers: 1 }), content) !== 0) fail('the content did not come back');
  return archive.length;
}

const row = (name, strong, max, wanted = '') =>
  `| ${name} | ${strong} | ${max} | ${((max / strong - 1) * 100).toFixed(2)} % | ${wanted} |`;
console.log('| content | strong | max | max against strong | wanted |\n| --- | --: | --: | --: | --: |');
for (const { name, paths, take, wanted } of GROUPS) {
  const chosen = paths.filter((path) => pattern.test(path));
  let [strong, max] = [0, 0];
  for (const path of chosen) {
    const content = new Uint8Array(readFileSync(join(corpora, path)).subarray(0, take));
    const [a, b] = await Promise.all(['strong', 'max'].map((level) => sizeAt(level, content)));
    strong += a;
    max += b;
    if (paths.length > 1) console.log(row(path.replace(/.*\//, ''), a, b));
  }
  if (chosen.length === paths.length) console.log(row(name, strong, max, `−${wanted} %`));
}
