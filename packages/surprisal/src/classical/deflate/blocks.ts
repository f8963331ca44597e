/**
 * Blocks: where to end one and begin the next, and how to write them.
 *
 * A separate block has codes that fit its content, but has to describe them. So the parse is cut into pieces, and
 * neighbours are joined, the largest gain first, as long as one block is shorter than two. All lengths are exact.
 */
import type { BitWriter } from '../bits/writer.js';
import { CODEWORD_BITS_MAX, codewords } from '../huffman/codewords.js';
import { huffmanLengths } from '../huffman/lengths.js';
import { type CodedLengths, codeLengths, writeLengths } from '../huffman/lengths-code.js';
import {
  DISTANCE_BASE,
  DISTANCE_BITS,
  distanceSymbol,
  END_OF_BLOCK,
  FIRST_LENGTH,
  FIXED_DISTANCES,
  FIXED_LITERALS,
  LENGTH_BASE,
  LENGTH_BITS,
  LENGTH_SYMBOL,
} from './tables.js';
import { Counts, DISTANCE_SHIFT, LENGTH_MASK } from './tokens.js';

const STORED_MAX = 2 ** 16 - 1;
/** Bits of the first fields of a block: last and type; in a dynamic block also the numbers of lengths. */
const HEADER_BITS = 3;
const SIZES_BITS = 5 + 5 + 4;

/** Part of a parse that will become a block. */
export interface Block {
  /** Tokens from … to - 1. */
  readonly from: number;
  readonly to: number;
  readonly counts: Counts;
  /** Its codes if it is written as a dynamic block. */
  readonly codes: DynamicCodes;
  /** Its size in bits, as a fixed or a dynamic block. */
  readonly bits: number;
}

interface DynamicCodes {
  readonly literals: Uint32Array;
  readonly distances: Uint32Array;
  readonly coded: CodedLengths;
  readonly bits: number;
}

/** The blocks of tokens 0 … size - 1; one block for no tokens. @param pieceTokens tokens per piece, before joining. */
export function split(tokens: Uint32Array, size: number, pieceTokens: number): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from === 0 || from < size; from += pieceTokens) {
    const to = Math.min(from + pieceTokens, size);
    blocks.push(blockOf(from, to, new Counts().add(tokens, from, to)));
  }
  // joined[i]: blocks i and i + 1 as one block.
  const join = (a: Block, b: Block): Block => blockOf(a.from, b.to, a.counts.with(b.counts));
  const joined = blocks.slice(1).map((block, i) => join(blocks[i]!, block));
  for (;;) {
    let best = -1;
    let most = 0;
    for (let i = 0; i < joined.length; i++) {
      const gain = blocks[i]!.bits + blocks[i + 1]!.bits - joined[i]!.bits;
      if (gain < most || (gain === most && best >= 0)) continue;
      best = i;
      most = gain;
    }
    if (best < 0) return blocks;
    blocks.splice(best, 2, joined[best]!);
    joined.splice(best, 1);
    if (best > 0) joined[best - 1] = join(blocks[best - 1]!, blocks[best]!);
    if (best < joined.length) joined[best] = join(blocks[best]!, blocks[best + 1]!);
  }
}

function blockOf(from: number, to: number, counts: Counts): Block {
  const codes = dynamicCodes(counts);
  return { from, to, counts, codes, bits: Math.min(codes.bits, fixedBits(counts)) };
}

/** Codes for the counts, and the bits of a block that uses them. */
function dynamicCodes(counts: Counts): DynamicCodes {
  const literals = trimmed(huffmanLengths(counts.literals, CODEWORD_BITS_MAX), FIRST_LENGTH);
  const distances = trimmed(huffmanLengths(counts.distances, CODEWORD_BITS_MAX), 1);
  const lengths = new Uint8Array(literals.length + distances.length);
  lengths.set(literals);
  lengths.set(distances, literals.length);
  const coded = codeLengths(lengths);
  const bits =
    HEADER_BITS +
    SIZES_BITS +
    coded.bits +
    counts.extraBits +
    dot(counts.literals, literals) +
    dot(counts.distances, distances);
  return { literals, distances, coded, bits };
}

function fixedBits(counts: Counts): number {
  return HEADER_BITS + counts.extraBits + dot(counts.literals, FIXED_LITERALS) + dot(counts.distances, FIXED_DISTANCES);
}

/** Bits of stored blocks that begin `begun` bits into a byte. Their lengths and data are aligned to whole bytes. */
function storedBits(bytes: number, begun: number): number {
  const blocks = Math.max(1, Math.ceil(bytes / STORED_MAX));
  return fillOf(begun + HEADER_BITS) + (blocks - 1) * fillOf(HEADER_BITS) + blocks * (HEADER_BITS + 32) + 8 * bytes;
}

/** Bits of padding to a whole byte after `bits` bits. */
function fillOf(bits: number): number {
  return (8 - (bits & 7)) & 7;
}

/** Writes the shortest of the three kinds of block. @param content the bytes of the block. */
export function writeBlock(
  writer: BitWriter,
  block: Block,
  tokens: Uint32Array,
  content: Uint8Array,
  isLast: boolean,
): void {
  const { codes, counts } = block;
  const begun = writer.length;
  // The last byte of the code is padded too.
  const bits = block.bits + (isLast ? fillOf(begun + block.bits) : 0);
  if (storedBits(content.length, begun) <= bits) {
    writeStored(writer, content, isLast);
    return;
  }
  const isFixed = fixedBits(counts) <= codes.bits;
  const literals = isFixed ? FIXED_LITERALS : codes.literals;
  const distances = isFixed ? FIXED_DISTANCES : codes.distances;
  writer.write((isLast ? 1 : 0) | (isFixed ? 2 : 4), HEADER_BITS);
  if (!isFixed) {
    writer.write(literals.length - FIRST_LENGTH, 5);
    writer.write(distances.length - 1, 5);
    writer.write(codes.coded.sent - 4, 4);
    writeLengths(writer, codes.coded);
  }
  const literalWords = codewords(literals);
  const distanceWords = codewords(distances);
  for (let i = block.from; i < block.to; i++) {
    const token = tokens[i]!;
    if (token < END_OF_BLOCK) {
      writer.write(literalWords[token]!, literals[token]!);
      continue;
    }
    const length = token & LENGTH_MASK;
    const lengthSymbol = LENGTH_SYMBOL[length]!;
    writer.write(literalWords[FIRST_LENGTH + lengthSymbol]!, literals[FIRST_LENGTH + lengthSymbol]!);
    writer.write(length - LENGTH_BASE[lengthSymbol]!, LENGTH_BITS[lengthSymbol]!);
    const distance = token >>> DISTANCE_SHIFT;
    const symbol = distanceSymbol(distance);
    writer.write(distanceWords[symbol]!, distances[symbol]!);
    writer.write(distance - DISTANCE_BASE[symbol]!, DISTANCE_BITS[symbol]!);
  }
  writer.write(literalWords[END_OF_BLOCK]!, literals[END_OF_BLOCK]!);
}

/** Writes bytes as stored blocks. */
export function writeStored(writer: BitWriter, content: Uint8Array, isLast: boolean): void {
  for (let from = 0; from === 0 || from < content.length; from += STORED_MAX) {
    const part = content.subarray(from, from + STORED_MAX);
    writer.write(isLast && from + STORED_MAX >= content.length ? 1 : 0, HEADER_BITS);
    writer.align();
    writer.write(part.length, 16);
    writer.write(part.length ^ 0xffff, 16);
    writer.append(part);
  }
}

/** The values without trailing zeros, but at least `least` of them. */
function trimmed(lengths: Uint32Array, least: number): Uint32Array {
  let n = lengths.length;
  while (n > least && lengths[n - 1] === 0) n--;
  return lengths.subarray(0, n);
}

function dot(counts: Uint32Array, lengths: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < lengths.length && i < counts.length; i++) sum += counts[i]! * lengths[i]!;
  return sum;
}
