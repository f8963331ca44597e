import type { ContentType } from '../../../registry/kinds.js';
import { pixelContent } from './pixels.js';
import { Reader } from './reader.js';

/** Value representations whose length has four bytes, after two of padding (DICOM PS3.5, 7.1.2). */
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED_LENGTH = 0xffffffff;
/** Elements read before giving up. */
const ELEMENTS_MAX = 4096;

/**
 * DICOM and its forerunner ACR-NEMA, lowest byte first, uncompressed: with the preamble and DICM, or from
 * the first element of group 0002 or 0008. Sequences of undefined length are not walked into.
 */
export function readDicom(bytes: Uint8Array): ContentType | undefined {
  const file = new Reader(bytes, true);
  let at = file.name(128, 4) === 'DICM' ? 132 : 0;
  const first = file.u16(at);
  if ((first !== 0x0002 && first !== 0x0008) || file.u16(at + 2) > 0x0100) return undefined;
  let [width, rows, sampleBits, samples, frames] = [0, 0, 0, 1, 1];
  for (let i = 0; i < ELEMENTS_MAX && at + 8 <= bytes.length; i++) {
    const tag = file.u16(at) * 0x10000 + file.u16(at + 2);
    const representation = file.name(at + 4, 2);
    let length = file.u32(at + 4);
    let value = at + 8;
    if (/^[A-Z][A-Z]$/.test(representation)) {
      const long = LONG.has(representation);
      length = long ? file.u32(at + 8) : file.u16(at + 6);
      value = at + (long ? 12 : 8);
    }
    if (length === UNDEFINED_LENGTH) return undefined;
    if (tag === 0x00280002) samples = file.u16(value);
    else if (tag === 0x00280008) frames = Number.parseInt(file.name(value, Math.min(length, 12)), 10) || 1;
    else if (tag === 0x00280010) rows = file.u16(value);
    else if (tag === 0x00280011) width = file.u16(value);
    else if (tag === 0x00280100) sampleBits = file.u16(value);
    else if (tag === 0x7fe00010) {
      const bits = sampleBits * samples;
      // The length of the data says more than the number of frames, which old files leave out.
      const counted = Math.max(rows * frames, Math.floor(length / Math.max(1, (width * bits) / 8)));
      return pixelContent({ width, rows: counted, bits, plain: samples === 1, align: 1, start: value }, bytes.length);
    }
    at = value + length;
  }
  return undefined;
}
