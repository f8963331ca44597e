import { LEVELS, ROWS } from './targets.mjs';

/**
 * The table of targets as Markdown: for each row and level our bytes, the limit, and by how much it is
 * reached; then each file.
 * @param {{ id: string }[]} files that were asked for. @param {(id: string, level: string) => object | undefined} resultOf
 * a cell. @param {string[]} levels shown.
 */
export function report(files, resultOf, levels) {
  const asked = new Set(files.map(({ id }) => id));
  const resultAt = (id, level) => (asked.has(id) ? resultOf(id, level) : undefined);
  const lines = [line(['file or set', ...levels]), line(['---', ...levels.map(() => '--:')])];
  let stale = false;
  let failed = 0;
  for (const row of ROWS) {
    const cells = levels.map((level) => {
      const limit = row.limits[LEVELS.indexOf(level)];
      if (limit === undefined) return '–';
      const results = row.ids.map((id) => resultAt(id, level));
      if (results.some((result) => result?.status !== 'ok')) return partly(results);
      const bytes = results.reduce((sum, result) => sum + result.packed, 0);
      if (bytes > limit) failed++;
      const mark = results.some((result) => result.stale) ? '†' : '';
      stale ||= mark !== '';
      return `${number(bytes)}${mark} of ${number(limit)}: ${verdict(bytes, limit)}`;
    });
    if (cells.some((cell) => cell !== '' && cell !== '–')) lines.push(line([row.name, ...cells]));
  }
  lines.push('', ...each(resultAt, levels), '', `${failed} cells above their limit.`);
  if (stale) lines.push('† of an earlier build.');
  return `${lines.join('\n')}\n`;
}

/** Every file by itself: bytes, and seconds of CPU to compress and decompress. */
function each(resultAt, levels) {
  const lines = [line(['file', 'bytes', 'peer', ...levels]), line(['---', '--:', '--:', ...levels.map(() => '--:')])];
  const seen = new Set();
  for (const row of ROWS) {
    for (const [i, id] of row.ids.entries()) {
      const results = levels.map((level) => resultAt(id, level));
      const any = results.find((result) => result?.status === 'ok');
      if (!any || seen.has(id)) continue;
      seen.add(id);
      const peer = row.peers?.[i];
      const cells = results.map((result) => {
        if (result?.status !== 'ok') return told(result);
        const ratio = peer ? ` (× ${(result.packed / peer).toFixed(3)})` : '';
        return `${number(result.packed)}${ratio}, ${seconds(result.compress.cpu)} / ${seconds(result.decompress.cpu)} s`;
      });
      lines.push(line([id, number(any.bytes), peer ? number(peer) : '', ...cells]));
    }
  }
  return lines;
}

function partly(results) {
  const failed = results.find((result) => result && result.status !== 'ok');
  if (failed) return told(failed);
  const done = results.filter(Boolean);
  return done.length > 0 ? `${done.length} of ${results.length} files done` : '';
}

function verdict(bytes, limit) {
  const percent = `${(Math.abs(1 - bytes / limit) * 100).toFixed(1)} %`;
  return bytes <= limit ? `${percent} below` : `**${percent} ABOVE**`;
}

const told = (result) => (result ? `${result.status}: ${result.detail}` : '');
const line = (cells) => `| ${cells.join(' | ')} |`;
const number = (n) => n.toLocaleString('en-US');
const seconds = (n) => (n < 10 ? n.toFixed(2) : n.toFixed(0));
