/**
 * What each level must reach: bytes of the compressed file, headers included. A limit is in bytes; where it stands on a
 * peer it is a ratio times the peer's bytes, measured once and written here.
 */
import { fail } from '../options.mjs';

export const LEVELS = ['fast', 'default', 'strong'];

/** lpaq1 9 on enwik8.head4M. */
const LPAQ1_HEAD4M = 878_450;

/** zpaq 7.15 -m5 -t1, the sum of each file's archive. */
const ZPAQ_SILESIA = {
  dickens: 2_094_748,
  mr: 2_181_310,
  nci: 1_251_109,
  ooffice: 1_766_555,
  osdb: 2_204_743,
  reymont: 956_504,
  samba: 3_053_823,
  'x-ray': 3_669_704,
  xml: 326_947,
};

export const CANTERBURY = [
  'alice29.txt',
  'asyoulik.txt',
  'cp.html',
  'fields.c',
  'grammar.lsp',
  'kennedy.xls',
  'lcet10.txt',
  'plrabn12.txt',
  'ptt5',
  'sum',
  'xargs.1',
];

/** @param {number} bytes of the peer. @param {number[]} ratios one for each level. */
const times = (bytes, ratios) => ratios.map((ratio) => Math.floor(bytes * ratio));

const zpaqSum = Object.values(ZPAQ_SILESIA).reduce((sum, bytes) => sum + bytes, 0);

/** @param {string} text levels with commas between them. */
export function checkLevels(text) {
  const levels = text.split(',');
  for (const level of levels) if (!LEVELS.includes(level)) fail(`no level is named '${level}': ${LEVELS.join(', ')}`);
  return levels;
}

/**
 * Rows of the table. `ids`: paths in the corpora, with `:take` where only their first bytes are meant; or a file of
 * `zeros`, which is made, not read. `limits`: one for each of LEVELS, undefined where nothing is asked.
 */
export const ROWS = [
  { name: 'enwik6', ids: ['bench/enwik/enwik6'], limits: [238_000, 216_000, 196_000] },
  { name: 'enwik8.head4M', ids: ['bench/enwik/enwik8.head4M'], limits: times(LPAQ1_HEAD4M, [1.03, 0.93, 0.86]) },
  {
    name: 'dickens, first 1,000,000',
    ids: ['bench/silesia/dickens:1000000'],
    take: 1_000_000,
    limits: [233_000, 220_000, 203_000],
  },
  { name: 'alice29.txt', ids: ['bench/canterbury/alice29.txt'], limits: [39_500, 36_600, 33_500] },
  { name: 'kennedy.xls', ids: ['bench/canterbury/kennedy.xls'], limits: [50_000, 16_500, 9_500] },
  { name: 'twitter.json', ids: ['small/json/twitter.json'], limits: [29_500, 26_500, 21_500] },
  {
    name: 'Canterbury, 11 files',
    ids: CANTERBURY.map((name) => `bench/canterbury/${name}`),
    limits: [400_000, 345_000, 312_000],
  },
  {
    name: 'Silesia, 9 files',
    ids: Object.keys(ZPAQ_SILESIA).map((name) => `bench/silesia/${name}`),
    limits: times(zpaqSum, [1.12, 0.97, 0.84]),
    peers: Object.values(ZPAQ_SILESIA),
  },
  { name: '100 MB of zeros', ids: ['zeros-100000000'], zeros: 100_000_000, limits: [2000, 2000, undefined] },
];
