/** Examples from JSON lines: an object in each, with a label and a text by name. */
import type { Example } from 'surprisal/classify';
import { FileError, messageOf } from '../base/failure.js';
import { type ColumnChoice, type Columns, namedColumns } from './columns.js';

/** @throws {FileError} that names the line and the problem. */
export function examplesOfJsonLines(text: string, wanted: ColumnChoice): Example[] {
  const examples: Example[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      examples.push(exampleOf(line, wanted));
    } catch (error) {
      throw new FileError(`line ${i + 1}: ${messageOf(error)}`);
    }
  }
  return examples;
}

function exampleOf(line: string, wanted: ColumnChoice): Example {
  const value = objectOf(line);
  const names = Object.keys(value).filter((name) => value[name] !== null);
  const columns = columnsOf(names, wanted, Object.keys(value).length - names.length);
  const label = value[names[columns.label] as string];
  if (!['string', 'number', 'boolean'].includes(typeof label) || label === '') {
    throw new FileError(`the label must be a string, a number, true or false, not ${JSON.stringify(label)}`);
  }
  if (/\p{Surrogate}/u.test(String(label))) throw new FileError('the label contains a lone surrogate');
  const texts = columns.texts.map((column) => value[names[column] as string]);
  if (texts.every((text) => typeof text === 'string')) return { label: String(label), text: texts.join('\n') };
  throw new FileError(
    `the text must be a string, not ${JSON.stringify(texts.find((text) => typeof text !== 'string'))}`,
  );
}

/** @param nulls fields that are null, which count as not there. */
function columnsOf(names: readonly string[], wanted: ColumnChoice, nulls: number): Columns {
  try {
    return namedColumns(names, wanted);
  } catch (error) {
    throw new FileError(nulls === 0 ? messageOf(error) : `${messageOf(error)}; fields that are null do not count`);
  }
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new FileError('not valid JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new FileError('each line must be an object with a label and a text');
}
