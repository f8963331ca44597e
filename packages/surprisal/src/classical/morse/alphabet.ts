/**
 * International Morse code, and how long it takes to send.
 *
 * A signal is on or off for whole units of time. A dot is on for 1 unit, a dash for 3; between the dots and dashes of
 * a sign it is off for 1 unit, between signs for 3, between words for 7. So a signal is a sequence of bits, one per unit,
 * and its duration in units is its length in bits. If each sign includes the gap after it, and a space is 4 more units of
 * silence, this is a prefix code: `e` is 1000, a space 0000.
 *
 * The signs are those of Recommendation ITU-R M.1677-1 (2009), § 1.1, for one character each. Morse does not distinguish
 * capitals from lower-case letters.
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
/** Additional units off for a space: 7 units between words. */
export const SPACE_UNITS = 4;

/** The sign of a character as dots and dashes, or undefined for a capital or a character without a sign. */
export function signOf(character: string): string | undefined {
  return Object.hasOwn(SIGNS, character) ? SIGNS[character] : undefined;
}

/** The character of a sign, or undefined. */
export function characterOf(sign: string): string | undefined {
  return CHARACTERS.get(sign);
}

/** Duration of a sign in units, including the gap after it. */
export function unitsOf(sign: string): number {
  let units = SIGN_GAP_UNITS + (sign.length - 1) * ELEMENT_GAP_UNITS;
  for (const element of sign) units += element === '.' ? DOT_UNITS : DASH_UNITS;
  return units;
}

/**
 * Duration of a text in units: 50 for "PARIS" and the space after it.
 * @throws {RangeError} when it contains a character without a sign.
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
