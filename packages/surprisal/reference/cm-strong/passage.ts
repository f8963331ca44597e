import type { History } from '../context/history.js';
import type { Passage } from '../context/passage.js';
import type { Text } from '../context/text.js';
import type { Vocabulary } from '../context/vocabulary.js';
import { hash2, hash3 } from '../numbers.js';

/** 14 caseless contexts of cm-max for text, as `wordContexts` has ten. */
export function passageWordContexts(h: History, t: Text, v: Vocabulary, p: Passage): number[] {
  const length = t.wordLength;
  const { stage } = v;
  const [token, token1, token2] = p.tokens;
  return [
    // Words, gaps, words skipped; of letters, and of letters and digits.
    hash2(t.word, t.gap),
    hash3(hash2(t.gap, t.word1), p.gap1, t.word2),
    hash3(t.word, t.word1, p.gap1),
    hash3(hash2(t.word, t.word1), p.gap1, t.word2),
    hash3(t.word1, t.gap, v.since),
    hash2(t.word, h.position >>> 10),
    hash2(t.word, t.open),
    hash3(length > 0 ? t.word : t.word1, t.word2, t.word3),
    hash2(token, token1),
    hash3(token, token1, token2),
    // Letters.
    t.letters,
    hash3(stage, t.letters & 0xffff, Math.min(length, 3)),
    hash3(stage, t.letters & 0xffffff, Math.min(length, 4)),
    hash3(stage, t.letters, Math.min(length, 5)),
  ];
}

/** The other 70 contexts of cm-max for text, beside those of cm-strong. Twin of kernel/views/text/max.ts. */
export function passageContexts(h: History, t: Text, v: Vocabulary, p: Passage): number[] {
  const c4 = h.last4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const length = t.wordLength;
  const [low, high] = v.patterns;
  const { stage } = v;
  const word = length > 0 ? t.word : t.word1;
  const { marks } = p;
  const [groups, groups1, groups2] = p.groups;
  const grown = Number(p.grown);
  const [token, , token2, token3] = p.tokens;
  return [
    // Words, gaps, words skipped.
    hash3(t.word, p.gap1, c1),
    hash3(t.word1, t.gap, c1),
    hash3(t.word, t.word3, c1),
    hash3(hash2(t.word, t.word2), t.word3, c1),
    hash3(hash2(t.word, t.word1), t.word3, c1),
    hash3(t.word, t.key, c1),
    // The same of letters and digits.
    hash3(token, token2, c1),
    hash3(token, token3, c1),
    // Kinds of letters.
    hash3(low, high, c1),
    hash3(low, high, c2),
    low,
    hash3(low, high & 0xffff, c1),
    hash2(low & 0xffff, c2),
    hash3(low, c4 & 0xffffff, 1),
    p.halves & 0xfff,
    p.halves,
    hash2(t.outline, c1),
    hash2(t.outline, c2),
    hash2(t.shape, c1),
    hash2(t.shape & 0xfff, c4 & 0xffff00),
    hash3(t.shape & 0xfff, p.halves & 0xfff0, 2),
    // Groups of characters.
    hash3(hash2(groups2, groups1), groups, grown),
    hash3(groups1, groups, grown),
    hash3(groups1 & 0xffff, groups, grown),
    hash2(groups, grown),
    hash2(groups & 0xffff, grown),
    hash3(hash2(groups1 & 0xffffff, groups), c2, grown),
    hash3(hash2(groups1 & 0xff, groups), c4 & 0xffffff, grown),
    hash3(hash2(groups1 & 0xff, groups), t.word, grown),
    // What followed this token before.
    hash2(stage, v.after),
    hash3(stage, v.after & 0xff, c1),
    hash3(stage, v.after & 0xff, c2),
    hash2(v.after, low),
    hash3(v.after & 0xff, low, high),
    // Sentences.
    hash3(t.word, t.word1, marks & 5),
    hash3(t.word, t.word2, marks),
    hash3(word, t.shape & 0xfff, marks),
    hash3(word, c1, p.segment),
    hash3(word, c1, p.segment1),
    hash3(hash2(word, c1), marks, Math.min(p.words, 3)),
    hash3(t.word1, c1, hash2(length < 6 ? p.initial : 0, marks & 24)),
    hash3(word, c1, p.initial),
    hash3(low, marks, p.initial),
    hash3(t.word, marks, Math.min(length, 5)),
    hash3(t.open, stage, low & 0xff),
    hash3(t.open, t.depth, low & 0xffff),
    // Lines, and places in them.
    p.line,
    hash3(p.lineAbove, t.column, low & 0xff),
    hash2(p.lineAbove, p.line),
    hash3(p.width, t.column, hash2(t.above, c1)),
    hash3(t.above, t.aboveNext, t.column),
    hash2(t.column, low & 0xff),
    hash2(t.column, p.width),
    hash3(t.column, t.first, hash2(low & 0xff, Number(p.sinceCapital < t.column))),
    hash3(t.column >>> 1, Math.min(p.sinceMark, 13), Math.min(p.sinceCapital, 13)),
    hash2(t.lineStart, c1),
    hash2(t.lineStart, 1),
    hash2(t.first, c1),
    hash2(t.lineWord, c1),
    hash2(t.lineWord, low & 0xffff),
    hash3(t.field, t.lineWord, c1),
    hash3(t.field, p.width, c2),
    // Whether the word may end, by what is open.
    hash3(t.open, t.depth, stage),
    hash3(t.open, t.key, stage),
    hash3(t.open, t.gap, stage),
    hash3(t.open, groups & 0xffff, stage),
    // Numbers.
    hash2(p.number, groups & 0xffff),
    hash3(p.number1, p.digits, groups & 0xffff),
    hash2(p.number, p.number1),
    hash2(p.number, t.word1),
  ];
}
