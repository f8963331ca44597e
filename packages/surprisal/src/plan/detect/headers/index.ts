import type { ContentType } from '../../../registry/kinds.js';
import { readAiff, readWave } from './audio.js';
import { readDicom } from './dicom.js';
import { readBmp, readPnm, readTga, readTiff } from './images.js';

/** Those with a magic number first. */
const READERS = [readBmp, readPnm, readTiff, readWave, readAiff, readDicom, readTga];

/** What a header says the content is; undefined where no known header is found, or little follows it. */
export function readHeader(bytes: Uint8Array): ContentType | undefined {
  for (const read of READERS) {
    const content = read(bytes);
    if (content) return content;
  }
  return undefined;
}
