/**
 * npm run bench:max -- --corpora DIR [--only PATTERN]
 *
 * Measures the gain from mixing in a network: archives of the level max against those of strong, decoded and compared.
 * --only: files whose path the regular expression matches.
 */
import { fileAt, readFile } from '../corpora.mjs';
import { readOptionsAndCorpora } from '../options.mjs';
import { roundTrip } from './round-trip.mjs';
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

const { corpora, only } = readOptionsAndCorpora({ only: { type: 'string', default: '' } });
const pattern = new RegExp(only);

const row = (name, strong, max, wanted = '') =>
  `| ${name} | ${strong} | ${max} | ${((max / strong - 1) * 100).toFixed(2)} % | ${wanted} |`;
console.log('| content | strong | max | max against strong | wanted |\n| --- | --: | --: | --: | --: |');
for (const { name, paths, take, wanted } of GROUPS) {
  const chosen = paths.filter((path) => pattern.test(path));
  let [strong, max] = [0, 0];
  for (const path of chosen) {
    const { content } = readFile(corpora, { ...fileAt(path), take });
    const trips = await Promise.all(['strong', 'max'].map((level) => roundTrip(content, { level })));
    const [a, b] = trips.map(({ bytes }) => bytes);
    strong += a;
    max += b;
    if (paths.length > 1) console.log(row(path.replace(/.*\//, ''), a, b));
  }
  if (chosen.length === paths.length) console.log(row(name, strong, max, `−${wanted} %`));
}
