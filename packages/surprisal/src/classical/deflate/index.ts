/**
 * Deflate: RFC 1951, the code of gzip, zip and PNG. It is LZ77 with a window of 32 KiB. Literals, lengths and distances are
 * sent in Huffman codes made for each block.
 *
 * The format leaves the encoder two choices, which determine all of its quality: which matches to take (lazy.ts,
 * optimal.ts), and where to end a block and begin one with other codes (blocks.ts). Content is parsed in segments of
 * 256 KiB, which share the window.
 *
 * Source: L. P. Deutsch, "DEFLATE Compressed Data Format Specification version 1.3", RFC 1951 (1996).
 */
import { checkInteger } from '../../base/checks.js';
import { BitWriter } from '../bits/writer.js';
import { codecOf } from '../codec.js';
import { BinaryTrees } from '../lz/binary-trees.js';
import { HashChains } from '../lz/hash-chains.js';
import { type Block, split, writeBlock, writeStored } from './blocks.js';
import { inflate } from './inflate.js';
import { type Effort as LazyEffort, parseLazily } from './lazy.js';
import { type Effort as OptimalEffort, parseOptimally } from './optimal.js';
import { explain } from './steps.js';
import { WINDOW_SIZE } from './tables.js';

export interface DeflateOptions {
  /** 0 stores, 1 is fastest, 9 gives the smallest code. Default 6. */
  readonly level?: number;
}

const SEGMENT_BYTES = 2 ** 18;
/** Tokens per piece; lazily parsed blocks are built from pieces. */
const PIECE_TOKENS = 4096;
const LEVEL_DEFAULT = 6;

/** By level, starting at 1. */
const LAZY: readonly LazyEffort[] = [
  { tries: 4, enough: 32, lazy: 0 },
  { tries: 8, enough: 64, lazy: 0 },
  { tries: 8, enough: 64, lazy: 16 },
  { tries: 16, enough: 64, lazy: 32 },
  { tries: 32, enough: 128, lazy: 64 },
  { tries: 128, enough: 258, lazy: 128 },
  { tries: 512, enough: 258, lazy: 258 },
];
/** By level, starting at 8. */
const OPTIMAL: readonly OptimalEffort[] = [
  { tries: 48, enough: 128, cuts: 1, passes: 1, pieceTokens: 2048 },
  { tries: 300, enough: 258, cuts: 3, passes: 2, pieceTokens: 512 },
];

/** Parses a segment, from `start` to about `end`, into `tokens`. Returns where it ends, and its blocks. */
type Parser = (start: number, end: number, tokens: Uint32Array) => { blocks: Block[]; end: number };

function lazyParser(bytes: Uint8Array, effort: LazyEffort): Parser {
  const chains = new HashChains(bytes, WINDOW_SIZE);
  return (start, end, tokens) => {
    const parse = parseLazily(bytes, start, end, chains, effort, tokens);
    return { blocks: split(tokens, parse.size, PIECE_TOKENS), end: parse.end };
  };
}

function optimalParser(bytes: Uint8Array, effort: OptimalEffort): Parser {
  const trees = new BinaryTrees(bytes, WINDOW_SIZE, effort.enough);
  return (start, end, tokens) => ({ blocks: parseOptimally(bytes, start, end, trees, effort, tokens), end });
}

function encode(bytes: Uint8Array, { level = LEVEL_DEFAULT }: DeflateOptions = {}): Uint8Array<ArrayBuffer> {
  checkInteger('level', level, 0, LAZY.length + OPTIMAL.length);
  const writer = new BitWriter(undefined, bytes.length >> 1);
  if (level === 0) {
    writeStored(writer, bytes, true);
    return writer.done();
  }
  const lazy = LAZY[level - 1];
  const parse = lazy === undefined ? optimalParser(bytes, OPTIMAL[level - 1 - LAZY.length]!) : lazyParser(bytes, lazy);
  const tokens = new Uint32Array(Math.min(bytes.length, SEGMENT_BYTES));
  let start = 0;
  do {
    const { blocks, end } = parse(start, Math.min(start + SEGMENT_BYTES, bytes.length), tokens);
    blocks.forEach((block, i) => {
      const next = start + block.counts.bytes;
      writeBlock(writer, block, tokens, bytes.subarray(start, next), end === bytes.length && i === blocks.length - 1);
      start = next;
    });
  } while (start < bytes.length);
  return writer.done();
}

export const deflate = codecOf({
  name: 'deflate',
  encode,
  decode: inflate,
  steps: (bytes: Uint8Array) => explain(encode(bytes)),
});
