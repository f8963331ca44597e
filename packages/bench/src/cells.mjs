/**
 * Finished cells, one line of JSON each, appended as they come: an interrupted run goes on where it was, and the files of
 * separate runs may be put one after the other.
 *
 * @typedef {import('./cell.mjs').Measured & {
 *   peer: string, name: string, options: string, group: string, from: string, version: string, how: string,
 *   corpus: string, file: string, bytes: number, sha256: string,
 *   unit?: { compress: number, decompress: number },
 *   when: string, load: number, run: Record<string, string | number>
 * }} Cell `how`: a fingerprint of the commands or functions; `unit`: processor seconds of xz -9e on the same bytes in the same run; `run`: machine.mjs.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUILD } from './library.mjs';

/** Where runs leave their cells. */
export const CELLS = join(BUILD, 'cells.jsonl');

/** What a cell is a measure of: the same key, the same bytes come out. @param {Cell} cell */
export const keyOf = ({ peer, how, version, corpus, file, sha256 }) =>
  [peer, how, version, corpus, file, sha256].join(' | ');

/** The cells of a file, oldest first; of those with one key the last. @param {string} path @returns {Map<string, Cell>} */
export function readCells(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const cells = lines.map((line) => JSON.parse(line));
  return new Map(cells.map((cell) => [keyOf(cell), cell]));
}

/** @param {string} path @param {Cell} cell */
export function appendCell(path, cell) {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(cell)}\n`);
}
