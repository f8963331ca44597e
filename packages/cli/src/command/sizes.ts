/** Sizes as people give them: digits, and K, M or G for powers of 1024. */
import { UsageError } from '../base/failure.js';

const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** @param what the option, for the error. @throws {UsageError} */
export function parseSize(text: string, what: string): number {
  const [, digits, unit] = /^(\d{1,15})([KMG]?)$/i.exec(text) ?? [];
  const size = Number(digits) * (UNITS[unit?.toUpperCase() ?? ''] as number);
  if (Number.isSafeInteger(size)) return size;
  throw new UsageError(`${what} takes a number of bytes, such as 4096, 64K, 16M or 1G, not '${text}'`);
}

/** The bytes from START to before END, as in `0-4K`; `START-` goes to the end. @throws {UsageError} */
export function parseRange(text: string): { start: number; end: number } {
  const [, from, to] = /^(\w+)-(\w*)$/.exec(text) ?? [];
  if (from !== undefined) {
    const start = parseSize(from, 'a range');
    const end = to ? parseSize(to, 'a range') : Number.MAX_SAFE_INTEGER;
    if (start <= end) return { start, end };
  }
  throw new UsageError(`a range is START-END, as in 0-4096 or 1M-, not '${text}'`);
}
