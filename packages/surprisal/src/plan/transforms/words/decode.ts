import { StreamError } from '../../../base/errors.js';
import { BIG_OF, CODES, Form, LITERAL, SPACE, WORD_MAX } from './alphabet.js';
import { readDictionary, wordOf } from './dictionary.js';

/** Text bytes of one coded byte, at most: a space and a word. */
const TEXT_A_BYTE = 1 + WORD_MAX;

/**
 * `encodeWords` undone; for any bytes, in time and memory of the order of the coded bytes and `size`.
 *
 * @param short words that have codes of one byte, 0 … 128. @param size bytes of the text.
 * @param offset of the code in the stream, for the error.
 * @throws {StreamError} `damaged`, when `coded` is no coded text, or one of another size.
 */
export function decodeWords(coded: Uint8Array, short: number, size: number, offset = 0): Uint8Array<ArrayBuffer> {
  const damaged = (message: string): StreamError => new StreamError('damaged', message, offset);
  // Before there is any text: memory is reserved for no more of it than the coded bytes can stand for.
  if (size > coded.length * TEXT_A_BYTE) throw damaged(`${coded.length} coded bytes are too few for the text`);
  const dictionary = readDictionary(coded, short);
  if (dictionary === undefined) throw damaged('the dictionary of words is not well formed');

  const { starts } = dictionary;
  const text = new Uint8Array(size);
  let length = 0;
  let afterCode = false;
  for (let i = dictionary.end; i < coded.length; ) {
    let byte = coded[i++]!;
    if (byte < CODES && byte !== Form.CAPITAL && byte !== Form.CAPITALS) {
      let from = i - 1;
      if (byte === LITERAL) {
        from = i++;
        if (from === coded.length) throw damaged('the text ends before a literal byte');
        if (coded[from]! >= CODES) while (i < coded.length && coded[i]! >= CODES) i++;
      }
      if (i - from > size - length) throw damaged('the text is longer than its size');
      while (from < i) text[length++] = coded[from++]!;
      afterCode = false;
      continue;
    }
    let form: Form = Form.SMALL;
    if (byte < CODES) {
      form = byte as Form;
      byte = coded[i++] ?? 0;
      if (byte < CODES) throw damaged('no code follows the mark of a capital');
    }
    let word = byte - CODES;
    if (word >= short) {
      const second = coded[i++] ?? 0;
      if (second < CODES) throw damaged('a code lacks its second byte');
      word = wordOf(byte, second, short);
    }
    if (word >= dictionary.size) throw damaged('a code stands for no word of the dictionary');
    let from = starts[word]!;
    const end = starts[word + 1]! - 1;
    if (end - from + (afterCode ? 1 : 0) > size - length) throw damaged('the text is longer than its size');
    if (afterCode) text[length++] = SPACE;
    if (form !== Form.SMALL) text[length++] = BIG_OF[coded[from++]!]!;
    if (form === Form.CAPITALS) while (from < end) text[length++] = BIG_OF[coded[from++]!]!;
    else while (from < end) text[length++] = coded[from++]!;
    afterCode = true;
  }
  if (length !== size) throw damaged(`the text has ${length} bytes, not ${size}`);
  return text;
}
