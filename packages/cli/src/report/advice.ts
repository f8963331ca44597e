/** What to do about a bad archive: the end of an error message. */
import { extname } from 'node:path';
import type { ErrorDetails } from '../base/failure.js';
import { grouped } from '../base/numbers.js';

/** Formats without a signature, by file extension. */
const BY_NAME: Readonly<Record<string, string>> = {
  '.br': 'Brotli data; use brotli -d',
  '.lzma': 'LZMA data; use xz -d',
  '.tar': 'a tar; use tar x',
};

/** @param file its name. @returns '' if there is no advice. */
export function adviceOn(file: string, { code, frame }: ErrorDetails): string {
  if (code === 'not-a-stream') {
    const format = BY_NAME[extname(file).toLowerCase()];
    return format === undefined ? '' : `; judging by its name, it is ${format}`;
  }
  if (code === 'unsupported-prior') return '; give it with --prior FILE';
  if (code !== 'damaged' && code !== 'checksum-mismatch' && code !== 'truncated' && code !== 'trailing-data') return '';
  if (frame === undefined) return '; -dc recovers the intact frames';
  const { start, end, last } = frame;
  const ways: string[] = [];
  if (start > 0) ways.push(`-dc recovers the ${grouped(start)} bytes before it`);
  if (end !== undefined && !last && code !== 'truncated') ways.push(`--range ${end}- recovers what follows`);
  return `; ${ways.length === 0 ? 'nothing else can be recovered' : ways.join(', ')}`;
}
