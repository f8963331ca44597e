/** The progress bar: on a terminal only, and gone at the end. */
import { expect, test, vi } from 'vitest';
import { duration, grouped, scaled } from '../src/base/numbers.js';
import { ProgressBar } from '../src/report/progress-bar.js';

function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const stream = { isTTY, columns: 120, write: (s: string) => written.push(s) > 0 } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

test('tells share, bytes, ratio, speed and time left, in one line of the terminal', () => {
  vi.useFakeTimers();
  const { stream, written } = terminal(true);
  const bar = new ProgressBar('big.txt', stream);
  bar.total = 4_000_000;
  bar.show({ content: 1, code: 0 });
  expect(written).toEqual([]); // too early to say anything
  vi.advanceTimersByTime(2000);
  bar.show({ content: 1_000_000, code: 250_000 });
  expect(written[0]).toContain('big.txt  [######..................] 25%  1.00 MB  ratio 25.0 %  500 kB/s  6.00 s left');
  bar.clear();
  expect(written.at(-1)).toBe('\r\x1b[K');
  vi.useRealTimers();
});

test('tells of things that are counted how many there are', () => {
  vi.useFakeTimers();
  const { stream, written } = terminal(true);
  const bar = new ProgressBar('pairs', stream);
  vi.advanceTimersByTime(2000);
  bar.count({ done: 1000, total: 4000 });
  expect(written[0]).toBe('\r\x1b[Kpairs  [######..................] 25%  1,000 of 4,000  6.00 s left');
  vi.useRealTimers();
});

/** What a bar writes that is no terminal's: at a start of `idle` seconds, then at so many bytes a second. */
function withoutTerminal(total: number | undefined, idle: number, rate: number): string[] {
  vi.useFakeTimers();
  const { stream, written } = terminal(false);
  const bar = new ProgressBar('big.log', stream);
  bar.total = total;
  vi.advanceTimersByTime(1000 * idle);
  for (let second = 1; second <= 10; second++) {
    bar.show({ content: second * rate, code: 1 });
    vi.advanceTimersByTime(1000);
  }
  bar.clear();
  vi.useRealTimers();
  return written;
}

test('without a terminal, slow work is announced once, with its size and how long it will take', () => {
  expect(withoutTerminal(210_000_000, 0, 100_000)).toEqual(['big.log: 210 MB, about 35 minutes to go\n']);
  expect(withoutTerminal(210_000_000, 500, 100_000)).toEqual(['big.log: 210 MB, about 35 minutes to go\n']);
  expect(withoutTerminal(4_000_000, 0, 100_000)).toEqual(['big.log: 4.00 MB, about 36 seconds to go\n']);
  expect(withoutTerminal(2_000_000_000, 0, 100_000)).toEqual(['big.log: 2.00 GB, about 5.6 hours to go\n']);
});

test('without a terminal, work that is not slow, or whose size is not known, is not announced', () => {
  expect(withoutTerminal(2_000_000, 0, 100_000)).toEqual([]);
  expect(withoutTerminal(undefined, 0, 100_000)).toEqual([]);
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
