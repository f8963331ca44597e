/**
 * Static Huffman coding: bytes are counted first, then each is sent as its codeword. It is the best of all codes that give
 * every byte a codeword of whole bits, but it uses only how often each byte occurs.
 *
 *   size of the content, a varint; the rest only if it is not 0
 *   5 bits: the number of lengths of the code of lengths that follow
 *   the lengths of 256 codewords (lengths-code.ts)
 *   the codewords of the content, and zeros up to the next byte
 *
 * Codewords have at most 15 bits (lengths.ts: package-merge) and are canonical (codewords.ts).
 *
 * Source: D. A. Huffman, "A Method for the Construction of Minimum-Redundancy Codes" (1952).
 */

import { BitReader } from '../bits/reader.js';
import { BitWriter } from '../bits/writer.js';
import { checkSizeLimit, codecOf, type DecodeOptions, readSize, sizeBytes } from '../codec.js';
import type { CodewordStep, LiteralStep, MergeStep } from '../steps.js';
import { bitsOf, CODEWORD_BITS_MAX, codewords, decodingTable, follow, LINK } from './codewords.js';
import { huffmanLengths, huffmanMerges } from './lengths.js';
import { codeLengths, readLengths, writeLengths } from './lengths-code.js';

const SENT_BITS = 5;
const TABLE_BITS = 10;

function encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (bytes.length === 0) return sizeBytes(0);
  const lengths = huffmanLengths(countBytes(bytes), CODEWORD_BITS_MAX);
  const words = codewords(lengths);
  const writer = new BitWriter(sizeBytes(bytes.length), bytes.length);
  const coded = codeLengths(lengths);
  writer.write(coded.sent, SENT_BITS);
  writeLengths(writer, coded);
  for (let i = 0; i < bytes.length; i++) writer.write(words[bytes[i]!]!, lengths[bytes[i]!]!);
  return writer.done();
}

function decode(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const { size, start } = readSize(code, checkSizeLimit(options));
  const reader = new BitReader(code, start);
  if (size === 0) {
    reader.finish();
    return new Uint8Array(0);
  }
  // A byte costs at least one bit: no more memory is reserved than the code can fill.
  if (size > 8 * code.length) throw reader.damaged('the code is too short for its content');
  const sent = reader.read(SENT_BITS);
  if (sent < 4 || sent > 19) throw reader.damaged('the code-length code is not a valid prefix code');
  const table = decodingTable(readLengths(reader, 256, sent), TABLE_BITS);
  if (table === undefined) throw reader.damaged('the codeword lengths do not form a prefix code');
  const { entries, bits } = table;
  const mask = (1 << bits) - 1;
  const content = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    const next = reader.ahead();
    let entry = entries[next & mask]!;
    if (entry >= LINK) entry = follow(entries, entry, next >>> bits);
    if (entry === 0) throw reader.damaged('invalid codeword');
    reader.skip(entry & 15);
    content[i] = entry >>> 4;
  }
  reader.finish();
  return content;
}

/**
 * The merges of Huffman's algorithm, the codewords, and each byte with its cost. The tree of the merges is that of the
 * code, except for the order of equal counts and where a codeword would be longer than 15 bits.
 */
function* steps(bytes: Uint8Array): Generator<MergeStep | CodewordStep | LiteralStep, void> {
  const counts = countBytes(bytes);
  for (const merge of huffmanMerges(counts)) yield { kind: 'merge', ...merge };
  const lengths = huffmanLengths(counts, CODEWORD_BITS_MAX);
  const words = codewords(lengths);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length > 0) yield { kind: 'codeword', symbol, of: 'literals', bits: bitsOf(words[symbol]!, length) };
  }
  for (let at = 0; at < bytes.length; at++) yield { kind: 'literal', at, byte: bytes[at]!, bits: lengths[bytes[at]!]! };
}

function countBytes(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]!]!++;
  return counts;
}

export const huffman = codecOf({ name: 'huffman', encode, decode, steps });
