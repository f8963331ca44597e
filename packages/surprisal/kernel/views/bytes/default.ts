import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Mixer } from '../../mixing/mixer';
import { DefaultView } from '../view';
import { Records } from './records';

/** What views of bytes for `cm` have in common: weights by the last byte, and by one number more, which is their own. */
export abstract class DefaultBytesView extends DefaultView {
  constructor(protected readonly history: History) {
    super();
  }

  /** Below 128: what selects the fourth set of weights. */
  protected abstract get rowContext(): u32;

  selectMaps(a: Apm, b: Apm, partial: u32): void {
    a.select(partial);
    b.select((((this.history.c4 & 0xff) >>> 3) << 8) | partial);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, certainty: u32): void {
    m.select(0, partial);
    m.select(1, certainty * 8 + bits);
    m.select(2, (this.history.c4 & 0xff) * 8 + bits);
    m.select(3, this.rowContext * 8 + bits);
    m.selectFinal(partial);
  }
}

/** 16 contexts of bytes of any kind, seen as rows of records. */
export class DefaultBytes extends DefaultBytesView {
  private readonly records: Records;

  constructor(history: History, stride: u32) {
    super(history);
    this.records = new Records(history, stride);
  }

  perceive(byte: u32, learning: bool): void {
    this.records.perceive();
  }

  protected get rowContext(): u32 {
    return min(this.records.column, 127);
  }

  list(l: ContextList): void {
    const r = this.records;
    const c4 = this.history.c4;
    const c1 = c4 & 0xff;
    // The first four have run maps.
    l.add2(c4, this.history.c8 & 0xffff);
    l.add(c4);
    l.add3(r.above, r.above2, r.column);
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c4 & 0xffff);
    l.add(c4 & 0xff00);
    l.add(c4 & 0xffff00);
    l.add(c4 & 0xff00ff);
    l.add2(r.above, r.column);
    l.add2(r.above, c1);
    l.add2(r.column, c1);
    l.add3(r.above, r.aboveLeft, c1);
    l.add2(r.above + c1 - r.aboveLeft, r.column);
    l.add(c4 & 0xf0f0f0f0);
  }
}
