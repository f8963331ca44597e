/** Units of information and of compressed size, and conversions between them. */
import { type Bytes, bytesOf, bytesOfText } from '../../base/bytes.js';
import { exp2, log2 } from '../../base/elementary.js';
import { checkNumber } from './checks.js';

const MAX = Number.MAX_VALUE;

/** Bits for each byte of content. @param bits at least 0. @param bytes of content, above 0. */
export function bitsPerByte(bits: number, bytes: number): number {
  return quotient(bits, 'bits', bytes, 'bytes');
}

/** Bits for each character, which is a code point. @param text the content: a string, or bytes in UTF-8. */
export function bitsPerCharacter(bits: number, text: string | Bytes): number {
  return quotient(bits, 'bits', codePoints(text), 'the characters of text');
}

/** Content bytes per byte of code: 4 when the code is a quarter of the content. */
export function compressionRatio(contentBytes: number, codeBytes: number): number {
  return quotient(contentBytes, 'contentBytes', codeBytes, 'codeBytes');
}

/** The saved part of the content: 0.75 when the code is a quarter of it, below 0 when the code is larger. */
export function spaceSaving(contentBytes: number, codeBytes: number): number {
  return 1 - quotient(codeBytes, 'codeBytes', contentBytes, 'contentBytes');
}

/** The compression ratio for a given number of bits per byte. */
export function ratioOfBitsPerByte(bits: number): number {
  return quotient(8, 'bits', bits, 'bits per byte');
}

/** Bits per byte for a given compression ratio. */
export function bitsPerByteOfRatio(ratio: number): number {
  return quotient(8, 'bits', ratio, 'ratio');
}

/** Bits per character of a text, from its bits per byte. @param text a string, or bytes in UTF-8. */
export function bitsPerCharacterOfBitsPerByte(bits: number, text: string | Bytes): number {
  return bitsPerCharacter(bits * bytesOfText(text).length, text);
}

/** 2^bits: the faces of a fair die with the same entropy. @param bits per symbol. */
export function perplexityOfBits(bits: number): number {
  checkNumber('bits', bits, 0, MAX);
  return exp2(bits);
}

/** log2 of a perplexity: bits per symbol. */
export function bitsOfPerplexity(perplexity: number): number {
  checkNumber('perplexity', perplexity, 1, MAX);
  return log2(perplexity);
}

/** Bits as nats: information to base e. */
export function toNats(bits: number): number {
  checkNumber('bits', bits, -MAX, MAX);
  return bits * Math.LN2;
}

/** Nats as bits. */
export function toBits(nats: number): number {
  checkNumber('nats', nats, -MAX, MAX);
  return nats / Math.LN2;
}

/**
 * Number of code points of a text.
 * @param text a string, or bytes in UTF-8. @throws {RangeError} when the bytes are not UTF-8.
 */
export function codePoints(text: string | Bytes): number {
  let count = 0;
  if (typeof text === 'string') {
    for (const _ of text) count++;
    return count;
  }
  const bytes = bytesOf(text);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RangeError('the bytes are not UTF-8');
  }
  // Counts all bytes except continuation bytes: 10xxxxxx.
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) count++;
  return count;
}

function quotient(of: number, ofName: string, by: number, byName: string): number {
  checkNumber(ofName, of, 0, MAX);
  checkNumber(byName, by, Number.MIN_VALUE, MAX);
  return of / by;
}
