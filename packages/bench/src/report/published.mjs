/** Figures that others have published and that were not measured here: each with what was counted, and where it stands. */
import { readFileSync } from 'node:fs';
import { number, table } from './tables.mjs';

/**
 * @typedef {{ program: string, data: string, bytes?: number, total?: number, rate?: string, counted: string, source: string,
 *   note?: string }} Published `total`: with the decoder.
 */

/** @type {Published[]} */
export const PUBLISHED = JSON.parse(readFileSync(new URL('./published.json', import.meta.url), 'utf8'));

/** Bytes of the data that figures are of, for bits per byte. */
const LENGTHS = {
  enwik6: 1_000_000,
  enwik8: 100_000_000,
  enwik9: 1_000_000_000,
  'Silesia, 12 files': 211_938_580,
  'Canterbury, 11 files': 2_810_784,
  'Calgary, 14 files': 3_141_622,
  'alice29.txt': 152_089,
  'Kodak, 24 images': 28_311_912,
};

export function publishedTable() {
  const rows = PUBLISHED.map(({ program, data, bytes, total, rate, counted, source, note = '' }) => [
    program,
    data,
    bytes ? number(bytes) : '',
    total ? number(total) : '',
    bytes ? ((8 * bytes) / LENGTHS[data]).toFixed(3) : (rate ?? ''),
    counted,
    note,
    source,
  ]);
  const head = [
    'program',
    'data',
    'bytes',
    'with decoder',
    'bits/byte, or as told',
    'what was counted',
    'to know',
    'source',
  ];
  return table(head, rows, 'llrrrlll');
}
