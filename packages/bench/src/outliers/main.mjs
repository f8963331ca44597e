/**
 * npm run bench:outliers -- --corpora DIR [--model ID]... [--labelled FILE]
 *
 * Plants 20 anomalies of five kinds (plant.mjs) in logs of 20,000 lines, ten of the twelve of small/logs one after another,
 * six times, so that each log is left out once, and reports where `outliers` ranks them. Strangers are lines of the two logs
 * left out and of two other files. Then the same in each log alone, 2,000 lines; and with a watch: the first half of each
 * log is given, the other comes with anomalies in it. Writes results/outliers.md.
 * --labelled: a log whose lines begin with a label, - for what is normal, as BGL of loghub; it is ranked without the label.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpuSeconds } from '../cpu.mjs';
import { copyLibrary } from '../library.mjs';
import { readOptionsAndCorpora } from '../options.mjs';
import { plant } from './plant.mjs';

const {
  corpora,
  model: models = ['cm-fast'],
  labelled,
} = readOptionsAndCorpora({
  model: { type: 'string', multiple: true },
  labelled: { type: 'string' },
});
const { url } = copyLibrary();
const { outliers, Watch } = await import(new URL('outliers/index.js', url).href);

const LOGS = 'Android Apache HDFS HPC Hadoop Linux Mac OpenSSH OpenStack Spark Windows Zookeeper'.split(' ');
const OTHERS = ['small/csv/ufo.csv', 'messages/github-webhooks.jsonl'];
const EACH = 4;
const LEFT_OUT = LOGS.filter((_, i) => i % 2 === 0).map((log, i) => [log, LOGS[2 * i + 1]]);

const read = (path) => linesOf(join(corpora, path));
const logs = new Map(LOGS.map((log) => [log, read(`small/logs/${log}_2k.log`)]));
const others = OTHERS.map((path) => read(path).slice(1, 2000));
const sections = models.map((model) => [model, []]);
for (const [model, section] of sections) {
  section.push(await ranked(model), await watched(model));
  if (labelled) section.push(await withLabels(model));
}
const intro = `# Outliers

\`npm run bench:outliers -- --corpora DIR\`: twenty planted lines of five kinds ([plant.mjs](../src/outliers/plant.mjs)) in logs of loghub. *In 20*, *in
60*: how many of the twenty are among the 20 and the 60 lines that \`outliers\` ranks first; *last*: the rank of the last of them. Lines that rank before
it are the logs' own, and rare: the logs have no labels. CPU seconds of one core.
`;
const text = sections.map(([model, section]) => `## ${model}\n\n${section.join('\n')}`).join('\n');
writeFileSync(fileURLToPath(new URL('../../results/outliers.md', import.meta.url)), `${intro}\n${text}`);
process.stdout.write(text);

/** Lines as Latin-1, so that every byte is kept. */
function linesOf(path) {
  const lines = readFileSync(path, 'latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r$/, ''));
}

async function ranked(model) {
  const rows = [];
  for (const [i, leftOut] of LEFT_OUT.entries()) {
    const kept = LOGS.filter((log) => !leftOut.includes(log));
    rows.push(await rankedIn(model, `all without ${leftOut.join(', ')}`, kept, i + 1));
  }
  for (const [i, log] of LOGS.entries()) rows.push(await rankedIn(model, log, [log], i + 1));
  const reached = (few) => few.filter((row) => row[3] === 5 * EACH).length;
  const [whole, alone] = [rows.slice(0, LEFT_OUT.length), rows.slice(LEFT_OUT.length)];
  const aim = `All twenty within 60: in ${reached(whole)} of ${whole.length} files of ten logs, in ${reached(alone)} of ${alone.length} logs alone.\n`;
  return `${table(['logs', 'lines', 'in 20', 'in 60', 'last', 's'], rows)}\n${aim}`;
}

async function rankedIn(model, name, kept, seed) {
  const log = kept.flatMap((one) => logs.get(one));
  const { lines, planted } = plant(log, strangersTo(kept), seed, EACH);
  const start = process.cpuUsage();
  const found = await outliers(lines.map(bytesOf), { model });
  const seconds = cpuSeconds(start).toFixed(1);
  const ranks = found.flatMap(({ index }, rank) => (planted.has(index) ? [[rank + 1, planted.get(index)]] : []));
  const within = (most) => ranks.filter(([rank]) => rank <= most).length;
  const [last, kind] = ranks.at(-1);
  process.stderr.write(`${model} ${name}: in 60 ${within(60)}, last ${last} ${kind}\n`);
  return [name, lines.length, within(20), within(60), `${last} (${kind})`, seconds];
}

/** Files of other kinds. */
function strangersTo(kept) {
  return [...LOGS.filter((log) => !kept.includes(log)).map((log) => logs.get(log)), ...others];
}

async function watched(model) {
  const rows = [];
  for (const [i, log] of LOGS.entries()) {
    const all = logs.get(log);
    const [given, live] = [all.slice(0, all.length / 2), all.slice(all.length / 2)];
    const { lines, planted } = plant(live, strangersTo([log]), i + 1, EACH);
    const watch = await Watch.create(given.map(bytesOf), { model });
    const told = lines.flatMap((line, at) => (watch.judge(bytesOf(line)).isOutlier ? [at] : []));
    const hits = told.filter((at) => planted.has(at)).length;
    rows.push([log, given.length, lines.length, told.length, `${hits} of ${planted.size}`]);
    process.stderr.write(`${model} ${log} told ${told.length}, of them ${hits} planted\n`);
  }
  return `A watch, given the first half of a log; lines of the second half that it tells of at the default rate of one in a thousand:\n\n${table(['log', 'given', 'come', 'told', 'planted found'], rows)}`;
}

async function withLabels(model) {
  const rows = linesOf(labelled).map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  const wrong = rows.filter(([label]) => label !== '-').length;
  const found = await outliers(
    rows.map(([, line]) => bytesOf(line)),
    { model },
  );
  const precision = [10, 20, 50, 100].map((n) => {
    const right = found.slice(0, n).filter(({ index }) => rows[index][0] !== '-').length;
    return `${right} of the first ${n}`;
  });
  return `A log with labels, ${rows.length} lines, of which ${wrong} (${((100 * wrong) / rows.length).toFixed(1)} %) are alerts: ${precision.join(', ')}. (Of BGL the lines, not
the labels, were among those that constants of the ranking were chosen on.)\n`;
}

function bytesOf(line) {
  return new Uint8Array(Buffer.from(line, 'latin1'));
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return `${[line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')}\n`;
}
