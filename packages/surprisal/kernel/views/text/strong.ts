import { hash2 } from '../../math/hash';
import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { Indirect } from '../bytes/indirect';
import { listOrders } from '../bytes/orders';
import { Parsers } from '../parsers';
import { StrongView, selectByteMaps } from '../view';
import { writeTextFeatures } from './network-features';
import { Text } from './text';
import { WordHistory } from './word-history';

/** Rows of the sets that `selectRows` selects. */
const ROWS: StaticArray<u32> = [1024, 2048, 2048, 2048];

/** 48 contexts of text of any kind for `cm-strong`, ten of them caseless. */
export class StrongText extends StrongView {
  constructor(
    protected readonly parsers: Parsers,
    protected readonly matches: Matches,
  ) {
    super();
    this.caseless = 10;
    this.maps = 4;
    this.ppmContentMax = 5 << 19; // 160 MiB
    this.tuning.rateStart = 0.004;
  }

  get rows(): StaticArray<u32> {
    return ROWS;
  }

  perceive(byte: u32, learning: bool): void {
    const f = this.parsers;
    f.text.perceive(byte);
    f.words.perceive(byte, learning);
    f.indirect.perceive(byte, learning);
  }

  list(l: ContextList): void {
    const f = this.parsers;
    listWords(l, f.text, f.words);
    assert(l.count === this.caseless, 'the caseless contexts come first');
    this.matches.list(l, f.text.word);
    listText(l, f.history, f.text, f.words, f.indirect);
  }

  writeFeatures(at: usize, l: ContextList): void {
    const f = this.parsers;
    writeTextFeatures(at, f.history, f.text, f.words);
  }

  selectMaps(a: StaticArray<Apm>, partial: u32): void {
    selectByteMaps(a, this.parsers.history.c4, partial);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void {
    const t = this.parsers.text;
    const bracket = t.open !== 0 ? ((t.open >>> 1) & 7) + 1 : 0;
    m.select(3, (t.outline & 0x7f) * 8 + bits);
    m.select(4, (bracket * 16 + min(t.wordLength, 15)) * 8 + bits);
    m.select(5, hash2(t.shape & 0xfff, partial) >>> 21);
    m.select(6, hash2(t.outline & 0xfff, partial) >>> 21);
  }
}

/** Ten contexts of words, the caseless ones of `HashedContexts`: their letters are case folded. */
export function listWords(l: ContextList, t: Text, v: WordHistory): void {
  l.add2(t.word, t.word1);
  l.add3(t.word, t.word1, t.word2);
  l.add3(t.word, t.first, t.wordLength);
  l.add3(v.phrase, v.phrase1, v.phrase2);
  l.add3(t.indentation, t.first, t.word);
  l.add3(t.open, t.key, t.word);
  l.add2(t.outline & 0xffffff, t.word);
  // Whether the word may end.
  const length = t.wordLength;
  l.add2(t.word, v.recency);
  l.add2(v.wordState, v.letterKinds);
  l.add2((min(length, 4) << 2) | v.endCues, length > 0 ? t.letters & 0xff : 0);
}

/** The other 35 contexts of cm-strong for text of any kind: prose, markup, code, JSON, tables, logs. */
export function listText(l: ContextList, h: History, t: Text, v: WordHistory, i: Indirect): void {
  const c4 = h.c4;
  const c8 = h.c8;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  // The last n bytes.
  listOrders(l, h);
  l.add2(c4, c8 & 0xffffff);
  l.add2(c4, c8);
  l.add(h.hash(10));
  // Words, and words skipped.
  l.add3(t.word, t.word2, c1);
  l.add3(t.word, t.gap, c1);
  l.add3(t.word, c1, i.after1 & 0xff);
  l.add3(t.lineWord, t.word, c1);
  // Whether the word may end.
  const wordState = v.wordState;
  const low = <u32>v.pattern;
  l.add3(wordState, t.open, low & 0xff);
  l.add2(wordState, v.followers);
  // The kinds of the last eight bytes.
  l.add2(low, <u32>(v.pattern >>> 32));
  // Some of the last bytes.
  l.add(c4 & 0xffff00);
  l.add(c4 & 0xff00ff);
  l.add(c4 & 0xffffff00);
  l.add(c4 & 0xff00);
  // The line above, columns and fields.
  l.add3(t.above, t.aboveNext, c1);
  l.add3(t.above, t.column, t.first);
  l.add2(t.column, c1);
  l.add3(t.field, t.above, c1);
  l.add3(t.field, t.first, t.word);
  // Brackets, keys, the outline of what was read.
  l.add3(t.open, t.depth, c1);
  l.add3(t.open, c2, t.wordLength);
  l.add3(t.key, c2, t.word);
  l.add2(t.key, t.gap);
  l.add2(t.shape & 0xffff, c2);
  l.add3(t.outline, c1, t.field);
  // What followed before.
  l.add2(c1, i.after1 & 0xffffff);
  l.add2(c2, i.after2 & 0xff);
  l.add2(i.after2 & 0xffffff, i.after1 & 0xff);
}
