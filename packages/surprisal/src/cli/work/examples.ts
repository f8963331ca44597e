/** Examples with labels: a folder of folders, CSV, TSV, JSONL. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from 'surprisal/classify';
import { FileError, of } from '../failure.js';
import { readWhole } from './whole.js';

/** @throws {FileError} that says in which line something is not as it should be. */
export async function readExamples(path: string): Promise<Example[]> {
  try {
    const isFolder = (await of(path, stat(path))).isDirectory();
    const examples = isFolder ? await ofFolder(path) : ofTable(path, await textOf(path));
    if (examples.length === 0) throw new FileError('has no examples');
    return examples;
  } catch (error) {
    throw error instanceof FileError && !error.message.startsWith(path)
      ? new FileError(`${path}: ${error.message}`)
      : error;
  }
}

async function textOf(path: string): Promise<string> {
  return new TextDecoder().decode(await readWhole(path));
}

/** A folder for each label, a file for each example. */
async function ofFolder(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for (const folder of (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const label = folder.name;
    const names = await readdir(join(path, label), { withFileTypes: true });
    for (const { name } of names.filter((entry) => entry.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      examples.push({ label, text: await readWhole(join(path, label, name)) });
    }
  }
  if (examples.length === 0) throw new FileError('has no folders with examples: LABEL/FILE');
  return examples;
}

function ofTable(path: string, text: string): Example[] {
  if (/\.(jsonl|ndjson)$/i.test(path)) return ofJsonLines(text);
  const rows = /\.(tsv|tab)$/i.test(path) ? tsv(text) : csv(text);
  const [first, ...others] = rows;
  if (first === undefined) return [];
  const named = first.cells.map((cell) => cell.trim().toLowerCase());
  const [label, content] = [named.indexOf('label'), named.indexOf('text')];
  const hasNames = label >= 0 && content >= 0;
  return (hasNames ? others : rows).map(({ line, cells }) => {
    const example = { label: cells[hasNames ? label : 0], text: cells[hasNames ? content : 1] };
    if (example.label === undefined || example.text === undefined) {
      throw new FileError(`line ${line}: there must be a label and a text`);
    }
    return { label: example.label, text: example.text };
  });
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function tsv(text: string): Row[] {
  const lines = text.split('\n').map((content, i) => ({ line: i + 1, cells: content.replace(/\r$/, '').split('\t') }));
  return lines.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}

/** RFC 4180: cells in quotes may hold commas, line ends and doubled quotes. */
function csv(text: string): Row[] {
  const rows: Row[] = [];
  let [line, from] = [1, 1];
  let cells: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (match === null) throw new FileError(`line ${line}: a quote is out of place`);
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
    let value: Partial<Record<'label' | 'text', unknown>> | null;
    try {
      value = JSON.parse(content);
    } catch {
      throw new FileError(`line ${i + 1}: is no JSON`);
    }
    const { label, text: example } = value ?? {};
    const name = typeof label === 'number' ? String(label) : label;
    if (typeof name !== 'string' || typeof example !== 'string') {
      throw new FileError(`line ${i + 1}: there must be a label and a text`);
    }
    examples.push({ label: name, text: example });
  }
  return examples;
}
