import { LEVELS, ROWS } from './targets.mjs';

/**
 * The table of targets as Markdown: for each row and level our bytes, the limit, and by how much it is
 * reached; then each file.
 * @param jobs all that were asked for. @param resultOf a job's result, or undefined. @param {string[]} levels shown.
 */
export function report(jobs, resultOf, levels) {
  const resultAt = (id, level) => {
    const job = jobs.find((job) => job.id === id && job.level === level);
    return job && resultOf(job);
  };
  const lines = [line(['file or set', ...levels]), line(['---', ...levels.map(() => '--:')])];
  let stale = false;
  let failed = 0;
  for (const row of ROWS) {
    const ids = idsOf(row);
    const cells = levels.map((level) => {
      const limit = row.limits[LEVELS.indexOf(level)];
      if (limit === undefined) return '–';
      const results = ids.map((id) => resultAt(id, level));
      if (results.some((result) => !result || result.error)) return partly(results);
      const bytes = results.reduce((sum, result) => sum + result.bytes, 0);
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
    for (const [i, id] of idsOf(row).entries()) {
      const results = levels.map((level) => resultAt(id, level));
      const any = results.find((result) => result && !result.error);
      if (!any || seen.has(id)) continue;
      seen.add(id);
      const peer = row.peers?.[i];
      const cells = results.map((result) => {
        if (!result || result.error) return result?.error ?? '';
        const ratio = peer ? ` (× ${(result.bytes / peer).toFixed(3)})` : '';
        return `${number(result.bytes)}${ratio}, ${seconds(result.compressSeconds)} / ${seconds(result.decompressSeconds)} s`;
      });
      lines.push(line([id, number(any.content), peer ? number(peer) : '', ...cells]));
    }
  }
  return lines;
}

/** The ids of a row's files, as sizes.mjs makes them. */
function idsOf({ files, take, zeros }) {
  return files?.map((file) => (take ? `${file}:${take}` : file)) ?? [`zeros-${zeros}`];
}

function partly(results) {
  const error = results.find((result) => result?.error)?.error;
  if (error) return error;
  const done = results.filter(Boolean);
  return done.length > 0 ? `${done.length} of ${results.length} files done` : '';
}

function verdict(bytes, limit) {
  const percent = `${(Math.abs(1 - bytes / limit) * 100).toFixed(1)} %`;
  return bytes <= limit ? `${percent} below` : `**${percent} ABOVE**`;
}

const line = (cells) => `| ${cells.join(' | ')} |`;
const number = (n) => n.toLocaleString('en-US');
const seconds = (n) => (n < 10 ? n.toFixed(2) : n.toFixed(0));
