/**
 * The cost of the classical symbol codes on a sequence, compared with its entropy.
 *
 *   entropy     n H: no code that knows the frequencies and codes each symbol by itself is shorter
 *   Huffman     n H … n (H + 1): the best code with whole bits for each symbol
 *   arithmetic  n H … n H + 2: one codeword for the whole sequence
 *   Morse       the duration of the signal, with one on/off bit per unit
 *
 * The table of frequencies or codes, which a decoder also needs, is not counted. The codecs of 'surprisal/classical' send
 * it.
 *
 * Sources: Huffman (1952); T. M. Cover and J. A. Thomas, "Elements of Information Theory", § 5.4 (the bound of Huffman's
 * code), § 5.9 (one codeword of ⌈−log2 p⌉ + 1 bits for a sequence of probability p: Shannon–Fano–Elias).
 */

import { log2 } from '../../base/elementary.js';
import { huffmanLengths } from '../../classical/huffman/lengths.js';
import { morseUnits } from '../../classical/morse/alphabet.js';
import { frequencies, type Sequence, sequenceEntropy, valuesOf } from './sequences.js';

/** The cost of a code on a sequence. */
export interface CodeCost {
  /** Symbols of the sequence. */
  readonly symbols: number;
  /** Bits of their code. */
  readonly bits: number;
  /** bits / symbols; 0 for an empty sequence. */
  readonly bitsPerSymbol: number;
  /** H_0 of the sequence: the least bits per symbol. */
  readonly entropy: number;
  /** bitsPerSymbol − entropy: the redundancy of the code, in bits per symbol. */
  readonly redundancy: number;
}

/**
 * The cost of a Huffman code made for the sequence.
 * @param limit maximum bits of a codeword. Default: no limit.
 * @throws {RangeError} when there are too many symbols for codewords this short.
 */
export function huffmanCost(sequence: Sequence, limit?: number): CodeCost {
  const { counts } = frequencies(sequence);
  const lengths = huffmanLengths(counts, limit);
  return costOf(
    sequence,
    counts.reduce((sum, count, i) => sum + count * lengths[i]!, 0),
  );
}

/** The cost of an exact arithmetic code that knows the frequencies: ⌈n H⌉ + 1 bits for the sequence. */
export function arithmeticCost(sequence: Sequence): CodeCost {
  const { counts } = frequencies(sequence);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bits = counts.reduce((sum, count) => sum - count * log2(count / total), 0);
  return costOf(sequence, total === 0 ? 0 : Math.ceil(bits) + 1);
}

/** The cost of Morse code, in units of time. @throws {RangeError} when a character has no sign. */
export function morseCost(text: string): CodeCost {
  return costOf(text.toLowerCase(), morseUnits(text));
}

function costOf(sequence: Sequence, bits: number): CodeCost {
  const symbols = valuesOf(sequence).length;
  const entropy = sequenceEntropy(sequence);
  const bitsPerSymbol = symbols === 0 ? 0 : bits / symbols;
  return { symbols, bits, bitsPerSymbol, entropy, redundancy: bitsPerSymbol - entropy };
}
