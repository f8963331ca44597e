/**
 * Inflate as the specification describes it: bit by bit, without tables. It reports every step, and serves as the reference
 * in tests of the fast decoder.
 */
import { type Bytes, bytesOf } from '../../base/bytes.js';
import { BitReader } from '../bits/reader.js';
import { bitsOf, codewords } from '../huffman/codewords.js';
import type { BlockStep, CodewordStep, LiteralStep, MatchStep } from '../steps.js';
import { type BlockCodes, readBlockHeader, readStored } from './inflate.js';
import {
  DISTANCE_BASE,
  DISTANCE_BITS,
  DISTANCES,
  END_OF_BLOCK,
  FIRST_LENGTH,
  FIXED_LITERALS,
  LENGTH_BASE,
  LENGTH_BITS,
  LITERALS,
} from './tables.js';

type DeflateStep = BlockStep | CodewordStep | LiteralStep | MatchStep;

/** Symbols by codeword, written as zeros and ones. */
type Code = ReadonlyMap<string, number>;

/**
 * The blocks of a stream, their codes, and the decoded symbols. Content is not kept, so a match that reaches back too far
 * is not detected.
 * @throws {StreamError} when the stream is invalid.
 */
export function* explain(code: Bytes): Generator<DeflateStep, void> {
  const reader = new BitReader(bytesOf(code));
  const bitsRead = (): number => 8 * reader.at - (reader.count - reader.padding);
  let at = 0;
  for (let isLast = false; !isLast; ) {
    const start = bitsRead();
    isLast = reader.read(1) === 1;
    const codes = readBlockHeader(reader);
    if (codes === undefined) {
      const bytes = readStored(reader);
      yield { kind: 'block', at, type: 'stored', last: isLast, bits: bitsRead() - start - 8 * bytes.length };
      for (const byte of bytes) yield { kind: 'literal', at: at++, byte, bits: 8 };
      continue;
    }
    const isFixed = codes.literals === FIXED_LITERALS;
    yield { kind: 'block', at, type: isFixed ? 'fixed' : 'dynamic', last: isLast, bits: bitsRead() - start };
    const literals = codeOf(codes.literals);
    const distances = codeOf(codes.distances);
    if (!isFixed) yield* codewordsOf(codes);
    for (;;) {
      const from = bitsRead();
      const symbol = readSymbol(reader, literals);
      if (symbol === END_OF_BLOCK) break;
      if (symbol < END_OF_BLOCK) {
        yield { kind: 'literal', at: at++, byte: symbol, bits: bitsRead() - from };
        continue;
      }
      if (symbol >= LITERALS) throw reader.damaged(`no length has symbol ${symbol}`);
      const length = LENGTH_BASE[symbol - FIRST_LENGTH]! + reader.read(LENGTH_BITS[symbol - FIRST_LENGTH]!);
      const back = readSymbol(reader, distances);
      if (back >= DISTANCES) throw reader.damaged('invalid distance code');
      const distance = DISTANCE_BASE[back]! + reader.read(DISTANCE_BITS[back]!);
      yield { kind: 'match', at, length, distance, bits: bitsRead() - from };
      at += length;
    }
  }
  reader.finish();
}

function* codewordsOf({ literals, distances }: BlockCodes): Generator<CodewordStep, void> {
  for (const [word, symbol] of codeOf(literals)) yield { kind: 'codeword', symbol, of: 'literals', bits: word };
  for (const [word, symbol] of codeOf(distances)) yield { kind: 'codeword', symbol, of: 'distances', bits: word };
}

function codeOf(lengths: Uint8Array): Code {
  const words = codewords(lengths);
  const code = new Map<string, number>();
  lengths.forEach((length, symbol) => {
    if (length > 0) code.set(bitsOf(words[symbol]!, length), symbol);
  });
  return code;
}

function readSymbol(reader: BitReader, code: Code): number {
  let word = '';
  while (word.length < 15) {
    word += reader.read(1);
    const symbol = code.get(word);
    if (symbol !== undefined) return symbol;
  }
  throw reader.damaged('invalid codeword');
}
