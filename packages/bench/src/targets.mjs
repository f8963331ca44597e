/**
 * What each level must reach: bytes of the compressed file, headers included. `files` are paths in the corpora,
 * `take` their first bytes only, `zeros` a file of so many zero bytes that is made, not read. A limit is in bytes;
 * where it stands on a peer it is a ratio times the peer's bytes, measured once and written here.
 */

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

const CANTERBURY = [
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

/** Rows of the table. `limits`: one for each of LEVELS, undefined where nothing is asked. */
export const ROWS = [
  { name: 'enwik6', files: ['bench/enwik/enwik6'], limits: [238_000, 216_000, 196_000] },
  { name: 'enwik8.head4M', files: ['bench/enwik/enwik8.head4M'], limits: times(LPAQ1_HEAD4M, [1.03, 0.93, 0.86]) },
  {
    name: 'dickens, first 1,000,000',
    files: ['bench/silesia/dickens'],
    take: 1_000_000,
    limits: [233_000, 220_000, 203_000],
  },
  { name: 'alice29.txt', files: ['bench/canterbury/alice29.txt'], limits: [39_500, 36_600, 33_500] },
  { name: 'kennedy.xls', files: ['bench/canterbury/kennedy.xls'], limits: [50_000, 16_500, 9_500] },
  { name: 'twitter.json', files: ['small/json/twitter.json'], limits: [29_500, 26_500, 21_500] },
  {
    name: 'Canterbury, 11 files',
    files: CANTERBURY.map((name) => `bench/canterbury/${name}`),
    limits: [400_000, 345_000, 312_000],
  },
  {
    name: 'Silesia, 9 files',
    files: Object.keys(ZPAQ_SILESIA).map((name) => `bench/silesia/${name}`),
    limits: times(zpaqSum, [1.12, 0.97, 0.84]),
    peers: Object.values(ZPAQ_SILESIA),
  },
  { name: '100 MB of zeros', zeros: 100_000_000, limits: [2000, 2000, undefined] },
];

/** Content bytes that each level does in a second, about: only to do the quick ones first. */
export const RATES = [1_500_000, 400_000, 22_000];
