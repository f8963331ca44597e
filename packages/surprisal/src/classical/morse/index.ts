/**
 * Morse code as a codec: a signal, one bit for each unit of time, 1 for on (alphabet.ts).
 *
 * Lower-case letters, digits and punctuation are sent as their signs; a space is silence. To encode arbitrary bytes, two
 * signs that the Recommendation leaves free are marks:
 *
 *   ..--   capital: the next letter is upper case
 *   ----   byte: the next two signs, 0 … 9 and a … f, are the byte in hexadecimal
 *
 * Bytes that are not UTF-8, and characters without a sign, are sent as bytes in hexadecimal.
 *
 *   units of the signal, a varint; the signal, the lowest bit of each byte first, and zeros up to the next byte
 */
import { StreamError } from '../../base/errors.js';
import { BitReader } from '../bits/reader.js';
import { BitWriter } from '../bits/writer.js';
import { checkSizeLimit, codecOf, type DecodeOptions, readSize, sizeBytes } from '../codec.js';
import { OutputBuffer } from '../output-buffer.js';
import type { SignStep } from '../steps.js';
import { characterOf, SPACE_UNITS, signOf, unitsOf } from './alphabet.js';

const CAPITAL = '..--';
const BYTE = '----';
/** Maximum number of dots and dashes of a sign. */
const ELEMENTS_MAX = 6;

function encode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let units = 0;
  const signal = new BitWriter();
  for (const { sign, units: duration } of steps(bytes)) {
    units += duration;
    for (const element of sign) {
      if (element === '.') signal.write(0b01, 2);
      else signal.write(0b0111, 4);
    }
    // An element is off for one unit, after a sign for two more; a space is off for four.
    signal.write(0, sign === '' ? SPACE_UNITS : 2);
  }
  const code = new BitWriter(sizeBytes(units));
  code.append(signal.done());
  return code.done();
}

function decode(code: Uint8Array, options: DecodeOptions): Uint8Array<ArrayBuffer> {
  const content = new OutputBuffer(checkSizeLimit(options));
  const { size: units, start } = readSize(code, Number.POSITIVE_INFINITY);
  const reader = new BitReader(code, start);
  const utf8 = new TextEncoder();
  let left = units;
  const take = (): number => {
    if (left-- === 0) throw reader.damaged('the signal ends within a sign');
    return reader.read(1);
  };
  /** Dots and dashes up to the gap, or nothing for a space. */
  const takeSign = (): string => {
    let sign = '';
    let on = 0;
    for (let off = 0; ; ) {
      if (take() === 1) {
        if (on === 0 && off !== (sign === '' ? 0 : 1)) throw reader.damaged(`invalid gap of ${off} units`);
        on++;
        off = 0;
        continue;
      }
      off++;
      if (on === 1) sign += '.';
      else if (on === 3) sign += '-';
      else if (on > 0) throw reader.damaged(`invalid element of ${on} units`);
      on = 0;
      if (sign.length > ELEMENTS_MAX) throw reader.damaged('a sign is too long');
      if (off === (sign === '' ? SPACE_UNITS : 3)) return sign;
    }
  };
  const takeCharacter = (what: string): string => {
    const character = characterOf(takeSign());
    if (character === undefined) throw reader.damaged(`unknown ${what}`);
    return character;
  };
  const takeDigit = (): number => {
    const digit = '0123456789abcdef'.indexOf(takeCharacter('digit'));
    if (digit === -1) throw reader.damaged('a byte is not written as two hexadecimal digits');
    return digit;
  };
  while (left > 0) {
    const sign = takeSign();
    if (sign === '') content.push(0x20);
    else if (sign === BYTE) content.push(takeDigit() * 16 + takeDigit());
    else if (sign === CAPITAL) {
      const letter = takeCharacter('letter');
      const capital = letter.toUpperCase();
      if (capital === letter) throw reader.damaged(`'${letter}' has no capital`);
      content.append(utf8.encode(capital));
    } else {
      const character = characterOf(sign);
      if (character === undefined) throw reader.damaged(`unknown sign ${sign}`);
      content.append(utf8.encode(character));
    }
  }
  reader.finish();
  return content.done();
}

/** The signs of the signal. @throws {TypeError} when the input is not bytes. */
function* steps(bytes: Uint8Array): Generator<SignStep, void> {
  const step = (at: number, text: string, sign: string): SignStep => {
    return { kind: 'sign', at, text, sign, units: sign === '' ? SPACE_UNITS : unitsOf(sign) };
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    // The only two-byte character with a sign.
    const accented = byte === 0xc3 && (bytes[at + 1]! | 0x20) === 0xa9;
    const character = accented ? (bytes[at + 1] === 0xa9 ? 'é' : 'É') : byte < 0x80 ? String.fromCharCode(byte) : '';
    const small = character.toLowerCase();
    const sign = signOf(small);
    if (character === ' ') yield step(at, ' ', '');
    else if (sign !== undefined) {
      if (small !== character) yield step(at, 'capital', CAPITAL);
      yield step(at, small, sign);
    } else {
      yield step(at, 'byte', BYTE);
      for (const digit of byte.toString(16).padStart(2, '0')) yield step(at, digit, signOf(digit)!);
    }
    if (accented) at++;
  }
}

/**
 * The text of dots and dashes. Signs are separated by one space, words by ` / `.
 * @throws {StreamError} `damaged`, for an unknown sign.
 */
export function fromMorse(signs: string): string {
  return signs
    .trim()
    .split(/\s+/)
    .map((sign) => {
      const character = sign === '/' ? ' ' : characterOf(sign);
      if (character === undefined && sign !== '') throw new StreamError('damaged', `unknown sign ${sign}`, 0);
      return character ?? '';
    })
    .join('');
}

/**
 * A text as dots and dashes. Signs are separated by one space, words by ` / `. Capitals are sent as lower-case letters.
 * @throws {RangeError} when a character has no sign.
 */
export function toMorse(text: string): string {
  return [...text.trim().toLowerCase().replace(/\s+/g, ' ')]
    .map((character) => {
      const sign = character === ' ' ? '/' : signOf(character);
      if (sign === undefined) throw new RangeError(`Morse has no sign for ${JSON.stringify(character)}`);
      return sign;
    })
    .join(' ');
}

export const morse = codecOf({ name: 'morse', encode, decode, steps });
