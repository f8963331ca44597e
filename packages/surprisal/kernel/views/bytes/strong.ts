import { hash2 } from '../../math/hash';
import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { Parsers } from '../parsers';
import { Text } from '../text/text';
import { StrongView, selectByteMaps } from '../view';
import { Indirect } from './indirect';
import { listOrders } from './orders';
import { Records } from './records';

/** Rows of the sets that `selectRows` selects. */
const ROWS: StaticArray<u32> = [1024, 2048, 2048, 2048, 2048, 2048];

/** 64 contexts for `cm-strong` of all that is neither text nor pixels nor audio: records, machine code, strings. */
export class StrongBytes extends StrongView {
  constructor(
    protected readonly parsers: Parsers,
    protected readonly matches: Matches,
  ) {
    super();
  }

  get rows(): StaticArray<u32> {
    return ROWS;
  }

  perceive(byte: u32, learning: bool): void {
    const f = this.parsers;
    f.text.perceive(byte);
    f.records.perceive();
    f.indirect.perceive(byte, learning);
  }

  list(l: ContextList): void {
    const f = this.parsers;
    this.matches.list(l, f.text.word);
    listSums(l, f.history, f.records);
    listStrings(l, f.history, f.text, f.records, f.indirect);
    listOrders(l, f.history);
    listMasked(l, f.history);
    listRows(l, f.history, f.records);
  }

  /** The letters, or the instruction, so far: selects the last map. */
  protected get token(): u32 {
    return this.parsers.text.word;
  }

  selectMaps(a: StaticArray<Apm>, partial: u32): void {
    const c4 = this.parsers.history.c4;
    selectByteMaps(a, c4, partial);
    unchecked(a[4]).select(hash2(c4, partial) >>> 16);
    unchecked(a[5]).select(hash2(this.token, partial) >>> 16);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void {
    const r = this.parsers.records;
    m.select(3, (this.parsers.text.outline & 0x7f) * 8 + bits);
    m.select(4, min(r.column, 255) * 8 + bits);
    m.select(5, r.above * 8 + bits);
    selectByBytes(m, this.parsers.history, bits, likeliest);
  }
}

/** Records learn at higher rates. */
export class StrongRecords extends StrongBytes {
  constructor(parsers: Parsers, matches: Matches) {
    super(parsers, matches);
    this.tuning.rateStart = 0.01;
    this.tuning.rate = 0.002;
  }
}

/** Selects the last three sets: by the byte that ppm expects most, and by the last two bytes. */
export function selectByBytes(m: Mixer, h: History, bits: u32, likeliest: u32): void {
  m.select(6, likeliest * 8 + bits);
  m.select(7, (h.c4 & 0xff) * 8 + bits);
  m.select(8, ((h.c4 >>> 8) & 0xff) * 8 + bits);
}

/** Nine contexts of what a plane through the neighbours, or a line through those above, would give. */
function listSums(l: ContextList, h: History, r: Records): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  l.add3(4, (r.above + c1) >>> 3, r.aboveRight >>> 3);
  l.add2(5, 2 * r.above - r.above2);
  l.add3(6, 2 * r.above - r.above2, c1);
  l.add2(r.above + c1 - r.aboveLeft, r.column);
  // The same for samples of two bytes: the bytes of the same weight, two back.
  const w = (c4 >>> 8) & 0xff;
  const ww = (c4 >>> 24) & 0xff;
  const nw = h.at(r.stride + 2);
  l.add2(7, r.above + w - nw);
  l.add3(8, 2 * w - ww, c1);
  l.add3(9, r.above + w - nw, c1);
  l.add3(w, r.above, r.column & 1);
  l.add3(w, c1, r.above);
}

/** Seven contexts of strings, and of what followed the last bytes before. */
function listStrings(l: ContextList, h: History, t: Text, r: Records, i: Indirect): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  l.share(9, l.add2(t.word, c1));
  l.add2(t.word, t.word1);
  l.add2(c1, i.after1 & 0xffff);
  l.add2(c2, i.after2 & 0xff);
  l.share(10, l.add2(c2, i.after2 & 0xffff));
  l.add2(i.after2 & 0xffff, i.after1 & 0xff);
  l.share(11, l.add3(i.after1 & 0xff, r.above, c1));
}

/** 18 contexts of some of the last eight bytes, or of some of their bits. */
function listMasked(l: ContextList, h: History): void {
  const c4 = h.c4;
  const c8 = h.c8;
  l.add2(c4, c8);
  l.add(c4 & 0xff00);
  l.add(c4 & 0xff0000);
  l.add(c4 & 0xff000000);
  l.share(7, l.add(c4 & 0xffff00));
  l.share(8, l.add(c4 & 0xff00ff));
  l.add(c4 & 0xff0000ff);
  l.add(c4 & 0xff00ff00);
  l.add(c4 & 0xffff0000);
  l.add2(c4 & 0xff, c8 & 0xff);
  l.add2(c4 & 0xff00, c8 & 0xff00);
  l.add(c8 & 0xff);
  l.add(c8 & 0xffff);
  l.add2(c4 & 0xff000000, c8 & 0xff000000);
  l.add(c4 & 0xf0f0f0f0);
  l.add(c4 & 0xf8f8f8);
  l.add(c4 & 0xe0e0e0e0);
  l.add2(c4 & 0xf0f0f0f0, c8 & 0xf0f0f0f0);
}

/** 20 contexts of rows: the bytes above, the last ones, and the column. */
function listRows(l: ContextList, h: History, r: Records): void {
  const c4 = h.c4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  l.add(r.column);
  l.share(0, l.add2(r.above, r.column));
  l.share(1, l.add2(r.above, c1));
  l.share(2, l.add2(r.column, c1));
  l.add2(r.column, c2);
  l.share(3, l.add3(r.above, r.above2, r.column));
  l.add3(r.above, r.above2, r.above3);
  l.add3(r.above, r.above2, c1);
  l.share(4, l.add3(r.above, c1, r.column));
  l.add3(r.above, c2, 0);
  l.add3(r.above, r.aboveLeft, c1);
  l.add3(r.above, r.aboveRight, c1);
  l.share(5, l.add3(r.above, r.aboveRight, r.aboveLeft));
  l.add3(r.aboveLeft, r.aboveRight, c1);
  l.add2(r.above, r.aboveRight);
  l.add(r.above);
  l.add(r.above2);
  // What a plane through the neighbours, or a line through those above, would give.
  l.add2(1, r.above + c1 - r.aboveLeft);
  l.share(6, l.add2(2, (r.above + c1 - r.aboveLeft) >>> 2));
  l.add2(3, (r.above + c1) >>> 1);
}
