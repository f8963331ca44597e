/**
 * CRC-32C of contents (polynomial 0x1EDC6F41, reflected 0x82F63B78; RFC 3720, B.4) and CRC-8 of headers
 * (polynomial x^8 + x^2 + x + 1, initial value 0xff). The latter is for headers to be refused before they are acted
 * upon: it finds every damage within 8 bits, and every three flipped bits in headers of up to 15 bytes.
 */

const CRC32C_REFLECTED = 0x82f63b78;
const CRC8_POLYNOMIAL = 0x07;
/** Bytes taken at once by crc32c: each has a table of its own ("slicing by 8"). */
const SLICES = 8;

/** tables[256 k + b]: the remainder of byte b followed by k zero bytes. */
function crc32cTables(): Int32Array {
  const tables = new Int32Array(256 * SLICES);
  for (let b = 0; b < 256; b++) {
    let r = b;
    for (let i = 0; i < 8; i++) r = r & 1 ? (r >>> 1) ^ CRC32C_REFLECTED : r >>> 1;
    tables[b] = r;
  }
  for (let i = 256; i < tables.length; i++) {
    const r = tables[i - 256] as number;
    tables[i] = (r >>> 8) ^ (tables[r & 0xff] as number);
  }
  return tables;
}

let tables: Int32Array | undefined;

/**
 * CRC-32C of `bytes`, as an unsigned number.
 * @param before the CRC of the bytes before these: crc32c(xy) = crc32c(y, crc32c(x)).
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  tables ??= crc32cTables();
  const t = tables;
  const at = (slice: number, byte: number): number => t[(slice << 8) | byte] as number;
  let r = ~before;
  let i = 0;
  for (const end = bytes.length - (SLICES - 1); i < end; i += SLICES) {
    const b = (k: number): number => bytes[i + k] as number;
    r ^= b(0) | (b(1) << 8) | (b(2) << 16) | (b(3) << 24);
    r =
      at(7, r & 0xff) ^
      at(6, (r >>> 8) & 0xff) ^
      at(5, (r >>> 16) & 0xff) ^
      at(4, r >>> 24) ^
      at(3, b(4)) ^
      at(2, b(5)) ^
      at(1, b(6)) ^
      at(0, b(7));
  }
  for (; i < bytes.length; i++) r = (r >>> 8) ^ at(0, (r ^ (bytes[i] as number)) & 0xff);
  return ~r >>> 0;
}

/** CRC-8 of `bytes`, bit by bit: headers are short. */
export function crc8(bytes: Iterable<number>): number {
  let r = 0xff;
  for (const byte of bytes) {
    r ^= byte;
    for (let i = 0; i < 8; i++) r = r & 0x80 ? ((r << 1) ^ CRC8_POLYNOMIAL) & 0xff : r << 1;
  }
  return r;
}
