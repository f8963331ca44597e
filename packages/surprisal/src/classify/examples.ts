/**
 * Examples from tables: CSV (RFC 4180), TSV, and JSON lines.
 *
 * A table whose first line names a column `label` has its texts in the columns title, headline, description and text, as
 * many of them as there are, in this order, a line feed between. One without has the label first and texts in all others:
 * such are the CSV files of AG News, DBpedia and Yahoo Answers as they are distributed (X. Zhang, J. Zhao, Y. LeCun,
 * "Character-level Convolutional Networks for Text Classification", 2015).
 */
import type { Example } from './classifier.js';

/** What a table is written in. */
export const TABLE_FORMATS = ['csv', 'tsv', 'jsonl'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const TEXTS = ['title', 'headline', 'description', 'text'];

/**
 * @param text the whole table. @throws {SyntaxError} that says which line is not as it should be, and why.
 * @throws {RangeError} for an unknown format.
 */
export function parseExamples(text: string, format: TableFormat): Example[] {
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  switch (format) {
    case 'jsonl':
      return ofJsonLines(text);
    case 'tsv':
      return ofRows(tsv(text));
    case 'csv':
      return ofRows(csv(text));
    default:
      throw new RangeError(`unknown table format '${format}'; choose one of ${TABLE_FORMATS.join(', ')}`);
  }
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function ofRows(rows: readonly Row[]): Example[] {
  const [first, ...others] = rows;
  if (first === undefined) return [];
  const names = first.cells.map((cell) => cell.trim().toLowerCase());
  const label = names.indexOf('label');
  const texts = TEXTS.map((name) => names.indexOf(name)).filter((column) => column >= 0);
  if (label >= 0 && texts.length === 0) {
    throw new SyntaxError(`line ${first.line}: there is a column label, and none of ${TEXTS.join(', ')}`);
  }
  const isNamed = label >= 0;
  return (isNamed ? others : rows).map(({ line, cells }) => {
    const found = isNamed ? texts.map((column) => cells[column]) : cells.slice(1);
    const of = cells[isNamed ? label : 0];
    if (of === undefined || of === '' || found.length === 0 || found.includes(undefined)) {
      throw new SyntaxError(`line ${line}: there must be a label and a text`);
    }
    return { label: of, text: found.join('\n') };
  });
}

function tsv(text: string): Row[] {
  const lines = text.split('\n').map((content, i) => ({ line: i + 1, cells: content.replace(/\r$/, '').split('\t') }));
  return lines.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}

/** Cells in quotes may hold commas, line ends and doubled quotes. */
function csv(text: string): Row[] {
  const rows: Row[] = [];
  let [line, from] = [1, 1];
  let cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new SyntaxError(`line ${line}: a quote is out of place`);
    const [whole, content = '', end] = match;
    cells.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    line += whole.split('\n').length - 1;
    if (end === ',' && cell.lastIndex < text.length) continue;
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: from, cells });
    cells = [];
    from = line;
  }
  return rows;
}

function ofJsonLines(text: string): Example[] {
  const examples: Example[] = [];
  for (const [i, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    let value: Readonly<Record<string, unknown>> | null;
    try {
      value = JSON.parse(content);
    } catch {
      throw new SyntaxError(`line ${i + 1}: is no JSON`);
    }
    const of = value?.['label'];
    const label = typeof of === 'number' ? String(of) : of;
    const texts = TEXTS.map((name) => value?.[name]).filter((part) => typeof part === 'string');
    if (typeof label !== 'string' || label === '' || texts.length === 0) {
      throw new SyntaxError(`line ${i + 1}: there must be a label and a text`);
    }
    examples.push({ label, text: texts.join('\n') });
  }
  return examples;
}
