/** Examples with labels: a folder of folders, or a table. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from 'surprisal/classify';
import { FileError, messageOf, withPath } from '../base/failure.js';
import { readWhole } from '../files/read-whole.js';
import { examplesOfJsonLines } from './json-lines.js';
import { examplesOfTable, type TableOptions } from './table.js';

/** @param options for tables. @throws {FileError} that names the problem and the line. */
export async function readExamples(path: string, options: TableOptions): Promise<Example[]> {
  const isFolder = (await withPath(path, stat(path))).isDirectory();
  try {
    const examples = isFolder ? await ofFolder(path) : tableOf(path, await textOf(path), options);
    if (examples.length === 0) throw new FileError('contains no examples');
    const labels = new Map<string, boolean>();
    for (const { label, text } of examples) labels.set(label, labels.get(label) === true || text.length > 0);
    const empty = [...labels].filter(([, hasText]) => !hasText).map(([label]) => label);
    if (empty.length > 0) throw new FileError(`all examples of the class ${empty.join(', ')} are empty`);
    return examples;
  } catch (error) {
    throw new FileError(`${path}: ${messageOf(error)}`, { cause: error });
  }
}

function tableOf(path: string, text: string, options: TableOptions): Example[] {
  if (/\.(jsonl|ndjson)$/i.test(path)) return examplesOfJsonLines(text, options);
  return examplesOfTable(text, /\.(tsv|tab)$/i.test(path) ? '\t' : ',', options);
}

async function textOf(path: string): Promise<string> {
  const bytes = await readWhole(path);
  try {
    // The decoder leaves out a byte order mark.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Reported below, as zero bytes are.
  }
  throw new FileError('is not UTF-8 text, as a table of examples must be; save it as UTF-8');
}

/** A folder for each label, a file for each example. */
async function ofFolder(path: string): Promise<Example[]> {
  const examples: Example[] = [];
  for (const folder of (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const label = folder.name;
    const entries = await readdir(join(path, label), { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    if (names.length === 0) throw new FileError(`the folder of the class ${label} is empty`);
    for (const name of names.sort()) {
      examples.push({ label, text: await withPath(name, readWhole(join(path, label, name))) });
    }
  }
  if (examples.length === 0) throw new FileError('contains no folders with examples (LABEL/FILE)');
  return examples;
}
