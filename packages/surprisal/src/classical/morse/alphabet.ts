/**
 * International Morse code, and how long it takes to send.
 *
 * A signal is on or off for whole units of time. A dot is on for 1 unit, a dash for 3; between the dots and dashes of
 * a sign it is off for 1 unit, between signs for 3, between words for 7. So a signal is a row of bits, one for each
 * unit, and its duration in units is its length in bits. With the gap after each sign taken as part of it, and a space as
 * 4 units more of silence, this is a prefix code: `e` is 1000, a space 0000.
 *
 * The signs are those of Recommendation ITU-R M.1677-1 (2009), § 1.1, for one character each. Morse does not tell
 * capitals from small letters.
 */
// biome-ignore format: a table
const SIGNS: Readonly<Record<string, string>> = {
  a: '.-', b: '-...', c: '-.-.', d: '-..', e: '.', f: '..-.', g: '--.', h: '....', i: '..', j: '.---', k: '-.-',
  l: '.-..', m: '--', n: '-.', o: '---', p: '.--.', q: '--.-', r: '.-.', s: '...', t: '-', u: '..-', v: '...-',
  w: '.--', x: '-..-', y: '-.--', z: '--..', é: '..-..',
  1: '.----', 2: '..---', 3: '...--', 4: '....-', 5: '.....', 6: '-....', 7: '--...', 8: '---..', 9: '----.',
  0: '-----',
  '.': '.-.-.-', ',': '--..--', ':': '---...', '?': '..--..', "'": '.----.', '-': '-....-', '/': '-..-.',
  '(': '-.--.', ')': '-.--.-', '"': '.-..-.', '=': '-...-', '+': '.-.-.', '@': '.--.-.',
};
const CHARACTERS = new Map(Object.entries(SIGNS).map(([character, sign]) => [sign, character]));

const DOT_UNITS = 1;
const DASH_UNITS = 3;
/** Off between the dots and dashes of a sign. */
const ELEMENT_GAP_UNITS = 1;
/** Off after a sign. */
const SIGN_GAP_UNITS = 3;
/** How much longer it is off for a space: 7 units between words. */
export const SPACE_UNITS = 4;

/** The sign of a character as dots and dashes, or undefined: there is none, or it is a capital. */
export function signOf(character: string): string | undefined {
  return Object.hasOwn(SIGNS, character) ? SIGNS[character] : undefined;
}

/** The character of a sign, or undefined. */
export function characterOf(sign: string): string | undefined {
  return CHARACTERS.get(sign);
}

/** How long a sign takes, in units, with the gap after it. */
export function unitsOf(sign: string): number {
  let units = SIGN_GAP_UNITS + (sign.length - 1) * ELEMENT_GAP_UNITS;
  for (const element of sign) units += element === '.' ? DOT_UNITS : DASH_UNITS;
  return units;
}

/**
 * How long a text takes to send, in units: 50 for "PARIS" and the space after it.
 * @throws {RangeError} when it holds a character that Morse has no sign for.
 */
export function morseUnits(text: string): number {
  let units = 0;
  for (const character of text.toLowerCase()) {
    const sign = signOf(character);
    if (sign === undefined && character !== ' ') {
      throw new RangeError(`Morse has no sign for ${JSON.stringify(character)}`);
    }
    units += sign === undefined ? SPACE_UNITS : unitsOf(sign);
  }
  return units;
}
