/**
 * Inflate: the decoder for RFC 1951.
 *
 * A stream is a sequence of blocks. Each states whether it is the last, and its type: stored bytes, or symbols in two
 * Huffman codes (fixed, or sent at its start). One code has the literals and match lengths, the other the distances. A
 * match repeats earlier output, up to 32 KiB back.
 *
 * It accepts exactly the codes that zlib accepts: complete codes, or one codeword of one bit; with an end of block.
 */
import { BitReader } from '../bits/reader.js';
import { checkSizeLimit, type DecodeOptions } from '../codec.js';
import { type DecodingTable, decodingTable, follow, LINK } from '../huffman/codewords.js';
import { readLengths } from '../huffman/lengths-code.js';
import { OutputBuffer } from '../output-buffer.js';
import {
  DISTANCE_BASE,
  DISTANCE_BITS,
  DISTANCES,
  END_OF_BLOCK,
  FIRST_LENGTH,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_BASE,
  LENGTH_BITS,
  LITERALS,
} from './tables.js';

/** Bits of the primary tables: larger ones take longer to fill than they save. */
const LITERAL_TABLE_BITS = 10;
const DISTANCE_TABLE_BITS = 8;

/** The codes of a block. */
export interface BlockCodes {
  readonly literals: Uint8Array;
  readonly distances: Uint8Array;
}

const FIXED: BlockCodes = { literals: FIXED_LITERALS, distances: FIXED_DISTANCES };

/** The inverse of `deflate`; accepts any stream of RFC 1951. */
export function inflate(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const content = new OutputBuffer(checkSizeLimit(options));
  const reader = new BitReader(code);
  for (let isLast = false; !isLast; ) {
    isLast = reader.read(1) === 1;
    const codes = readBlockHeader(reader);
    if (codes === undefined) content.append(readStored(reader));
    else inflateBlock(reader, content, codes);
  }
  reader.finish();
  return content.done();
}

/** Reads the block header after its first bit: the codes, or undefined for a stored block. */
export function readBlockHeader(reader: BitReader): BlockCodes | undefined {
  const type = reader.read(2);
  if (type === 0) return undefined;
  if (type === 1) return FIXED;
  if (type === 3) throw reader.damaged('invalid block type 3');
  const literals = FIRST_LENGTH + reader.read(5);
  const distances = 1 + reader.read(5);
  const sent = 4 + reader.read(4);
  if (literals > LITERALS || distances > DISTANCES) throw reader.damaged('there are too many codewords');
  const lengths = readLengths(reader, literals + distances, sent);
  if (lengths[END_OF_BLOCK] === 0) throw reader.damaged('a block has no end-of-block code');
  return { literals: lengths.subarray(0, literals), distances: lengths.subarray(literals) };
}

/** The bytes of a stored block, as a view. */
export function readStored(reader: BitReader): Uint8Array {
  reader.align();
  const size = reader.read(16);
  if (reader.read(16) !== (size ^ 0xffff))
    throw reader.damaged('the size of a stored block does not match its complement');
  return reader.take(size);
}

/** The tables of a block. @throws {StreamError} `damaged`. */
function blockTables(reader: BitReader, codes: BlockCodes): { literals: DecodingTable; distances: DecodingTable } {
  if (codes === FIXED && fixedTables !== undefined) return fixedTables;
  const literals = decodingTable(codes.literals, LITERAL_TABLE_BITS);
  const distances = decodingTable(codes.distances, DISTANCE_TABLE_BITS);
  if (literals === undefined || distances === undefined)
    throw reader.damaged('the codeword lengths do not form a prefix code');
  const tables = { literals, distances };
  if (codes === FIXED) fixedTables = tables;
  return tables;
}

let fixedTables: { literals: DecodingTable; distances: DecodingTable } | undefined;

function inflateBlock(reader: BitReader, content: OutputBuffer, codes: BlockCodes): void {
  const { literals, distances } = blockTables(reader, codes);
  for (;;) {
    const symbol = readSymbol(reader, literals);
    if (symbol < END_OF_BLOCK) content.push(symbol);
    else if (symbol === END_OF_BLOCK) break;
    else copyMatch(reader, content, symbol, distances);
  }
  reader.checkEnd();
}

/** The symbol of the next codeword. @throws {StreamError} `damaged`, when no codeword matches. */
function readSymbol(reader: BitReader, { entries, bits }: DecodingTable): number {
  const next = reader.ahead();
  let entry = entries[next & ((1 << bits) - 1)]!;
  if (entry >= LINK) entry = follow(entries, entry, next >>> bits);
  if (entry === 0) throw reader.damaged('invalid codeword');
  reader.skip(entry & 15);
  return entry >>> 4;
}

/** Copies a match, given the `symbol` of its length; reads the distance. */
function copyMatch(reader: BitReader, content: OutputBuffer, symbol: number, distances: DecodingTable): void {
  if (symbol >= LITERALS) throw reader.damaged(`no length has symbol ${symbol}`);
  const length = LENGTH_BASE[symbol - FIRST_LENGTH]! + reader.read(LENGTH_BITS[symbol - FIRST_LENGTH]!);
  const distanceSymbol = readSymbol(reader, distances);
  if (distanceSymbol >= DISTANCES) throw reader.damaged(`no distance has symbol ${distanceSymbol}`);
  const distance = DISTANCE_BASE[distanceSymbol]! + reader.read(DISTANCE_BITS[distanceSymbol]!);
  if (distance > content.size) {
    throw reader.damaged(`a match refers ${distance} bytes back, before the start of the content`);
  }
  content.copy(distance, length);
}
