/**
 * Which columns of a table are the label and the text.
 *
 * `--label` and `--text` choose them, by name or by number. Without them the label is the column `label`, or the one column with
 * another of LABELS; the text is `text`, or the one column with another of BODIES, after the columns of HEADS if there are any.
 */
import { FileError } from '../base/failure.js';

const LABELS = ['label', 'class', 'category', 'target', 'sentiment', 'topic'];
const HEADS = ['title', 'headline', 'description'];
const BODIES = ['text', 'message', 'sentence', 'content', 'body', 'document'];

/** What was asked for. */
export interface ColumnChoice {
  /** A column, by name or by number from 1. */
  readonly label: string | undefined;
  /** One or more, with commas between. */
  readonly text: string | undefined;
}

export interface Columns {
  readonly label: number;
  /** In the order in which they make up the text. */
  readonly texts: readonly number[];
}

/** Whether it is a number of a column rather than a name. */
const isNumber = (wanted: string): boolean => /^\d+$/.test(wanted);

/** Whether the first row is the names of the columns: it has one of those known here, or one that was asked for. */
export function hasNames(first: readonly string[], wanted: ColumnChoice): boolean {
  return (
    asksByName(first, wanted) || [...LABELS, ...HEADS, ...BODIES].some((name) => indicesOf(first, name).length > 0)
  );
}

/** The columns chosen by options, or else by well-known names. @throws {FileError} */
export function namedColumns(names: readonly string[], wanted: ColumnChoice): Columns {
  const label = wanted.label === undefined ? labelIn(names) : columnOf(names, wanted.label, '--label');
  const texts = wanted.text === undefined ? textsIn(names) : textsOf(names, wanted.text);
  if (label !== undefined && texts.length > 0) return { label, texts };
  const [what, known, option] =
    label === undefined ? ['label', LABELS, '--label'] : ['text', [...BODIES, ...HEADS], '--text'];
  throw new FileError(`there is no ${what} column (${known.join(', ')}); choose one with ${option}`);
}

/** The columns of a table without names: those asked for by number, else the first and all others. @throws {FileError} */
export function numberedColumns(width: number, wanted: ColumnChoice): Columns {
  if (asksByName([], wanted)) throw new FileError('without column names, --label and --text take numbers');
  const all = Array.from({ length: width }, (_, i) => i);
  const given = wanted.text === undefined ? [] : textsOf(all.map(String), wanted.text);
  const label =
    wanted.label === undefined
      ? all.find((i) => !given.includes(i))
      : columnOf(all.map(String), wanted.label, '--label');
  const texts = wanted.text === undefined ? all.filter((i) => i !== label) : given;
  if (label !== undefined && texts.length > 0) return { label, texts };
  throw new FileError('there is only one column; a table needs a label and a text');
}

function asksByName(names: readonly string[], { label, text }: ColumnChoice): boolean {
  const asked = [...(label === undefined ? [] : [label]), ...(text === undefined ? [] : listed(names, text))];
  return asked.some((one) => !isNumber(one));
}

function labelIn(names: readonly string[]): number | undefined {
  return preferred(names, LABELS, '--label');
}

function textsIn(names: readonly string[]): number[] {
  const body = preferred(names, BODIES, '--text');
  const heads = HEADS.flatMap((head) => singleIndex(indicesOf(names, head), head, '--text') ?? []);
  return body === undefined ? heads : [...heads, body];
}

/** The column of the first of `known`, or else of the only other one that is there. */
function preferred(names: readonly string[], known: readonly string[], option: string): number | undefined {
  const [first = '', ...others] = known;
  const best = singleIndex(indicesOf(names, first), first, option);
  if (best !== undefined) return best;
  const found = others.filter((name) => indicesOf(names, name).length > 0);
  if (found.length > 1)
    throw new FileError(`columns ${found.join(' and ')} are both possible; choose one with ${option}`);
  return found[0] === undefined ? undefined : singleIndex(indicesOf(names, found[0]), found[0], option);
}

function columnOf(names: readonly string[], wanted: string, option: string): number {
  if (isNumber(wanted)) {
    const number = Number(wanted);
    if (number >= 1 && number <= names.length) return number - 1;
    throw new FileError(`${option}: there is no column ${number}, only ${names.length}`);
  }
  const exact = names.flatMap((name, i) => (name === wanted ? [i] : []));
  const found = singleIndex(exact.length > 0 ? exact : indicesOf(names, wanted), wanted, option);
  if (found !== undefined) return found;
  throw new FileError(
    `no column is named '${wanted}'; the columns are ${names.filter((name) => name !== '').join(', ')}`,
  );
}

function textsOf(names: readonly string[], wanted: string): number[] {
  return listed(names, wanted).map((one) => columnOf(names, one, '--text'));
}

/** A list with commas between, unless it is the name of one column. */
function listed(names: readonly string[], wanted: string): string[] {
  return names.includes(wanted) ? [wanted] : wanted.split(',');
}

/** Where a name is, whatever its case. */
function indicesOf(names: readonly string[], wanted: string): number[] {
  const folded = wanted.trim().toLowerCase();
  return names.flatMap((name, i) => (name.trim().toLowerCase() === folded ? [i] : []));
}

function singleIndex(found: readonly number[], name: string, option: string): number | undefined {
  if (found.length < 2) return found[0];
  const numbers = found.map((i) => i + 1).join(' and ');
  throw new FileError(`columns ${numbers} are both named ${name}; choose one by its number with ${option}`);
}
