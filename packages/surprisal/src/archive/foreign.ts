import { latin1 } from '../base/latin1.js';

/** Formats that are taken for ours by mistake: what they begin with, and what opens them. */
const FORMATS: readonly (readonly [magic: string, name: string, opener: string])[] = [
  ['PK\x03\x04', 'a zip file', 'unzip'],
  ['PK\x05\x06', 'a zip file', 'unzip'],
  ['\x1f\x8b', 'gzip data', 'gzip -d'],
  ['\x1f\x9d', 'data of compress', 'gzip -d'],
  ['\xfd7zXZ\0', 'xz data', 'xz -d'],
  ['\x28\xb5\x2f\xfd', 'Zstandard data', 'zstd -d'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z file', '7z x'],
  ['BZh', 'bzip2 data', 'bzip2 -d'],
  ['\x04\x22\x4d\x18', 'lz4 data', 'lz4 -d'],
  ['\x02\x21\x4c\x18', 'lz4 data', 'lz4 -d'],
  ['Rar!\x1a\x07', 'a rar file', 'unrar x'],
  ['LZIP', 'lzip data', 'lzip -d'],
  ['\x89LZO', 'lzop data', 'lzop -d'],
];

/** Bytes needed to identify a format, at most. */
export const FOREIGN_BYTES: number = 6;

/** The message for data that begin with `bytes` and are not an archive of this project. */
export function foreignFormat(bytes: Uint8Array): string {
  const start = latin1(bytes);
  const found = FORMATS.find(([magic]) => start.startsWith(magic));
  return found === undefined ? '' : `: it is ${found[1]}, which ${found[2]} opens`;
}
