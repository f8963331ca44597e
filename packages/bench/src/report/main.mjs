/**
 * npm run bench:report -- [--store FILE ...]
 *
 * Adds the cells of build/cells.jsonl (or of the named files, such as another machine's) to results/results.csv, and makes of
 * it RESULTS.md, the plots, report.html and the table in the README. Without new cells it makes the same again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CELLS, readCells } from '../cells.mjs';
import { readOptions } from '../options.mjs';
import { decoderBytes } from './decoder.mjs';
import { readHistory } from './history.mjs';
import { reportPage } from './html.mjs';
import { makePlots } from './make-plots.mjs';
import { resultsMarkdown } from './markdown.mjs';
import { mergeRows } from './merge.mjs';
import { readmeRegion, replaceRegion } from './readme.mjs';
import { fromCsv, rowOf, runId, sortRows, toCsv } from './rows.mjs';

const RESULTS = new URL('../../results/', import.meta.url);
const README = new URL('../../../../README.md', import.meta.url);
const at = (name) => new URL(name, RESULTS);
const read = (name, otherwise) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : otherwise);

/** Sets that are measured for other ends. */
const UNPUBLISHED = new Set(['gate', 'targets']);

const { store } = readOptions({ store: { type: 'string', multiple: true, default: [CELLS] } });
const cells = store.flatMap((path) => [...readCells(path).values()]).filter(({ corpus }) => !UNPUBLISHED.has(corpus));

const rows = sortRows(mergeRows(fromCsv(read('results.csv', '')), cells.map(rowOf)));
const runs = { ...JSON.parse(read('runs.json', '{}')) };
for (const { run } of cells) runs[runId(run)] = run;
const used = new Set(rows.map(({ run }) => run));
const described = Object.fromEntries(Object.entries(runs).filter(([id]) => used.has(id)));

mkdirSync(at('plots'), { recursive: true });
const history = readHistory();
const plots = makePlots(rows, history);
for (const [name, svg] of Object.entries(plots)) writeFileSync(at(`plots/${name}.svg`), svg);
writeFileSync(at('results.csv'), toCsv(rows));
writeFileSync(at('runs.json'), `${JSON.stringify(described, null, 1)}\n`);
const decoder = await decoderBytes();
writeFileSync(at('RESULTS.md'), resultsMarkdown({ rows, runs: described, plots: Object.keys(plots), decoder }));
writeFileSync(at('report.html'), reportPage({ rows, plots }));
writeFileSync(README, replaceRegion(readFileSync(README, 'utf8'), readmeRegion(rows)));
process.stderr.write(`${rows.length} rows, ${Object.keys(plots).length} plots in ${fileURLToPath(RESULTS)}\n`);
