/** Values of options: numbers, sizes and ranges. Limits that the library knows are left to it. */
import { UsageError } from '../base/failure.js';

/** Suffixes of sizes. */
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** Bytes, as digits and an optional suffix. @param what the option, named in the error. @throws {UsageError} */
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

/** @param option named in the error. @throws {UsageError} unless `text` is a number. */
export function parseNumber(text: string, option: string): number {
  const n = Number(text);
  if (/^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) && !Number.isNaN(n)) return n;
  throw new UsageError(`${option} takes a number, not '${text}'`);
}

/** @throws {UsageError} unless `text` is a whole number from 1 to `most`. */
export function parseCount(text: string, option: string, most = Number.MAX_SAFE_INTEGER): number {
  const n = Number(text);
  if (/^\d+$/.test(text) && n >= 1 && n <= most) return n;
  const range = most === Number.MAX_SAFE_INTEGER ? 'of at least 1' : `from 1 to ${most}`;
  throw new UsageError(`${option} takes a whole number ${range}, not '${text}'`);
}
