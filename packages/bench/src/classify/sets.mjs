import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PEERS = ['zstd', 'gzip'];

const sib = (code) => ({ name: `SIB-200 topics, ${code}`, file: `sib200-topic-${code}`, peers: PEERS });

/**
 * The sets. `peers`: what ours is compared with; gzip kNN compresses each test with each example. `encoding`: of the texts.
 * `split`: a file that is both parts. `trim`: blanks at the end are left off, as where it was published: with them a text of
 * R8 has 586.8 characters on average, without 585.8. `knn`: published accuracy of gzip kNN, k = 1 and top-2, from
 * kts/gzip-knn. `published`: other figures, FTCC the best of its 1, 3 and 5 compressors a class.
 */
export const SETS = [
  { name: 'R8', file: 'r8', trim: true, peers: PEERS, knn: [0.913, 0.952], published: 'FTCC .937' },
  { name: 'Ohsumed', file: 'ohsumed-single23', peers: PEERS, knn: [0.365, 0.481], published: 'FTCC .478' },
  {
    name: '20 Newsgroups by date',
    file: '20news-bydate',
    encoding: 'latin1',
    peers: ['zstd'],
    published: 'gzip k = 1 .607, top-2 .685; FTCC .795',
  },
  { name: 'Language of a sentence (205)', file: 'langid-sib200' },
  { name: 'TREC questions (6)', file: 'trec', peers: PEERS },
  {
    name: 'MasakhaNEWS, Rundi',
    file: 'masakhanews-run',
    peers: PEERS,
    published: 'gzip k = 1 .858 (KirundiNews, another set)',
  },
  {
    name: 'MasakhaNEWS, Swahili (50 a class)',
    file: 'masakhanews-swa',
    train: 'fewshot50',
    peers: PEERS,
    published: 'gzip k = 1 .850 (SwahiliNews, another set)',
  },
  { name: 'MasakhaNEWS, Pidgin', file: 'masakhanews-pcm', peers: PEERS },
  ...['eng_Latn', 'deu_Latn', 'spa_Latn', 'swh_Latn', 'kin_Latn', 'tgl_Latn', 'zho_Hans'].map(sib),
  { name: 'SMS spam, every fifth tested', file: 'sms-spam', split: 'messages/sms-spam.tsv', peers: PEERS },
  {
    name: 'AG News, 6,080 of its test part',
    file: 'agnews',
    split: 'classify/agnews.test7600.jsonl',
    peers: PEERS,
    published: 'on 120,000: gzip k = 1 .876; FTCC .901',
  },
];

/** The two parts of a set: texts as bytes, and labels. Of a `split`, which has one part, every fifth row is tested. */
export function readSet(corpora, { file, split, train = 'train', encoding = 'utf8', trim = false }) {
  const bytesOf = (text) => Buffer.from(trim ? text.trimEnd() : text, encoding);
  const rows = (path) =>
    readFileSync(join(corpora, path), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (path.endsWith('.tsv') ? rowOf(line) : objectOf(line)))
      .map(({ label, text }) => ({ label, text: bytesOf(text) }));
  if (!split) return { train: rows(`classify/${file}.${train}.jsonl`), test: rows(`classify/${file}.test.jsonl`) };
  const all = rows(split);
  return { train: all.filter((_, i) => i % 5 !== 4), test: all.filter((_, i) => i % 5 === 4) };
}

/** Label and text, a tab between; no names. */
function rowOf(line) {
  const tab = line.indexOf('\t');
  return { label: line.slice(0, tab), text: line.slice(tab + 1).replace(/\r$/, '') };
}

function objectOf(line) {
  const { label, ...value } = JSON.parse(line);
  const texts = ['title', 'headline', 'description', 'text'].map((name) => value[name]);
  return { label: String(label), text: texts.filter((text) => typeof text === 'string').join('\n') };
}
