/** Examples from the rows of a CSV or TSV table. */

import type { Example } from 'surprisal/classify';
import { FileError, messageOf } from '../base/failure.js';
import { counted } from '../base/numbers.js';
import { type ColumnChoice, type Columns, hasNames, namedColumns, numberedColumns } from './columns.js';
import { type Row, type RowOptions, rowsOf, type Separator } from './rows.js';

/** How to read a table. */
export interface TableOptions extends ColumnChoice, RowOptions {
  /** The first row is an example, whatever it says. */
  readonly headerless: boolean;
}

/** @throws {FileError} that names the line and the problem. */
export function examplesOfTable(text: string, separator: Separator, options: TableOptions): Example[] {
  const rows = rowsOf(text, separator, options);
  const [first] = rows;
  if (first === undefined) return [];
  const isNamed = !options.headerless && hasNames(first.cells, options);
  const columns = inLine(first, () =>
    isNamed ? namedColumns(first.cells, options) : numberedColumns(first.cells.length, options),
  );
  const examples = rows.slice(isNamed ? 1 : 0).map((row) => {
    const cells = fitted(row, first, columns, separator, options.ragged);
    const label = cells[columns.label] ?? '';
    if (label === '') throw new FileError(`line ${row.line}: the label is empty`);
    return { label, text: columns.texts.map((column) => cells[column]).join('\n') };
  });
  if (!isNamed && !options.headerless) checkFirst(first, columns, examples);
  return examples;
}

/**
 * The cells of a row, as many as the first row has. Of a ragged one the cells too many were text: they belong to the last
 * column of the text, with the separators between; cells that are missing are empty.
 */
function fitted(row: Row, first: Row, { texts }: Columns, separator: Separator, ragged: boolean): readonly string[] {
  const { line, cells } = row;
  const extra = cells.length - first.cells.length;
  if (extra === 0) return cells;
  if (!ragged) {
    const count = `line ${line}: ${counted(cells.length, 'cell')} where line ${first.line} has ${first.cells.length}`;
    const name = separator === ',' ? 'commas' : 'tabs';
    throw new FileError(`${count}; quote texts that contain ${name}, or keep such rows with --ragged`);
  }
  if (extra < 0) return [...cells, ...Array.from({ length: -extra }, () => '')];
  const at = texts[texts.length - 1] as number;
  return [...cells.slice(0, at), cells.slice(at, at + extra + 1).join(separator), ...cells.slice(at + extra + 1)];
}

/** Column names that are not recognised would become a class: a first row whose label no other row has is refused. */
function checkFirst({ line, cells }: Row, { label, texts }: Columns, [first, ...others]: readonly Example[]): void {
  if (first === undefined || others.some((example) => example.label === first.label)) return;
  const named = texts.map((column) => cells[column]).filter((name) => name !== '');
  const names = `--label '${cells[label]}' --text '${named.join()}'`;
  throw new FileError(
    `line ${line}: no other row has the label '${first.label}'; if this row is column names, use ${names}; ` +
      'if it is an example, use --headerless',
  );
}

/** @throws {FileError} with the line, where `work` throws one without. */
function inLine<T>({ line }: Row, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new FileError(`line ${line}: ${messageOf(error)}`);
  }
}
