/**
 * The code of codeword lengths: RFC 1951, § 3.2.7.
 *
 * The lengths are written as symbols: 0 … 15 a length; 16 repeats the previous length 3 to 6 times (2 bits give the
 * count); 17 is zero, 3 to 10 times (3 bits); 18 is zero, 11 to 138 times (7 bits). These symbols have a Huffman code of
 * at most 7 bits. Its lengths come first, 3 bits each, in an order that makes the last ones likely to be 0. Trailing
 * zeros are left out.
 */
import type { BitReader } from '../bits/reader.js';
import type { BitWriter } from '../bits/writer.js';
import { codewords, decodingTable, lookUp } from './codewords.js';
import { huffmanLengths } from './lengths.js';

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const SYMBOLS = 19;
const REPEAT = 16;
const ZEROS = 17;
const MANY_ZEROS = 18;
const LENGTH_BITS = 3;
const CODEWORD_BITS = 7;
/** Lengths that are always sent. */
const SENT_MIN = 4;
/** Bits of the count after symbols 16, 17 and 18, and the smallest count. */
const EXTRA_BITS = [2, 3, 7] as const;
const REPEAT_MIN = [3, 3, 11] as const;

/** Lengths ready to send. */
export interface CodedLengths {
  /** symbol + 32 · (count - smallest count). */
  readonly runs: Uint16Array;
  /** Codeword lengths of these symbols. Shape (19). */
  readonly lengths: ArrayLike<number>;
  /** How many of these are sent, in ORDER. */
  readonly sent: number;
  /** Total bits, without the number of lengths sent. */
  readonly bits: number;
}

export function codeLengths(lengths: ArrayLike<number>): CodedLengths {
  const runs = new Uint16Array(lengths.length);
  const counts = new Uint32Array(SYMBOLS);
  let size = 0;
  const put = (symbol: number, times = 0): void => {
    runs[size++] = symbol + 32 * times;
    counts[symbol]!++;
  };
  for (let i = 0; i < lengths.length; ) {
    const length = lengths[i]!;
    let end = i + 1;
    while (end < lengths.length && lengths[end] === length) end++;
    if (length !== 0) {
      put(length);
      i++;
    }
    while (end - i >= 3) {
      const symbol = length !== 0 ? REPEAT : end - i < REPEAT_MIN[2] ? ZEROS : MANY_ZEROS;
      const least = REPEAT_MIN[symbol - REPEAT]!;
      let times = Math.min(end - i, least + (1 << EXTRA_BITS[symbol - REPEAT]!) - 1);
      // One or two left over would be sent as single lengths, so the last run leaves three.
      const left = end - i - times;
      if (left === 1 || left === 2) times -= 3 - left;
      put(symbol, times - least);
      i += times;
    }
    for (; i < end; i++) put(length);
  }
  // A decoder may reject a code with one codeword, so there are always at least two.
  const used = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (used < 2) counts[counts[0] === 0 ? 0 : 1] = 1;
  const code = huffmanLengths(counts, CODEWORD_BITS);
  let sent = SYMBOLS;
  while (sent > SENT_MIN && code[ORDER[sent - 1]!] === 0) sent--;
  let bits = LENGTH_BITS * sent;
  for (let i = 0; i < size; i++) {
    const symbol = runs[i]! & 31;
    bits += code[symbol]! + (symbol < REPEAT ? 0 : EXTRA_BITS[symbol - REPEAT]!);
  }
  return { runs: runs.subarray(0, size), lengths: code, sent, bits };
}

/** Writes everything except the number of lengths sent. */
export function writeLengths(writer: BitWriter, { runs, lengths, sent }: CodedLengths): void {
  for (let i = 0; i < sent; i++) writer.write(lengths[ORDER[i]!]!, LENGTH_BITS);
  const words = codewords(lengths);
  for (const run of runs) {
    const symbol = run & 31;
    writer.write(words[symbol]!, lengths[symbol]!);
    if (symbol >= REPEAT) writer.write(run >>> 5, EXTRA_BITS[symbol - REPEAT]!);
  }
}

/** Reads `n` lengths. @param sent number of lengths of their code that come first: 4 to 19. @throws {StreamError} */
export function readLengths(reader: BitReader, n: number, sent: number): Uint8Array {
  const code = new Uint8Array(SYMBOLS);
  for (let i = 0; i < sent; i++) code[ORDER[i]!] = reader.read(LENGTH_BITS);
  const table = decodingTable(code, CODEWORD_BITS);
  // A lone codeword is not accepted here.
  if (table === undefined || code.reduce((used, length) => used + (length > 0 ? 1 : 0), 0) < 2) {
    throw reader.damaged('the code-length code is not a valid prefix code');
  }
  const lengths = new Uint8Array(n);
  for (let i = 0; i < n; ) {
    const entry = lookUp(table, reader.ahead());
    reader.skip(entry & 15);
    const symbol = entry >>> 4;
    if (symbol < REPEAT) {
      lengths[i++] = symbol;
      continue;
    }
    if (symbol === REPEAT && i === 0) throw reader.damaged('a length is repeated before the first one');
    const times = REPEAT_MIN[symbol - REPEAT]! + reader.read(EXTRA_BITS[symbol - REPEAT]!);
    if (i + times > n) throw reader.damaged('there are more lengths than announced');
    lengths.fill(symbol === REPEAT ? lengths[i - 1]! : 0, i, i + times);
    i += times;
  }
  reader.checkEnd();
  return lengths;
}
