/** Our sizes by commit: results/history.csv, which `npm run bench:history` fills. */
import { existsSync, readFileSync } from 'node:fs';

export const HISTORY = new URL('../../results/history.csv', import.meta.url);

const HEAD = 'date,commit,set,program,bytes,packed';

/** @typedef {{ date: string, commit: string, set: string, program: string, bytes: number, packed: number }} Past */

/** @returns {Past[]} oldest first. */
export function readHistory() {
  if (!existsSync(HISTORY)) return [];
  const [, ...lines] = readFileSync(HISTORY, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [date, commit, set, program, bytes, packed] = line.split(',');
    return { date, commit, set, program, bytes: Number(bytes), packed: Number(packed) };
  });
}

/** @param {Past[]} rows */
export function historyCsv(rows) {
  const sorted = [...rows].sort((a, b) => a.date.localeCompare(b.date) || a.program.localeCompare(b.program));
  const lines = sorted.map(({ date, commit, set, program, bytes, packed }) =>
    [date, commit, set, program, bytes, packed].join(),
  );
  return `${[HEAD, ...lines].join('\n')}\n`;
}
