/** The part of the README that a script writes: one table, one plot. */
import { labelOf } from '../../peers/index.mjs';
import { number, table, times } from './tables.mjs';

const BEGIN = '<!-- bench: written by npm run bench:report -->';
const END = '<!-- bench: end -->';

/** What is shown: title, corpus, and the file or (without) all of the corpus. */
const SHOWN = [
  ['enwik6, the first MB of Wikipedia’s enwik8', 'enwik', 'enwik6'],
  ['alice29.txt, English prose', 'canterbury', 'alice29.txt'],
  ['twitter.json', 'json', 'twitter.json'],
  ['kennedy.xls, a spreadsheet', 'canterbury', 'kennedy.xls'],
  ['Canterbury corpus, 11 files', 'canterbury'],
  ['Silesia corpus, 9 of its 12 files', 'silesia'],
];

/** Columns: what a reader would use otherwise, and our levels. */
const PROGRAMS = [
  'gzip -9',
  'zstd --ultra -22 --long=27',
  'brotli -q 11 --lgwin=24',
  'xz -9e',
  '7-Zip PPMd -m0=PPMd:o=32:mem=1g',
  'zpaq -m5',
  'surprisal --fast',
  'surprisal',
  'surprisal --strong',
];

/** @param {import('./rows.mjs').Row[]} rows */
export function readmeRegion(rows) {
  const ok = rows.filter(({ status }) => status === 'ok');
  const lines = SHOWN.map(([title, corpus, file]) => {
    const all = ok.filter((row) => row.corpus === corpus && (!file || row.file === file));
    const files = new Map(all.map((row) => [row.file, row.bytes]));
    const sums = PROGRAMS.map((program) => {
      const own = all.filter((row) => row.program === program);
      return own.length === files.size && own.length > 0 ? own.reduce((sum, { packed }) => sum + packed, 0) : undefined;
    });
    const least = Math.min(...sums.filter(Boolean));
    const bytes = [...files.values()].reduce((sum, n) => sum + n, 0);
    const cells = sums.map((sum) => (sum === undefined ? '–' : sum === least ? `**${number(sum)}**` : number(sum)));
    return [title, number(bytes), ...cells];
  });
  const name = (program) =>
    program.startsWith('surprisal')
      ? labelOf(program) === 'default'
        ? 'default'
        : `\`${labelOf(program)}\``
      : labelOf(program);
  const price = (verb) =>
    PROGRAMS.map((program) => {
      const own = ok.filter((row) => row.program === program && row.corpus === 'canterbury' && row.xz_s > 0);
      const sum = (column) => own.reduce((total, row) => total + row[column], 0);
      return own.length > 0 ? times(sum(verb) / sum('xz_s')) : '–';
    });
  const rest = [
    ['*time to compress Canterbury, × xz*', '', ...price('compress_s')],
    ['*time to decompress it, × xz compressing*', '', ...price('decompress_s')],
  ];
  const align = `l${'r'.repeat(PROGRAMS.length + 1)}`;
  return `${table(['bytes of', 'content', ...PROGRAMS.map(name)], [...lines, ...rest], align)}
![Canterbury corpus: bits per byte against time, with the Pareto front](packages/bench/results/plots/canterbury-compress.svg)

Every archive was decoded and compared; nothing is known beforehand. All programs, corpora and figures, and what was not run:
[RESULTS.md](packages/bench/results/RESULTS.md). Reproduce: \`npm run bench -- --corpora DIR\`.
`;
}

/** Puts a text where the marks are. @throws {Error} where there are none. */
export function replaceRegion(readme, region) {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the README has no region ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n${region}${END}${after}`;
}
