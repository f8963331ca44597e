import { hash2 } from '../../math/hash';
import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { Matches } from '../../mixing/matches';
import { Mixer } from '../../mixing/mixer';
import { Tables } from '../../mixing/tables';
import { Parsers } from '../parsers';
import { StrongView } from '../view';
import { Patterns } from './patterns';

/** Rows of the sets that `selectRows` selects; the last has one, which is always selected. */
const ROWS: StaticArray<u32> = [64, 128, 128, 256, 1];

/** Pictures of one bit a pixel for `cm-strong`: 12 contexts of whole bytes, eight pixels, and all patterns of pixels. */
export class StrongBitmap extends StrongView {
  private readonly patterns: Patterns;

  /** @param stride bytes in a row. @param size bytes of content expected. */
  constructor(
    private readonly parsers: Parsers,
    private readonly matches: Matches,
    stride: u32,
    size: u32,
    tables: Tables,
  ) {
    super();
    this.patterns = new Patterns(parsers.history, stride, size, Patterns.CONTEXTS_MAX, tables);
    this.inputs = Patterns.CONTEXTS_MAX * Patterns.INPUTS_EACH;
    this.tuning.rateStart = 0.005;
    this.tuning.rate = 0.001;
  }

  get rows(): StaticArray<u32> {
    return ROWS;
  }

  lineBits(bits: u32): u32 {
    return min(bits + 1, 21);
  }

  claim(mixer: Mixer): void {
    this.patterns.claim(mixer);
  }

  predict(partial: u32, bits: u32): void {
    this.patterns.perceive(partial, bits);
    this.patterns.predict();
  }

  learn(bit: u32): void {
    this.patterns.learn(bit);
  }

  perceive(byte: u32, learning: bool): void {
    this.parsers.text.perceive(byte);
    this.parsers.records.perceive();
  }

  /** All are shared with the network, those of the matches last. */
  list(l: ContextList): void {
    const r = this.parsers.records;
    const c4 = this.parsers.history.c4;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    this.matches.list(l, this.parsers.text.word);
    for (let i: u32 = 0; i < 3; i++) l.share(9 + i, i);
    l.share(0, l.add(c2));
    l.share(1, l.add(c4));
    l.share(2, l.add2(r.above, r.column));
    l.share(3, l.add2(r.above, c1));
    l.share(4, l.add3(r.above, r.above2, r.above3));
    l.share(5, l.add3(r.above, r.above2, c1));
    l.share(6, l.add3(r.above, r.aboveRight, r.aboveLeft));
    l.share(7, l.add3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c1), r.above2));
    l.share(8, l.add3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c2), hash2(r.above2, r.above3)));
  }

  selectMaps(a: StaticArray<Apm>, partial: u32): void {
    const p = this.patterns;
    unchecked(a[0]).select(p.near);
    unchecked(a[1]).select(p.template);
    unchecked(a[2]).select(p.wide >>> 16);
    unchecked(a[4]).select((p.tall << 7) | p.around);
    unchecked(a[5]).select((p.near << 6) | p.black);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, likeliest: u32): void {
    const p = this.patterns;
    m.select(3, p.near);
    m.select(4, p.around);
    m.select(5, p.tall);
    m.select(6, p.edges);
  }
}
