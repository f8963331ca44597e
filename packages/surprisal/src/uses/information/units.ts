/** Units of information and of compressed size, and what one is in another. */
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

/** Content bytes for each byte of code: 4 when a quarter is left. */
export function compressionRatio(contentBytes: number, codeBytes: number): number {
  return quotient(contentBytes, 'contentBytes', codeBytes, 'codeBytes');
}

/** The part of the content that is saved: 0.75 when a quarter is left, below 0 when the code is larger. */
export function spaceSaving(contentBytes: number, codeBytes: number): number {
  return 1 - quotient(codeBytes, 'codeBytes', contentBytes, 'contentBytes');
}

/** The compression ratio at so many bits per byte. */
export function ratioOfBitsPerByte(bits: number): number {
  return quotient(8, 'bits', bits, 'bits per byte');
}

/** Bits per byte at that compression ratio. */
export function bitsPerByteOfRatio(ratio: number): number {
  return quotient(8, 'bits', ratio, 'ratio');
}

/** Bits per character of a text that costs so many bits per byte. @param text a string, or bytes in UTF-8. */
export function bitsPerCharacterOfBitsPerByte(bits: number, text: string | Bytes): number {
  return bitsPerCharacter(bits * bytesOfText(text).length, text);
}

/** 2^bits: the faces of a fair die whose throw says as much. @param bits per symbol. */
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
 * Code points of a text.
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
  // All bytes but those that continue a character: 10xxxxxx.
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) count++;
  return count;
}

function quotient(of: number, ofName: string, by: number, byName: string): number {
  checkNumber(ofName, of, 0, MAX);
  checkNumber(byName, by, Number.MIN_VALUE, MAX);
  return of / by;
}
