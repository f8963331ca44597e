/** What to do about an archive that cannot be opened, or not as a whole: the end of a line. */
import { extname } from 'node:path';
import type { ErrorDetails } from '../base/failure.js';
import { grouped } from '../base/numbers.js';

/** Formats that begin with nothing of their own, by the ends of names. */
const BY_NAME: Readonly<Record<string, string>> = {
  '.br': 'Brotli data, which brotli -d opens',
  '.lzma': 'LZMA data, which xz -d opens',
  '.tar': 'a tar, which tar x opens',
};

/** @param file its name. @returns '' where there is nothing to be done. */
export function adviceOn(file: string, { code, frame }: ErrorDetails): string {
  if (code === 'not-a-stream') {
    const format = BY_NAME[extname(file).toLowerCase()];
    return format === undefined ? '' : `; by its name it is ${format}`;
  }
  if (code !== 'damaged' && code !== 'checksum-mismatch' && code !== 'truncated' && code !== 'trailing-data') return '';
  if (frame === undefined) return '; -dc writes what is whole';
  const { start, end, last } = frame;
  const ways: string[] = [];
  if (start > 0) ways.push(`-dc writes the ${grouped(start)} bytes before it`);
  if (end !== undefined && !last && code !== 'truncated') ways.push(`--range ${end}- writes what follows`);
  return `; ${ways.length === 0 ? 'nothing else can be recovered' : ways.join(', ')}`;
}
