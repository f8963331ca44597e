/** The part of the README that a script writes: one table, one plot. */
import { labelOf } from '../../peers/index.mjs';
import { linesOf, number, table, times } from './tables.mjs';

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

/** The corpus on which the price of each program is shown. */
const PRICED = 'canterbury';

/** @param {import('./rows.mjs').Row[]} rows */
export function readmeRegion(rows) {
  const ok = rows.filter(({ status }) => status === 'ok');
  const sizes = SHOWN.flatMap(([title, corpus, file]) => {
    const all = ok.filter((row) => row.corpus === corpus && (!file || row.file === file));
    const lines = linesOf(all);
    const whole = PROGRAMS.map((program) => lines.find((line) => line.program === program && line.files === line.all));
    // What few have done compares nothing.
    if (whole.filter(Boolean).length < PROGRAMS.length / 2) return [];
    const least = Math.min(...whole.map((line) => line?.packed ?? Number.POSITIVE_INFINITY));
    const cells = whole.map((line) => {
      if (!line) return '–';
      return line.packed === least ? `**${number(line.packed)}**` : number(line.packed);
    });
    const bytes = [...new Map(all.map((row) => [row.file, row.bytes])).values()].reduce((sum, n) => sum + n, 0);
    return [[title, number(bytes), ...cells]];
  });
  const priced = linesOf(ok.filter(({ corpus }) => corpus === PRICED));
  const price = (verb) =>
    PROGRAMS.map((program) => {
      const line = priced.find((line) => line.program === program && line.files === line.all);
      return (line && times(line[verb])) || '–';
    });
  const prices = [
    ['*time to compress Canterbury, × that of xz*', '', ...price('compress')],
    ['*time to decompress it, × that of xz compressing*', '', ...price('decompress')],
  ];
  const head = ['bytes of', 'content', ...PROGRAMS.map(heading)];
  return `${table(head, [...sizes, ...prices], `l${'r'.repeat(PROGRAMS.length + 1)}`)}
![Canterbury corpus: bits per byte against time, with the Pareto front](packages/bench/results/plots/${PRICED}-compress.svg)

Every archive was decoded and compared; no pretrained data is used. All programs, corpora and figures, and what was not run:
[RESULTS.md](packages/bench/results/RESULTS.md). Reproduce: \`npm run bench -- --corpora DIR\`.
`;
}

/** Ours as they are given on the command line. */
const heading = (program) => (program.startsWith('surprisal --') ? `\`${labelOf(program)}\`` : labelOf(program));

/** Puts a text between the marks. @throws {Error} when the marks are missing. */
export function replaceRegion(readme, region) {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`the README has no region ${BEGIN} … ${END}`);
  return `${before}${BEGIN}\n${region}${END}${after}`;
}
