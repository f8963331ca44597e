/**
 * npm run bench:classify -- --corpora DIR [--only PATTERN]
 *
 * Trains on the training part of each set of sets.mjs, classifies the test part, and writes
 * results/classify.md and .csv: ours against gzip kNN (k = 1, and with the rule that counts a hit if either of the two
 * nearest is right) and against zstd with a dictionary for each class (needs `zstd` in the PATH). What is done is kept in
 * build/classify.jsonl and build/neighbours-*.jsonl, so that it may be interrupted; delete them to start again.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD, copyLibrary } from '../library.mjs';
import { readOptionsAndCorpora } from '../options.mjs';
import { gzipNeighbours, ours, zstdDictionaries } from './methods.mjs';
import { accuracy, macroF1 } from './scores.mjs';
import { readSet, SETS } from './sets.mjs';

const { corpora, only = '' } = readOptionsAndCorpora({ only: { type: 'string' } });
const { url } = copyLibrary();
const { Classifier } = await import(new URL('uses/classify/index.js', url).href);
const { Neighbours } = await import(new URL('uses/similarity/index.js', url).href);
const RESULTS = join(BUILD, 'classify.jsonl');
mkdirSync(BUILD, { recursive: true });

const sets = SETS.filter(({ name, file }) => new RegExp(only).test(`${name} ${file}`));
const results = new Map(lines(RESULTS).map((result) => [`${result.file} ${result.method}`, result]));
for (const set of sets) {
  const data = readSet(corpora, set);
  const learned = new Set(data.train.map(({ text }) => text.toString('latin1')));
  const twice = data.test.map(({ text }) => learned.has(text.toString('latin1')));
  await measure(set, 'ours', data, twice, () => ours({ Classifier }, data));
  const { peers = [] } = set;
  if (peers.includes('zstd')) await measure(set, 'zstd', data, twice, () => zstdDictionaries(data));
  if (!peers.includes('gzip')) continue;
  await measure(set, 'gzip', data, twice, () => {
    const file = join(BUILD, `neighbours-${set.file}.jsonl`);
    const known = Object.fromEntries(lines(file));
    return gzipNeighbours({ Neighbours }, data, known, (i, nearest) =>
      appendFileSync(file, `${JSON.stringify([i, nearest])}\n`),
    );
  });
}
const folder = fileURLToPath(new URL('../../results/', import.meta.url));
const done = [...results.values()];
writeFileSync(join(folder, 'classify.md'), markdown());
writeFileSync(join(folder, 'classify.csv'), csv());

async function measure({ file, name }, method, { test, train }, twice, run) {
  if (results.has(`${file} ${method}`)) return;
  const { labels, byBits, chance, ...figures } = await run();
  const result = {
    file,
    method,
    train: train.length,
    test: test.length,
    twice: twice.filter(Boolean).length,
    ...figures,
  };
  const first = labels.map((label) => (Array.isArray(label) ? label[0] : label));
  result.accuracy = accuracy(first, test);
  result.macroF1 = macroF1(first, test);
  if (byBits) result.byBits = accuracy(byBits, test);
  if (method === 'gzip') result.top2 = test.filter(({ label }, i) => labels[i].includes(label)).length / test.length;
  if (chance) {
    result.tiesLow = chance.filter((share) => share === 1).length / test.length;
    result.tiesHigh = chance.filter((share) => share > 0).length / test.length;
  }
  const fresh = test.map((_, i) => i).filter((i) => !twice[i]);
  result.unseen = accuracy(
    fresh.map((i) => first[i]),
    fresh.map((i) => test[i]),
  );
  results.set(`${file} ${method}`, result);
  appendFileSync(RESULTS, `${JSON.stringify(result)}\n`);
  process.stderr.write(`${name} ${method} ${result.accuracy.toFixed(4)}\n`);
}

function lines(file) {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
}

const COLUMNS = [
  ...['set', 'trained', 'tested', '**ours**', 'macro-F1', 'by bits alone', 'train s', 'texts/s', 'file'],
  ...['gzip k = 1', 'by ties', 'gzip top-2', 'zstd', 'published'],
];

function markdown() {
  const points = (value) => (value === undefined ? '' : value.toFixed(4).slice(1));
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const table = [row(COLUMNS), row(['---', ...Array(COLUMNS.length - 2).fill('--:'), '---'])];
  const seen = [];
  for (const { file, name, published = '' } of SETS) {
    const [our, gzip, zstd] = ['ours', 'gzip', 'zstd'].map((method) => results.get(`${file} ${method}`));
    if (!our) continue;
    table.push(
      row([
        name,
        our.train.toLocaleString('en-US'),
        our.test.toLocaleString('en-US'),
        `**${points(our.accuracy)}**`,
        points(our.macroF1),
        points(our.byBits),
        our.trained.toFixed(1),
        Math.round(our.test / our.tested).toLocaleString('en-US'),
        `${(our.bytes / 1e6).toFixed(1)} MB`,
        points(gzip?.accuracy),
        gzip ? `${points(gzip.tiesLow)}–${points(gzip.tiesHigh)}` : '',
        points(gzip?.top2),
        points(zstd?.accuracy),
        published,
      ]),
    );
    if (our.twice > 0) {
      const without = [our, gzip, zstd].map((result) => points(result?.unseen) || '–').join(', ');
      seen.push(row([name, our.twice, without]));
    }
  }
  const intro = `# Classification

Accuracy on the full test part after training on the full training part, \`npm run bench:classify -- --corpora DIR\`. *ours*: \`Classifier\` as it
comes, calibrated on the last fifth of each class of the training part; *by bits alone*: the class with the least code length, uncalibrated. Seconds and
texts a second are CPU time of one core, other work beside it. *gzip*: kNN by NCD, k = 1, the first of those equally near; *by ties*: if of those
equally near always a wrong one were taken, and if always a right one; *top-2*: a hit if either of the two nearest is right
(the tie rule of the published figures). *zstd*: level 9, the examples of each class as its dictionary.
Not run: gzip kNN of 20 Newsgroups, 85 million compressions of some kilobytes each; peers of the 205 languages. *published*: on what its authors
trained on; kts/gzip-knn for gzip, cyrilou242/ftcc for FTCC.
`;
  const note = seen.length
    ? `\nTest rows that stand in the training part word for word, and accuracy without them (ours, gzip k = 1, zstd):\n\n${[row(['set', 'rows', 'without']), row(['---', '--:', '---']), ...seen].join('\n')}\n`
    : '';
  return `${intro}\n${table.join('\n')}\n${reproduction(points, row)}${note}`;
}

/** Our run of gzip kNN compared with its published accuracy, on the same texts. */
function reproduction(points, row) {
  const rows = SETS.flatMap(({ name, file, knn }) => {
    const gzip = results.get(`${file} gzip`);
    if (!knn || !gzip) return [];
    const less = (measured, published) => `${(100 * (measured - published)).toFixed(2)}`;
    const ties = `${points(gzip.tiesLow)}–${points(gzip.tiesHigh)}`;
    const [one, two] = knn;
    return [
      row([
        name,
        points(one),
        points(gzip.accuracy),
        less(gzip.accuracy, one),
        ties,
        points(two),
        points(gzip.top2),
        less(gzip.top2, two),
      ]),
    ];
  });
  const head = row([
    'gzip kNN',
    'k = 1, published',
    'measured',
    'points',
    'by ties',
    'top-2, published',
    'measured',
    'points',
  ]);
  return `
The published figures of gzip kNN are of the same texts in another order: sizes are whole bytes, so several texts are often equally near, and which of
them is taken is left to the order there.

${[head, row(['---', ...Array(7).fill('--:')]), ...rows].join('\n')}
`;
}

function csv() {
  const columns = [
    'file',
    'method',
    'train',
    'test',
    'twice',
    'accuracy',
    'macroF1',
    'byBits',
    'top2',
    'tiesLow',
    'tiesHigh',
    'unseen',
    'trained',
    'tested',
    'bytes',
  ];
  const known = SETS.flatMap(({ file }) => done.filter((result) => result.file === file));
  return `${[columns, ...known.map((result) => columns.map((column) => result[column] ?? ''))].map((cells) => cells.join(',')).join('\n')}\n`;
}
