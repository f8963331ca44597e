/** The progress bar: on a terminal only, and gone at the end. */
import { expect, test, vi } from 'vitest';
import { Bar } from '../../src/cli/bar.js';
import { duration, grouped, scaled } from '../../src/cli/numbers.js';

function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const stream = { isTTY, columns: 120, write: (s: string) => written.push(s) > 0 } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

test('tells share, bytes, ratio, speed and time left, in one line of the terminal', () => {
  vi.useFakeTimers();
  const { stream, written } = terminal(true);
  const bar = new Bar('big.txt', stream);
  bar.total = 4_000_000;
  bar.show({ content: 1, code: 0 });
  expect(written).toEqual([]); // too early to say anything
  vi.advanceTimersByTime(2000);
  bar.show({ content: 1_000_000, code: 250_000 });
  expect(written[0]).toContain('big.txt  [######..................] 25%  1.00 MB  ratio 4.00  500 kB/s  6.00 s left');
  bar.clear();
  expect(written.at(-1)).toBe('\r\x1b[K');
  vi.useRealTimers();
});

test('tells of things that are counted how many there are', () => {
  vi.useFakeTimers();
  const { stream, written } = terminal(true);
  const bar = new Bar('pairs', stream);
  vi.advanceTimersByTime(2000);
  bar.count({ done: 1000, total: 4000 });
  expect(written[0]).toBe('\r\x1b[Kpairs  [######..................] 25%  1,000 of 4,000  6.00 s left');
  vi.useRealTimers();
});

test('is silent where there is no terminal', () => {
  const { stream, written } = terminal(false);
  vi.useFakeTimers();
  const bar = new Bar('x', stream);
  vi.advanceTimersByTime(2000);
  bar.show({ content: 1, code: 1 });
  bar.clear();
  expect(written).toEqual([]);
  vi.useRealTimers();
});

test('numbers for people', () => {
  expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([0, 999, 1000, 12_345, 999_999, 4_210_000].map(scaled)).toEqual([
    '0 B',
    '999 B',
    '1.00 kB',
    '12.3 kB',
    '1.00 MB',
    '4.21 MB',
  ]);
  expect([0.42, 12.34, 187, 3753].map(duration)).toEqual(['0.42 s', '12.3 s', '3:07', '1:02:33']);
});
