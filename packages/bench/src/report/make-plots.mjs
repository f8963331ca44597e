import { labelOf } from '../../peers/index.mjs';
import { CORPORA } from '../corpora.mjs';
import { historyPlot, lengthsPlot, paretoPlot } from './plots.mjs';
import { groupBy, linesOf } from './tables.mjs';

/** Which programs the plot of lengths shows: one of a kind, or nothing can be read. */
const BY_LENGTH = /^(surprisal( --fast| --strong)?|xz -9e|brotli -q|zstd --ultra|gzip|7-Zip PPMd|smaz|lz-string)/;

/**
 * Every plot that the rows are enough for, by name of its file.
 * @param {import('./rows.mjs').Row[]} rows @param {import('./history.mjs').Past[]} history
 * @returns {Record<string, string>}
 */
export function makePlots(rows, history) {
  const plots = {};
  const done = rows.filter(({ status }) => status === 'ok');
  for (const [corpus, own] of groupBy(rows, ({ corpus }) => corpus)) {
    if (corpus === 'lengths') continue;
    const lines = linesOf(own);
    if (lines.filter((line) => line.files === line.all && line.compress > 0).length < 3) continue;
    const title = CORPORA[corpus].title;
    plots[`${corpus}-compress`] = paretoPlot(lines, 'compress', `${title}: compressing`, labelOf);
    plots[`${corpus}-decompress`] = paretoPlot(lines, 'decompress', `${title}: decompressing`, labelOf);
  }
  const lengths = done.filter(({ corpus, program }) => corpus === 'lengths' && BY_LENGTH.test(program));
  for (const [file, own] of groupBy(lengths, ({ file }) => file.split(':')[0])) {
    plots[`lengths-${file.split('.')[0]}`] = lengthsPlot(own, `The start of ${file}, by length`, labelOf);
  }
  for (const [set, own] of groupBy(history, ({ set }) => set)) {
    if (new Set(own.map(({ commit }) => commit)).size < 2) continue;
    plots[`history-${set}`] = historyPlot(own, `${CORPORA[set].title}: ours from commit to commit`, labelOf);
  }
  return plots;
}
