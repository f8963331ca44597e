import type { History } from '../context/history.js';
import type { Indirect } from '../context/indirect.js';
import type { Text } from '../context/text.js';
import type { Vocabulary } from '../context/vocabulary.js';
import { hash2, hash3 } from '../numbers.js';

/** Ten contexts of words, the caseless ones of `HashedContexts`. */
export function wordContexts(t: Text, v: Vocabulary): number[] {
  const [phrase, phrase1, phrase2] = v.phrase as [number, number, number];
  const { stage } = v;
  return [
    hash2(t.word, t.word1),
    hash3(t.word, t.word1, t.word2),
    hash3(t.word, t.first, t.wordLength),
    hash3(phrase, phrase1, phrase2),
    hash3(t.indentation, t.first, t.word),
    hash3(t.open, t.key, t.word),
    hash2(t.outline & 0xffffff, t.word),
    // Whether the word may end.
    hash2(t.word, v.since),
    hash2(stage, v.spelling),
    hash2(Math.min(t.wordLength, 4) * 4 + v.ending, t.wordLength > 0 ? t.letters & 0xff : 0),
  ];
}

/**
 * The other 35 contexts of cm-strong for text of any kind: prose, markup, code, JSON, tables, logs.
 * Twin of kernel/views/text/strong.ts.
 */
export function textContexts(h: History, t: Text, v: Vocabulary, i: Indirect): number[] {
  const c4 = h.last4;
  const c8 = h.last8;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const c3 = c4 & 0xffffff;
  const [pattern, older] = v.patterns;
  const { stage } = v;
  return [
    // The last n bytes.
    0,
    c1,
    c2,
    c3,
    c4,
    hash2(c4, c8 & 0xff),
    hash2(c4, c8 & 0xffff),
    hash2(c4, c8 & 0xffffff),
    hash2(c4, c8),
    h.hash(10),
    // Words, and words skipped.
    hash3(t.word, t.word2, c1),
    hash3(t.word, t.gap, c1),
    hash3(t.word, c1, i.after1 & 0xff),
    hash3(t.lineWord, t.word, c1),
    // Whether the word may end.
    hash3(stage, t.open, pattern & 0xff),
    hash2(stage, v.after),
    // The kinds of the last eight bytes.
    hash2(pattern, older),
    // Some of the last bytes.
    c4 & 0xffff00,
    c4 & 0xff00ff,
    c4 & 0xffffff00,
    c4 & 0xff00,
    // The line above, columns and fields.
    hash3(t.above, t.aboveNext, c1),
    hash3(t.above, t.column, t.first),
    hash2(t.column, c1),
    hash3(t.field, t.above, c1),
    hash3(t.field, t.first, t.word),
    // Brackets, keys, the outline of what was read.
    hash3(t.open, t.depth, c1),
    hash3(t.open, c2, t.wordLength),
    hash3(t.key, c2, t.word),
    hash2(t.key, t.gap),
    hash2(t.shape & 0xffff, c2),
    hash3(t.outline, c1, t.field),
    // What followed before.
    hash2(c1, i.after1 & 0xffffff),
    hash2(c2, i.after2 & 0xff),
    hash2(i.after2 & 0xffffff, i.after1 & 0xff),
  ];
}
