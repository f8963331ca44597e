import { hash2 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Matches } from '../../mixing/matches';
import { RATE_DECAY } from '../../mixing/rows';
import { Parsers } from '../parsers';
import { TextDetail } from './detail';
import { listText, listWords, StrongText } from './strong';
import { Text } from './text';
import { WordHistory } from './word-history';

/** 132 contexts of text for `cm-max`, 24 of them caseless: those of `cm-strong`, and of what TextDetail follows. */
export class MaxText extends StrongText {
  private readonly detail: TextDetail;

  constructor(parsers: Parsers, matches: Matches) {
    super(parsers, matches);
    this.detail = new TextDetail(parsers.text);
    this.caseless = 24;
    this.tuning.rateStart = 0.0015;
    this.tuning.rate = 0.0002;
    this.tuning.decay = RATE_DECAY / 3; // more inputs learn longer: a megabyte -0.3 %, 100 KB +0.02 %
    this.tuning.contextWeight = 0.006;
  }

  lineBits(bits: u32): u32 {
    return min(bits + 4, 23);
  }

  perceive(byte: u32, learning: bool): void {
    super.perceive(byte, learning);
    this.detail.perceive(byte);
  }

  list(l: ContextList): void {
    const f = this.parsers;
    listWords(l, f.text, f.words);
    listDetailWords(l, f.history, f.text, f.words, this.detail);
    assert(l.count === this.caseless, 'the caseless contexts come first');
    this.matches.list(l, f.text.word);
    listText(l, f.history, f.text, f.words, f.indirect);
    listTokens(l, f.history, f.text, this.detail);
    listPatterns(l, f.history, f.text, f.words, this.detail);
    listGroups(l, f.history, f.text, this.detail);
    listFollowers(l, f.history, f.words);
    listSentence(l, f.history, f.text, f.words, this.detail);
    listLine(l, f.history, f.text, f.words, this.detail);
    listEnds(l, f.text, f.words, this.detail);
  }
}

/** 14 caseless contexts of cm-max for text, as `listWords` of strong.ts has ten. */
function listDetailWords(l: ContextList, h: History, t: Text, v: WordHistory, p: TextDetail): void {
  const length = t.wordLength;
  const wordState = v.wordState;
  // Words, gaps, words skipped; of letters, and of letters and digits.
  l.add2(t.word, t.gap);
  l.add3(hash2(t.gap, t.word1), p.gap1, t.word2);
  l.add3(t.word, t.word1, p.gap1);
  l.add3(hash2(t.word, t.word1), p.gap1, t.word2);
  l.add3(t.word1, t.gap, v.recency);
  l.add2(t.word, h.position >>> 10);
  l.add2(t.word, t.open);
  l.add3(length > 0 ? t.word : t.word1, t.word2, t.word3);
  l.add2(p.token, p.token1);
  l.add3(p.token, p.token1, p.token2);
  // Letters.
  l.add(t.letters);
  l.add3(wordState, t.letters & 0xffff, min(length, 3));
  l.add3(wordState, t.letters & 0xffffff, min(length, 4));
  l.add3(wordState, t.letters, min(length, 5));
}

/** 8 contexts of words, gaps and words skipped, and of tokens of letters and digits, with the last byte. */
function listTokens(l: ContextList, h: History, t: Text, p: TextDetail): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  // Words, gaps, words skipped.
  l.add3(t.word, p.gap1, c1);
  l.add3(t.word1, t.gap, c1);
  l.add3(t.word, t.word3, c1);
  l.add3(hash2(t.word, t.word2), t.word3, c1);
  l.add3(hash2(t.word, t.word1), t.word3, c1);
  l.add3(t.word, t.key, c1);
  // The same of letters and digits.
  l.add3(p.token, p.token2, c1);
  l.add3(p.token, p.token3, c1);
}

/** 13 contexts of the classes of the last characters. */
function listPatterns(l: ContextList, h: History, t: Text, v: WordHistory, p: TextDetail): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const low = <u32>v.pattern;
  const high = <u32>(v.pattern >>> 32);
  l.add3(low, high, c1);
  l.add3(low, high, c2);
  l.add(low);
  l.add3(low, high & 0xffff, c1);
  l.add2(low & 0xffff, c2);
  l.add3(low, c4 & 0xffffff, 1);
  l.add(p.halves & 0xfff);
  l.add(p.halves);
  l.add2(t.outline, c1);
  l.add2(t.outline, c2);
  l.add2(t.shape, c1);
  l.add2(t.shape & 0xfff, c4 & 0xffff00);
  l.add3(t.shape & 0xfff, p.halves & 0xfff0, 2);
}

/** 8 contexts of groups of characters of one class. */
function listGroups(l: ContextList, h: History, t: Text, p: TextDetail): void {
  const c4 = h.c4;
  const c2 = c4 & 0xffff;
  l.add3(hash2(p.groups2, p.groups1), p.groups, p.extendsGroup);
  l.add3(p.groups1, p.groups, p.extendsGroup);
  l.add3(p.groups1 & 0xffff, p.groups, p.extendsGroup);
  l.add2(p.groups, p.extendsGroup);
  l.add2(p.groups & 0xffff, p.extendsGroup);
  l.add3(hash2(p.groups1 & 0xffffff, p.groups), c2, p.extendsGroup);
  l.add3(hash2(p.groups1 & 0xff, p.groups), c4 & 0xffffff, p.extendsGroup);
  l.add3(hash2(p.groups1 & 0xff, p.groups), t.word, p.extendsGroup);
}

/** 5 contexts of what followed this token before. */
function listFollowers(l: ContextList, h: History, v: WordHistory): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const wordState = v.wordState;
  const low = <u32>v.pattern;
  const high = <u32>(v.pattern >>> 32);
  l.add2(wordState, v.followers);
  l.add3(wordState, v.followers & 0xff, c1);
  l.add3(wordState, v.followers & 0xff, c2);
  l.add2(v.followers, low);
  l.add3(v.followers & 0xff, low, high);
}

/** 12 contexts of the sentence: its words, punctuation, and what its segments begin with. */
function listSentence(l: ContextList, h: History, t: Text, v: WordHistory, p: TextDetail): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const length = t.wordLength;
  const wordState = v.wordState;
  const low = <u32>v.pattern;
  const word = length > 0 ? t.word : t.word1;
  const marks = p.marks;
  l.add3(t.word, t.word1, marks & 5);
  l.add3(t.word, t.word2, marks);
  l.add3(word, t.shape & 0xfff, marks);
  l.add3(word, c1, p.segment);
  l.add3(word, c1, p.segment1);
  l.add3(hash2(word, c1), marks, min(p.words, 3));
  l.add3(t.word1, c1, hash2(length < 6 ? p.initial : 0, marks & 24));
  l.add3(word, c1, p.initial);
  l.add3(low, marks, p.initial);
  l.add3(t.word, marks, min(length, 5));
  l.add3(t.open, wordState, low & 0xff);
  l.add3(t.open, t.depth, low & 0xffff);
}

/** 16 contexts of the line and of columns in it. */
function listLine(l: ContextList, h: History, t: Text, v: WordHistory, p: TextDetail): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const low = <u32>v.pattern;
  l.add(p.line);
  l.add3(p.lineAbove, t.column, low & 0xff);
  l.add2(p.lineAbove, p.line);
  l.add3(p.width, t.column, hash2(t.above, c1));
  l.add3(t.above, t.aboveNext, t.column);
  l.add2(t.column, low & 0xff);
  l.add2(t.column, p.width);
  l.add3(t.column, t.first, hash2(low & 0xff, u32(p.sinceCapital < t.column)));
  l.add3(t.column >>> 1, min(p.sinceMark, 13), min(p.sinceCapital, 13));
  l.add2(t.lineStart, c1);
  l.add2(t.lineStart, 1);
  l.add2(t.first, c1);
  l.add2(t.lineWord, c1);
  l.add2(t.lineWord, low & 0xffff);
  l.add3(t.field, t.lineWord, c1);
  l.add3(t.field, p.width, c2);
}

/** 8 contexts of whether the word may end, by what is open, and of numbers. */
function listEnds(l: ContextList, t: Text, v: WordHistory, p: TextDetail): void {
  const wordState = v.wordState;
  // Whether the word may end, by what is open.
  l.add3(t.open, t.depth, wordState);
  l.add3(t.open, t.key, wordState);
  l.add3(t.open, t.gap, wordState);
  l.add3(t.open, p.groups & 0xffff, wordState);
  // Numbers.
  l.add2(p.number, p.groups & 0xffff);
  l.add3(p.number1, p.digits, p.groups & 0xffff);
  l.add2(p.number, p.number1);
  l.add2(p.number, t.word1);
}
