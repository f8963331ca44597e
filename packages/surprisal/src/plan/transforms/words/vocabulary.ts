import { Form, LETTERS, Letter, SMALL_OF, WORD_MAX } from './alphabet.js';

/** Different words that are counted, at most; those that come later are not seen. */
const SIZE_MAX = 1 << 20;
const SIZE_MIN = 4096;
/** Text bytes for each of them, in texts between: hardly any text has a new word as often as that. */
const BYTES_A_WORD = 16;
/** Slots of the hash table for each word, at least: it stays half empty. */
const SLOTS_A_WORD = 2;
/** Slots looked at for a word, at most; beyond, it is not seen. Only a text made to collide gets there. */
const PROBES_MAX = 64;
/** Odd, its bits mixed. */
const MULTIPLIER = 0x2f0b4c47;

/**
 * The different words of a text, capitals taken for small letters, and how often each comes. Words of mixed form
 * ("iPhone") and those that are too long for a code are left out.
 *
 * A hash table with linear probing, in arrays of numbers: nothing is allocated for a word.
 */
export class Vocabulary {
  /** Different words found. */
  size = 0;
  /** How often each comes. Shape (size or more). */
  readonly counts: Int32Array;
  /** Letters of each. Shape (size or more). */
  readonly lengths: Uint8Array;

  // What `scan` came over:
  /** where the word ends, */
  end = 0;
  /** its form, */
  form: Form = Form.SMALL;
  /** its number, or -1 if it is not in the vocabulary. */
  found = -1;

  readonly #text: Uint8Array;
  /** Where each word comes first. */
  readonly #starts: Int32Array;
  /** Number of a word + 1, or 0. */
  readonly #slots: Int32Array;
  /** Where the word that was not found would go, or -1. */
  #slot = -1;

  /** Counts the words of `text`. */
  constructor(text: Uint8Array) {
    const max = Math.min(SIZE_MAX, Math.max(SIZE_MIN, Math.floor(text.length / BYTES_A_WORD)));
    this.#text = text;
    this.#starts = new Int32Array(max);
    this.lengths = new Uint8Array(max);
    this.counts = new Int32Array(max);
    this.#slots = new Int32Array(1 << (32 - Math.clz32(max * SLOTS_A_WORD - 1)));
    for (let i = 0; i < text.length; ) {
      if (LETTERS[text[i]!] === Letter.NONE) {
        i++;
        continue;
      }
      this.scan(i);
      if (this.found >= 0) this.counts[this.found]!++;
      else if (this.#slot >= 0 && this.size < max) this.#add(i);
      i = this.end;
    }
  }

  /** Sets `end`, `form` and `found` to those of the word that begins at `start`. */
  scan(start: number): void {
    const text = this.#text;
    let hash = 0;
    let big = 0;
    let small = 0;
    let i = start;
    for (; i < text.length; i++) {
      const byte = text[i]!;
      const letter = LETTERS[byte]!;
      if (letter === Letter.NONE) break;
      if (letter === Letter.BIG) big++;
      else if (letter === Letter.SMALL) small++;
      hash = Math.imul(hash + SMALL_OF[byte]! + 1, MULTIPLIER);
    }
    this.end = i;
    this.form = formOf(big, small, LETTERS[text[start]!] === Letter.BIG);
    this.found = -1;
    this.#slot = -1;
    if (this.form !== Form.MIXED && i - start <= WORD_MAX) this.#look(start, i - start, hash);
  }

  /** Word `i`, in small letters. */
  word(i: number): Uint8Array {
    const start = this.#starts[i]!;
    return this.#text.slice(start, start + this.lengths[i]!).map((byte) => SMALL_OF[byte]!);
  }

  /** Takes in the word of the last `scan`. */
  #add(start: number): void {
    this.#starts[this.size] = start;
    this.lengths[this.size] = this.end - start;
    this.counts[this.size] = 1;
    this.#slots[this.#slot] = ++this.size;
  }

  /** Sets `found`, or `#slot`. */
  #look(start: number, length: number, hash: number): void {
    const slots = this.#slots;
    const first = hash ^ (hash >>> 15);
    for (let probe = 0; probe < PROBES_MAX; probe++) {
      const slot = (first + probe) & (slots.length - 1);
      const word = slots[slot]! - 1;
      if (word < 0) {
        this.#slot = slot;
        return;
      }
      if (this.lengths[word] === length && this.#isSame(this.#starts[word]!, start, length)) {
        this.found = word;
        return;
      }
    }
  }

  #isSame(a: number, b: number, length: number): boolean {
    const text = this.#text;
    for (let i = 0; i < length; i++) if (SMALL_OF[text[a + i]!] !== SMALL_OF[text[b + i]!]) return false;
    return true;
  }
}

/** The form of a word. @param big capitals. @param small small letters. @param first whether its first is a capital. */
function formOf(big: number, small: number, first: boolean): Form {
  if (big === 0) return Form.SMALL;
  if (big === 1 && first) return Form.CAPITAL;
  return small === 0 ? Form.CAPITALS : Form.MIXED;
}
