/**
 * Writes the tables of models and kinds of content in README.md and docs/format.md from the registry (src/registry).
 *
 * Usage: npm run tables (after npm run build)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (names) =>
  names
    .split(', ')
    .map((name) =>
      name
        .split(' … ')
        .map((one) => `\`${one}\``)
        .join(' … '),
    )
    .join(', ');

/** @param {number} bytes a second */
const speed = (bytes) => (bytes < 1e6 ? `${bytes / 1e3} KB/s` : `${bytes / 1e6} MB/s`);

/** The tables, by file and by the name in their markers. */
export function tablesOf({ MODELS, KINDS }) {
  return [
    [
      'README.md',
      'models',
      table(
        ['name', 'what it is', 'about'],
        MODELS.map(({ names, text, bytesPerSecond }) => [code(names.all), text, speed(bytesPerSecond)]),
      ),
    ],
    [
      'docs/format.md',
      'models',
      table(
        ['id', 'parameter', 'model', 'what it is'],
        MODELS.map(({ id, parameter, names, text }) => [id, parameter, code(names.all), text]),
      ),
    ],
    [
      'docs/format.md',
      'kinds',
      table(
        ['kind', 'content', 'stride'],
        KINDS.map(({ number, text, stride }) => [number, text, stride ?? '0']),
      ),
    ],
  ];
}

/** `text` with `table` between the markers of `name`. */
export function withTable(text, name, table) {
  const [start, end] = [`<!-- ${name}: written by npm run tables -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no markers of ${name}`);
  return `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, name, table] of tablesOf(await import('surprisal/registry'))) {
    writeFileSync(`${root}/${file}`, withTable(readFileSync(`${root}/${file}`, 'utf8'), name, table));
  }
}
