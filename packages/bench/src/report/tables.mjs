/** Tables of a comparison as Markdown. */
import { CORPORA } from '../corpora.mjs';

/** @typedef {import('./rows.mjs').Row} Row */

/**
 * One line for each program on a whole corpus, smallest first.
 * @typedef {object} Line
 * @property {string} program @property {string} group @property {string} version
 * @property {number} files done, of `all` that anything was done with.
 * @property {number} bytes of content. @property {number} packed @property {number} bpb bits per byte.
 * @property {number} [compress] times xz -9e. @property {number} [decompress] @property {number} memory MB, the most.
 * @property {Row[]} failed @property {string} [notRun] why, where nothing was measured.
 */

/** @param {Row[]} rows of one corpus. @returns {Line[]} those that did every file first, by size. */
export function linesOf(rows) {
  const files = new Set(rows.map(({ file }) => file));
  const programs = groupBy(rows, ({ program }) => program);
  const lines = [...programs.values()].map((own) => {
    const ok = own.filter(({ status }) => status === 'ok');
    const sum = (name) => ok.reduce((total, row) => total + row[name], 0);
    // A ratio of sums: long files count as they do for a user.
    const ratio = (name) => (ok.every((row) => row[name] >= 0 && row.xz_s > 0) ? sum(name) / sum('xz_s') : undefined);
    return {
      program: own[0].program,
      group: own[0].group,
      version: own[0].version,
      files: ok.length,
      all: files.size,
      bytes: sum('bytes'),
      packed: sum('packed'),
      bpb: (8 * sum('packed')) / sum('bytes'),
      compress: ratio('compress_s'),
      decompress: ratio('decompress_s'),
      memory: Math.max(...ok.flatMap((row) => [row.compress_mb, row.decompress_mb].filter((mb) => mb > 0))),
      failed: own.filter(({ status }) => status !== 'ok' && status !== 'not run'),
      notRun: ok.length === 0 ? own.find(({ status }) => status === 'not run')?.detail : undefined,
    };
  });
  return lines.sort((a, b) => b.files - a.files || (a.files ? a.bpb - b.bpb : 0));
}

/** @template T @param {T[]} items @param {(item: T) => string} keyOf @returns {Map<string, T[]>} */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** A table for each corpus. @param {Row[]} rows */
export function corpusTables(rows) {
  const corpora = [...new Set(rows.map(({ corpus }) => corpus))];
  const parts = corpora.map((corpus) => {
    const own = rows.filter((row) => row.corpus === corpus);
    return `### ${CORPORA[corpus]?.title ?? corpus}\n\n${lineTable(linesOf(own))}`;
  });
  return `${parts.join('\n')}\n`;
}

/** @param {Line[]} lines */
export function lineTable(lines) {
  const ran = lines.filter(({ files }) => files > 0);
  const shown = ran.map((line) => [
    line.group === 'ours' ? `**${line.program}**` : line.program,
    line.version.replace(/ [0-9a-f]{16}$/, ''),
    line.files === line.all ? `${line.files}` : `${line.files} of ${line.all}`,
    number(line.packed),
    line.bpb.toFixed(3),
    (line.bytes / line.packed).toFixed(2),
    times(line.compress),
    times(line.decompress),
    megabytes(line.memory),
  ]);
  const head = ['program', 'version', 'files', 'bytes', 'bits/byte', 'ratio', 'compress × xz', 'decompress × xz', 'MB'];
  const parts = [table(head, shown, 'llrrrrrrr')];
  const failed = lines.flatMap(({ failed }) => failed);
  if (failed.length > 0) {
    parts.push(
      table(
        ['failed', 'file', 'how'],
        failed.map((row) => [row.program, row.file, `${row.status}: ${row.detail}`]),
        'lll',
      ),
    );
  }
  const notRun = lines.filter(({ notRun }) => notRun);
  if (notRun.length > 0)
    parts.push(`Not run: ${notRun.map(({ program, notRun }) => `${program} (${notRun})`).join('; ')}.\n`);
  return parts.join('\n');
}

/** @param {string[]} head @param {unknown[][]} rows @param {string} align a letter for each column, l or r. */
export function table(head, rows, align) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = line([...align].map((letter) => (letter === 'r' ? '--:' : '---')));
  return `${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}

/** Nothing where it was not measured. */
export const megabytes = (mb) => (Number.isFinite(mb) ? number(Math.round(mb)) : '');

export const number = (n) => n.toLocaleString('en-US');

/** Two digits are more than a time is good for. */
export const times = (ratio) =>
  ratio === undefined || !Number.isFinite(ratio) ? '' : `${Number(ratio.toPrecision(2))}`;
