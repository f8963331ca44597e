import type { ContentType } from '../../../registry/kinds.js';
import { pixelContent } from './pixels.js';
import { Reader } from './reader.js';

/** Windows bitmap, uncompressed. */
export function readBmp(bytes: Uint8Array): ContentType | undefined {
  const file = new Reader(bytes, true);
  const compression = file.u32(30); // 0 none, 3 bit fields
  if (file.name(0, 2) !== 'BM' || file.u32(14) < 40 || file.u16(26) !== 1 || (compression !== 0 && compression !== 3)) {
    return undefined;
  }
  const rows = Math.abs(file.i32(22)); // negative: the top row first
  return pixelContent(
    { width: file.i32(18), rows, bits: file.u16(28), plain: false, align: 4, start: file.u32(10) },
    bytes.length,
  );
}

/** Blanks and comments between the numbers of a PNM header. */
const PNM_GAP = '(?:\\s|#[^\\n]*\\n)+';
/** "P5 width height maximum", then one blank and the pixels; P4 has no maximum. */
const PNM_BITMAP = new RegExp(`^P4${PNM_GAP}(\\d{1,6})${PNM_GAP}(\\d{1,6})\\s`);
const PNM_SAMPLES = new RegExp(`^P([56])${PNM_GAP}(\\d{1,6})${PNM_GAP}(\\d{1,6})${PNM_GAP}(\\d{1,5})\\s`);

/** PBM, PGM, PPM in their binary forms: P4, P5, P6. 16-bit samples have the highest byte first. */
export function readPnm(bytes: Uint8Array): ContentType | undefined {
  const head = new Reader(bytes, false).name(0, Math.min(bytes.length, 512));
  const [text, width, rows] = PNM_BITMAP.exec(head) ?? [];
  if (text) {
    const pixels = { width: Number(width), rows: Number(rows), bits: 1, plain: false, align: 1, start: text.length };
    return pixelContent(pixels, bytes.length);
  }
  const match = PNM_SAMPLES.exec(head);
  if (!match) return undefined;
  const bits = (match[1] === '6' ? 3 : 1) * (Number(match[4]) > 255 ? 16 : 8);
  return pixelContent(
    { width: Number(match[2]), rows: Number(match[3]), bits, plain: false, align: 1, start: match[0].length },
    bytes.length,
  );
}

/** TGA, uncompressed. It has no magic number, so its length must be exact, but for a footer. */
export function readTga(bytes: Uint8Array): ContentType | undefined {
  const file = new Reader(bytes, true);
  const mapType = file.u8(1);
  const type = file.u8(2); // 1 with a colour map, 2 colour, 3 grey
  const bits = file.u8(16);
  const bitsFit = type === 2 ? bits === 16 || bits === 24 || bits === 32 : bits === 8;
  if (mapType > 1 || type < 1 || type > 3 || (type === 1) !== (mapType === 1) || !bitsFit) return undefined;
  const map = mapType === 1 ? file.u16(5) * Math.ceil(file.u8(7) / 8) : 0;
  const start = 18 + file.u8(0) + map;
  const width = file.u16(12);
  const rows = file.u16(14);
  const rest = bytes.length - start - (width * rows * bits) / 8;
  if (rest < 0 || rest > 4096) return undefined;
  return pixelContent({ width, rows, bits, plain: false, align: 1, start }, bytes.length);
}

/** TIFF 6.0, the first picture, uncompressed, in strips. */
export function readTiff(bytes: Uint8Array): ContentType | undefined {
  const order = bytes[0];
  if (bytes.length < 8 || bytes[1] !== order || (order !== 0x49 && order !== 0x4d)) return undefined;
  const file = new Reader(bytes, order === 0x49);
  if (file.u16(2) !== 42) return undefined;
  const directory = file.u32(4);
  const entries = file.u16(directory);
  let [width, rows, sampleBits, compression, start, samples, planes] = [0, 0, 1, 1, 0, 1, 1];
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + 12 * i;
    const count = file.u32(at + 4);
    const bytesEach = file.u16(at + 2) === 3 ? 2 : 4; // SHORT, else LONG
    const place = count * bytesEach <= 4 ? at + 8 : file.u32(at + 8);
    const value = bytesEach === 2 ? file.u16(place) : file.u32(place);
    const tag = file.u16(at);
    if (tag === 256) width = value;
    else if (tag === 257) rows = value;
    else if (tag === 258) sampleBits = value;
    else if (tag === 259) compression = value;
    else if (tag === 273) start = value;
    else if (tag === 277) samples = value;
    else if (tag === 284) planes = value;
  }
  if (compression !== 1) return undefined;
  const bits = sampleBits * (planes === 1 ? samples : 1);
  const plain = file.little && sampleBits === bits;
  return pixelContent({ width, rows: rows * (planes === 1 ? 1 : samples), bits, plain, align: 1, start }, bytes.length);
}
