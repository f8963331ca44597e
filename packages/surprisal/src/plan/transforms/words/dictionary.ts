import { CODES, LETTERS, Letter, NEWLINE, WORD_MAX } from './alphabet.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * The dictionary of a coded text: its words in order, each in small letters and with a line end; then one more line end.
 *
 * The first `short` of the words have codes of one byte, word i the byte 128 + i. The others have codes of two: with
 * lead = 128 + short, word short + i has the bytes lead + floor(i / 128), 128 + i mod 128. So there are
 * short + 128 (128 - short) codes.
 *
 * Both parts are in the order of their bytes, not of their counts: neighbours then begin alike, which makes the
 * dictionary cheap to encode, and words that begin alike have codes that are near.
 */

/** Values of a byte of a code: 128 … 255. */
const VALUES = 256 - CODES;
/** Words that are chosen, at most: as many as leave a quarter of the first bytes to the short codes. */
const CHOSEN_MAX = 96 * VALUES;

/** Codes there are. @param short those of one byte, 0 … 128. */
function codes(short: number): number {
  return short + (VALUES - short) * VALUES;
}

/** The code of word `i`: its first byte, and its second or 0. */
export function codeOf(i: number, short: number): readonly [first: number, second: number] {
  if (i < short) return [CODES + i, 0];
  const rest = i - short;
  return [CODES + short + Math.floor(rest / VALUES), CODES + (rest % VALUES)];
}

/** The word of a code of two bytes: `codeOf` undone. */
export function wordOf(first: number, second: number, short: number): number {
  return short + (first - CODES - short) * VALUES + (second - CODES);
}

/**
 * Chooses the words whose codes save most bytes. @param minimum how often a word must come.
 * @returns the words, as numbers of the vocabulary, in the order of the dictionary, and how many have short codes.
 */
export function chooseWords(vocabulary: Vocabulary, minimum: number): { words: readonly number[]; short: number } {
  const { counts, lengths } = vocabulary;
  /** Bytes saved in the text by a code of two bytes: mostly a space goes with the word. */
  const saved = (i: number): number => counts[i]! * (lengths[i]! + 1 - 2);
  let words: number[] = [];
  for (let i = 0; i < vocabulary.size; i++) if (counts[i]! >= minimum && saved(i) > lengths[i]!) words.push(i);
  words = words.sort((a, b) => saved(b) - saved(a) || a - b).slice(0, CHOSEN_MAX);
  // Each byte taken as a lead is one short code less and 128 long ones more.
  const leads = Math.max(0, Math.ceil((words.length - VALUES) / (VALUES - 1)));
  const short = Math.min(words.length, VALUES - leads);
  words.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const sorted = (part: readonly number[]): number[] =>
    part
      .map((i) => ({ i, word: vocabulary.word(i) }))
      .sort((a, b) => compare(a.word, b.word))
      .map(({ i }) => i);
  return { words: [...sorted(words.slice(0, short)), ...sorted(words.slice(short))], short };
}

/** Order of bytes, compared from the first; what begins another comes before it. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** Where the words are in a coded text. */
export interface Dictionary {
  /** How many there are. */
  readonly size: number;
  /** Where each begins, and one more: word i ends before the line end at starts[i + 1] - 1. Shape (size + 1 or more). */
  readonly starts: Int32Array;
  /** Where the dictionary ends and the text begins. */
  readonly end: number;
}

/**
 * Reads the dictionary at the start of `coded`, any bytes.
 * @returns undefined when it does not end, a word is too long or not of small letters, or there are more than codes.
 */
export function readDictionary(coded: Uint8Array, short: number): Dictionary | undefined {
  const max = codes(short);
  const starts = new Int32Array(max + 1);
  let at = 0;
  for (let size = 0; size <= max; size++) {
    const start = at;
    while (at < coded.length && isWordByte(coded[at]!)) at++;
    if (coded[at] !== NEWLINE || at - start > WORD_MAX) return undefined;
    at++;
    if (at - start === 1) return { size, starts, end: at };
    if (size < max) starts[size + 1] = at;
  }
  return undefined;
}

/** Whether a byte may be in a word of the dictionary. */
function isWordByte(byte: number): boolean {
  return LETTERS[byte] === Letter.SMALL || LETTERS[byte] === Letter.HIGH;
}
