/**
 * Rows of results.csv: one for each program and file. Times are processor seconds; `compress_xz` is their ratio to `xz_s`,
 * those of xz -9e when it compressed the same bytes in the same run, and so is `decompress_xz`: to decompress takes xz too
 * little to measure by.
 */
import { createHash } from 'node:crypto';
import { CORPORA } from '../corpora.mjs';

/** Columns, in order; the numbers among them. */
const TEXTS = ['corpus', 'file', 'program', 'group', 'version', 'status', 'detail', 'sha256', 'when', 'run'];
const NUMBERS = ['bytes', 'packed', 'compress_s', 'decompress_s', 'compress_xz', 'decompress_xz'];
const MORE_NUMBERS = ['xz_s', 'compress_mb', 'decompress_mb', 'load'];
const COLUMNS = [...TEXTS.slice(0, 7), ...NUMBERS, ...MORE_NUMBERS, ...TEXTS.slice(7)];

/** @typedef {Record<string, string | number | undefined>} Row a number that was not measured is undefined. */

/** @param {import('../cells.mjs').Cell} cell @returns {Row} */
export function rowOf(cell) {
  const { peer: program, compress, decompress, unit } = cell;
  const ratio = (cost, unit) => (cost && unit ? cost.cpu / unit : undefined);
  return {
    ...Object.fromEntries([...TEXTS, ...NUMBERS, ...MORE_NUMBERS].map((name) => [name, cell[name]])),
    program,
    sha256: cell.sha256.slice(0, 16),
    compress_s: compress?.cpu,
    decompress_s: decompress?.cpu,
    compress_xz: ratio(compress, unit?.compress),
    decompress_xz: ratio(decompress, unit?.compress),
    xz_s: unit?.compress,
    compress_mb: compress?.peak && compress.peak / 1e6,
    decompress_mb: decompress?.peak && decompress.peak / 1e6,
    run: cell.run && runId(cell.run),
  };
}

/** Names a machine, system and commit in few characters. @param {Record<string, string | number>} run */
export function runId({ load, ...rest }) {
  return createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 8);
}

/** What makes one row replace another. @param {Row} row */
export const rowKey = ({ corpus, file, program }) => `${corpus}/${file} ${program}`;

/** By corpus as corpora.json has them, file and program: what a review wants to see side by side. @param {Row[]} rows */
export function sortRows(rows) {
  const order = Object.keys(CORPORA);
  const place = ({ corpus, bytes, file, program }) => [order.indexOf(corpus), file.split(':')[0], bytes, program];
  return [...rows].sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? 0 : x[at] < y[at] ? -1 : 1;
  });
}

/** @param {Row[]} rows */
export function toCsv(rows) {
  const lines = rows.map((row) => COLUMNS.map((name) => field(row[name])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** @param {string} csv as toCsv writes it. @returns {Row[]} */
export function fromCsv(csv) {
  if (csv === '') return [];
  const [head, ...lines] = csv.trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? plain : quoted.replaceAll('""', '"'),
    );
    return Object.fromEntries(columns.map((name, i) => [name, parse(name, fields[i])]));
  });
}

function parse(name, text) {
  if (TEXTS.includes(name)) return text;
  return text === '' ? undefined : Number(text);
}

function field(value) {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(value >= 1000 ? 12 : 4)));
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
