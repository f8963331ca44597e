/** Laws of what is read as text: words, codes of words, tokens, and which words were read before. */
import { describe, expect, test } from 'vitest';
import { Components } from '../support/components.js';

const LEAD = 200;

/** Text, words and details of one past. @param lead first byte of the word codes of two bytes; 0 for plain text. */
async function reader(lead = 0) {
  const kernel = await Components.create();
  kernel.call('makeHistory', 12);
  const text = kernel.call('makeText', lead);
  const words = kernel.call('makeWords', text, 1000);
  const detail = kernel.call('makeDetail', text);
  const byte = (value: number, learning = true): void => {
    kernel.call('append', value);
    kernel.call('perceiveText', text, value);
    kernel.call('perceiveWords', words, value, learning ? 1 : 0);
    kernel.call('perceiveDetail', detail, value);
  };
  return {
    byte,
    read: (x: string, learning = true) => [...x].map((c) => byte(c.charCodeAt(0), learning)),
    text: () => kernel.read('Text', text),
    words: () => kernel.read('Words', words),
    detail: () => kernel.read('Detail', detail),
  };
}

describe('words', () => {
  test('law words: letters so far are whole where they ended a word before, and only there', async () => {
    const r = await reader();
    r.read('a cat saw ');
    const whole = [...'cats sawn'].map((c) => {
      r.read(c);
      return r.words().since > 0;
    });
    //                     c      a      t     s      (gap) s      a      w     n
    expect(whole).toEqual([false, false, true, false, false, false, false, true, false]);
  });

  test('law words: one more octave for twice the distance, from 128 bytes on', async () => {
    for (const [distance, since] of [
      [10, 1],
      [100, 1],
      [140, 2],
      [390, 3],
      [1000, 4],
    ]) {
      const r = await reader();
      r.read(`cat${' '.repeat(distance! - 3)}cat`);
      expect(r.words().since).toBe(since);
    }
  });

  test('law words: while frozen none is remembered', async () => {
    const r = await reader();
    r.read('cat ', false);
    r.read('cat');
    expect(r.words().since).toBe(0);
  });

  test('law words: what followed a word the last two times it came', async () => {
    const r = await reader();
    r.read('cat, cat. X cat');
    expect(r.words().after).toBe(0x2c2e); // a comma, then a full stop
    r.read('; cat');
    expect(r.words().after).toBe(0x2e3b);
  });

  test('law words: kinds of letters: e, a vowel, y, a consonant', async () => {
    const r = await reader();
    r.read('xyae');
    expect(r.words().spelling).toBe(0o4321);
    r.read(' A');
    expect(r.words().spelling).toBe(2);
  });

  test('law words: a phrase goes on through spaces, and ends at any other mark', async () => {
    const r = await reader();
    r.read('red car');
    const [red, car] = [r.words().phrase1, r.words().phrase];
    expect(red).not.toBe(0);
    r.read(', car');
    expect(r.words()).toMatchObject({ phrase: car, phrase1: 0 });
  });
});

describe('text', () => {
  test('law text: words are alike in either case, and stand in order', async () => {
    const r = await reader();
    r.read('Red CAR');
    const now = r.text();
    const other = await reader();
    other.read('a red Car');
    expect(other.text()).toMatchObject({ word: now.word, word1: now.word1, wordLength: 3 });
    other.read(' ');
    expect(other.text()).toMatchObject({ word: 0, word1: now.word, word2: now.word1, wordLength: 0 });
  });

  test('law text: lines, columns, what stands above, and brackets', async () => {
    const r = await reader();
    r.read('  one (two\nabc');
    expect(r.text()).toMatchObject({ column: 3, above: 110, aboveNext: 101, first: 97, indentation: 0 });
    expect(r.text()).toMatchObject({ open: 40, depth: 1 });
    r.read(')\n d');
    expect(r.text()).toMatchObject({ column: 2, indentation: 1, first: 100, open: 0, depth: 0 });
  });

  test('law text: a code of one byte is a whole word at once, one of two bytes with its second', async () => {
    const r = await reader(LEAD);
    r.byte(130);
    const one = r.text();
    expect(one).toMatchObject({ word: 0, wordLength: 0, place: 2 });
    expect(one.word1).not.toBe(0);
    r.byte(LEAD + 3);
    expect(r.text()).toMatchObject({ word1: one.word1, wordLength: 1, place: 1 });
    expect(r.text().word).not.toBe(0);
    r.byte(5);
    expect(r.text()).toMatchObject({ word: 0, word2: one.word1, place: 2 });
    r.read(' ');
    expect(r.text().place).toBe(0);
  });
});

describe('details', () => {
  test('law details: tokens are letters and digits, in either case', async () => {
    const [r, other] = [await reader(), await reader()];
    r.read('aB');
    const before = r.detail().token;
    r.read('12');
    other.read('Ab12');
    expect(r.detail().token).toBe(other.detail().token);
    expect(r.detail().token).not.toBe(0);
    expect(r.detail().token).not.toBe(before);
    const { token } = r.detail();
    r.read('-7');
    expect(r.detail().token1).toBe(token);
    expect(r.detail().token).not.toBe(0);
  });

  test('law details: numbers, groups of characters, and how long ago a capital, a digit and a mark were', async () => {
    const r = await reader();
    r.read('Abc 123.de');
    // A, small letters, a space, digits, a mark, small letters: the last four of them.
    expect(r.detail()).toMatchObject({ digits: 0, number: 0, groups: 0x20302e61 });
    expect(r.detail()).toMatchObject({ sinceCapital: 9, sinceDigit: 3, sinceMark: 2 });
    expect(r.detail().number1).not.toBe(0);
  });
});
