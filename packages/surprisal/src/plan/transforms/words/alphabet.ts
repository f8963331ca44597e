/**
 * Coded text: a text in which the frequent words stand as codes of one byte or two, so that a model of the same
 * orders sees further back, and has fewer bytes to predict.
 *
 * A word is a run of letters, as long as it goes; letters are A … Z, a … z and all bytes of 128 and more. In coded
 * text a byte means
 *
 *   1               the next byte begins a code, and the first letter of its word is a capital
 *   2               the next byte begins a code, and all letters of its word are capitals
 *   3               what follows stands for itself: one byte below 128, or a run of bytes of 128 and more, as far as
 *                   it goes
 *   128 … lead - 1  a word of the dictionary
 *   lead … 255      a word of the dictionary, together with the next byte, which is 128 or more
 *   all others      itself
 *
 * and one space between two codes is left out: a code that comes right after another, or with only its 1 or 2 between,
 * stands for a space and its word.
 *
 * Here are the bytes; the codes and the dictionary that comes before the text are in dictionary.ts.
 */
export const LITERAL = 3;
export const SPACE = 32;
export const NEWLINE = 10;
/** From here on a byte is a letter of another script, and in coded text the first or second byte of a code. */
export const CODES = 128;

/** How a word is written. As numbers CAPITAL and CAPITALS are the bytes before its code. */
export const Form = Object.freeze({ SMALL: 0, CAPITAL: 1, CAPITALS: 2, MIXED: 3 } as const);
export type Form = (typeof Form)[keyof typeof Form];

/** What a byte is in a word: no part of one, or a letter: small, capital, or of another script, which has no case here. */
export const Letter = Object.freeze({ NONE: 0, SMALL: 1, BIG: 2, HIGH: 3 } as const);

/** What each byte is: a number of Letter. Shape (256). */
export const LETTERS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= CODES) return Letter.HIGH;
  if (byte >= 97 && byte <= 122) return Letter.SMALL;
  return byte >= 65 && byte <= 90 ? Letter.BIG : Letter.NONE;
});

/** Difference of a small letter and its capital. */
const CASE = 32;
/** Each byte, capitals made small. Shape (256). */
export const SMALL_OF: Uint8Array = LETTERS.map((letter, byte) => (letter === Letter.BIG ? byte + CASE : byte));
/** Each byte, small letters made capitals. Shape (256). */
export const BIG_OF: Uint8Array = LETTERS.map((letter, byte) => (letter === Letter.SMALL ? byte - CASE : byte));

/** Letters of a word that has a code, at most. */
export const WORD_MAX = 40;
