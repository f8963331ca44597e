/** The rows of CSV (RFC 4180) and TSV, by csv-parse. */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { FileError } from '../base/failure.js';

/** What separates the cells of a row. */
export type Separator = ',' | '\t';

export interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface RowOptions {
  /** Take quotes inside a cell without quotes for characters. */
  readonly ragged: boolean;
  /** In TSV: take all quotes for characters. */
  readonly plainQuotes: boolean;
}

/** What a cell in quotes may hold that would otherwise end it. */
const ENDS_A_CELL = /[\t\r\n]/;
const STARTS_WITH_A_QUOTE = /(^|[\t\r\n])"/;

/** @throws {FileError} that names the line and the problem. */
export function rowsOf(text: string, separator: Separator, { ragged, plainQuotes }: RowOptions): Row[] {
  try {
    if (separator === ',') return parsed(text, { delimiter: ',', relax_quotes: ragged });
    const plain = (): Row[] => parsed(text, { delimiter: '\t', quote: false });
    if (plainQuotes || !STARTS_WITH_A_QUOTE.test(text)) return plain();
    return spreadsheetRows(text, plain) ?? plain();
  } catch (error) {
    if (error instanceof CsvError) throw new FileError(reasonOf(error));
    throw error;
  }
}

/**
 * TSV as spreadsheets write it: cells that need it are in quotes, and quotes in them doubled.
 * @returns undefined when the quotes are not of that kind: they are characters then, as in TSV proper.
 * @throws {FileError} when it could be either.
 */
function spreadsheetRows(text: string, plain: () => Row[]): Row[] | undefined {
  let rows: Row[];
  try {
    rows = parsed(text, { delimiter: '\t' });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
  const spanning = rows.find(({ cells }) => cells.some((cell) => ENDS_A_CELL.test(cell)));
  const isEven = (all: readonly Row[]): boolean => all.every(({ cells }) => cells.length === all[0]?.cells.length);
  if (spanning !== undefined && isEven(plain())) {
    throw new FileError(
      `line ${spanning.line}: quotes may enclose a cell here or be part of the text; ` +
        'use --plain-quotes if they are text, or save the table as CSV',
    );
  }
  return rows;
}

interface Dialect {
  readonly delimiter: Separator;
  readonly quote?: false;
  readonly relax_quotes?: boolean;
}

/** All rows but the empty ones. Rows may differ in length; the caller decides what that means. */
function parsed(text: string, dialect: Dialect): Row[] {
  const options = {
    ...dialect,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
  } as const;
  // One kind of line end, in cells too: csv-parse counts two lines where a cell has \r\n, and a table gives the same
  // examples wherever it was saved.
  const lines = text.replace(text.includes('\n') ? /\r\n/g : /\r/g, '\n');
  const records = parse(lines, options) as unknown as { record: string[]; info: Info }[];
  return records.map(({ record, info }) => ({ line: info.lines - lineEndsIn(record), cells: record }));
}

/** csv-parse gives the line in which a row ends. */
function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function reasonOf({ code, lines, message }: CsvError & { readonly lines?: number }): string {
  const reasons: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a quoted cell is never closed',
    INVALID_OPENING_QUOTE:
      'a quote inside an unquoted cell; quote the cell and double the quotes in it, or keep it with --ragged',
    CSV_INVALID_CLOSING_QUOTE:
      'text follows a closing quote; double the quotes inside the cell, or keep it with --ragged',
  };
  return `line ${lines}: ${reasons[code] ?? message}`;
}
