import { rowKey } from './rows.mjs';

/** @typedef {import('./rows.mjs').Row} Row */

/**
 * Rows of several runs as one table. A later row replaces an earlier one of the same program and file; but a row that
 * was not run never replaces one that was, and a row without times never replaces one of the same version with times.
 * @param {Row[]} before @param {Row[]} now @returns {Row[]}
 */
export function mergeRows(before, now) {
  const rows = new Map();
  for (const row of [...before, ...now]) {
    const old = rows.get(rowKey(row));
    if (!old || replaces(row, old)) rows.set(rowKey(row), row);
  }
  return [...rows.values()];
}

function replaces(row, old) {
  if (row.status === 'not run') return old.status === 'not run';
  if (old.status === 'not run') return true;
  if (row.version === old.version && row.status === old.status && !row.xz_s !== !old.xz_s)
    return row.xz_s !== undefined;
  return row.when >= old.when;
}
