import { expect, test } from 'vitest';
import { compareSizes } from '../src/gate-compare.mjs';
import { mergeRows } from '../src/report/merge.mjs';
import { fromCsv, rowOf, toCsv } from '../src/report/rows.mjs';
import { linesOf } from '../src/report/tables.mjs';

const cost = (cpu, peak = 1e6) => ({ cpu, process: cpu, peak });
const cell = (peer, file, bytes, packed, seconds, unit = 0.5) => ({
  peer,
  group: 'debian',
  version: '1.0',
  corpus: 'set',
  file,
  bytes,
  sha256: 'ab'.repeat(32),
  status: 'ok',
  packed,
  compress: cost(seconds, 3e6),
  decompress: cost(seconds / 2),
  unit: { compress: unit, decompress: 0.01 },
  when: '2026-01-02T03:04:05.000Z',
  load: 1,
  run: { processor: 'p', commit: 'c', load: 1 },
});

test('a row survives being written and read, whatever its texts hold', () => {
  const failed = { ...cell('odd, "quoted"', 'a,b', 10), status: 'crashed', detail: 'exit 1: said "no", and left' };
  const rows = [
    rowOf(cell('xz -9e', 'a', 1000, 250, 1)),
    rowOf({ ...failed, compress: undefined, decompress: undefined }),
  ];
  const back = fromCsv(toCsv(rows));
  expect(back).toEqual(rows.map((row) => ({ ...row, detail: row.detail ?? '' })));
  expect(back[0]).toMatchObject({ compress_xz: 2, decompress_xz: 1, compress_mb: 3, packed: 250 });
});

test('a corpus is the sum of its files: bits per byte, and times as ratios of sums', () => {
  const rows = [
    rowOf(cell('one', 'a', 1000, 100, 1, 0.5)),
    rowOf(cell('one', 'b', 3000, 300, 8, 2.5)),
    rowOf(cell('two', 'a', 1000, 50, 1)),
    rowOf({
      ...cell('three', 'a', 1000),
      status: 'not run',
      detail: 'absent',
      compress: undefined,
      decompress: undefined,
    }),
  ];
  const [one, two, three] = linesOf(rows);
  expect(one).toMatchObject({
    program: 'one',
    files: 2,
    all: 2,
    packed: 400,
    bpb: 0.8,
    compress: 3,
    decompress: 1.5,
    memory: 3,
  });
  // Half a corpus never stands above a whole one, however small it came out.
  expect(two).toMatchObject({ program: 'two', files: 1, all: 2, bpb: 0.4 });
  expect(three).toMatchObject({ program: 'three', files: 0, notRun: 'absent' });
});

test('runs merge: the later row counts, but what was not run or not timed takes nothing from what was', () => {
  const row = (packed, when, more) => ({ ...rowOf(cell('one', 'a', 1000, packed, 1)), when, ...more });
  const merged = (...rows) => mergeRows(rows.slice(0, 1), rows.slice(1))[0].packed;
  expect(merged(row(1, '2026-01-01'), row(2, '2026-01-02'))).toBe(2);
  expect(merged(row(1, '2026-01-02'), row(2, '2026-01-01'))).toBe(1);
  expect(merged(row(1, '2026-01-01'), row(2, '', { status: 'not run' }))).toBe(1);
  expect(merged(row(1, '', { status: 'not run' }), row(2, '2026-01-01'))).toBe(2);
  expect(merged(row(1, '2026-01-01'), row(2, '2026-01-02', { xz_s: undefined }))).toBe(1);
  expect(merged(row(1, '2026-01-01'), row(2, '2026-01-02', { xz_s: undefined, version: '2.0' }))).toBe(2);
  const other = { ...row(3, '2026-01-01'), file: 'b' };
  expect(mergeRows([row(1, '2026-01-01')], [other])).toHaveLength(2);
});

test('the gate notices growth and absence, and nothing else', () => {
  const committed = { fast: { a: 10, b: 20 }, strong: { a: 5 } };
  expect(compareSizes(committed, committed)).toMatchObject({ changes: [], grown: [] });
  expect(compareSizes(committed, { fast: { a: 11, b: 19 }, strong: { a: 5 } }).grown).toEqual([]);
  expect(compareSizes(committed, { fast: { a: 11, b: 20 }, strong: { a: 5 } }).grown).toEqual(['fast']);
  expect(compareSizes(committed, { fast: { a: 1 }, strong: { a: 5 } }).grown).toEqual(['fast']);
  expect(compareSizes(committed, { fast: { a: 10, b: 20 } }).grown).toEqual(['strong']);
});
