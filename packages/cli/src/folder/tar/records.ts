/** Extended headers as in POSIX.1-2001 (pax): records that take precedence over the block of the next member, or of all. */
import { fromSeconds } from '../../files/times.js';

/** By their keywords. */
export type Records = ReadonlyMap<string, Buffer>;

/** `LENGTH KEYWORD=VALUE\n`, one after another; LENGTH counts all of it. @throws {Error} when they are not. */
export function readRecords(bytes: Buffer): Records {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(' ', at);
    const length = bytes.toString('latin1', at, Math.max(blank, at));
    const end = at + Number(length);
    const equals = bytes.indexOf('=', blank);
    if (!/^\d{1,9}$/.test(length) || end > bytes.length || bytes[end - 1] !== 0x0a || equals === -1 || equals >= end) {
      throw new Error('an extended header is malformed');
    }
    records.set(bytes.toString('utf8', blank + 1, equals), bytes.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** Seconds a file system may have a time from 1970. */
const SECONDS_DIGITS = 15;

/** Nanoseconds after 1970; undefined if malformed. Fractions of a nanosecond are rounded toward the past. */
export function timeOfRecord(value: Buffer | undefined): bigint | undefined {
  const [, sign, seconds = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(value?.toString('latin1') ?? '') ?? [];
  if (sign === undefined || seconds.length > SECONDS_DIGITS) return undefined;
  const time = fromSeconds(BigInt(seconds), Number(fraction.slice(0, 9).padEnd(9, '0')));
  if (sign === '') return time;
  return /[1-9]/.test(fraction.slice(9)) ? -time - 1n : -time;
}

/** A whole number from 0; undefined if malformed. */
export function numberOfRecord(value: Buffer | undefined): number | undefined {
  const digits = /^\d{1,15}$/.exec(value?.toString('latin1') ?? '');
  return digits === null ? undefined : Number(digits[0]);
}
