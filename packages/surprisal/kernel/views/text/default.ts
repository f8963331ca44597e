import { Apm } from '../../mixing/apm';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { Mixer } from '../../mixing/mixer';
import { CERTAINTIES, DefaultView } from '../view';
import { CODE_POSITIONS, Text } from './text';

/** Text for `cm`: words, lines, brackets, and what was read in outline. */
abstract class DefaultTextView extends DefaultView {
  protected readonly text: Text;

  /** @param lead as Text has it. */
  constructor(
    protected readonly history: History,
    lead: u32,
  ) {
    super();
    this.text = new Text(history, lead);
    this.rate = 0.003;
  }

  perceive(byte: u32, learning: bool): void {
    this.text.perceive(byte);
  }

  selectMaps(a: Apm, b: Apm, partial: u32): void {
    a.select(this.text.codePosition * 256 + partial);
    b.select(((this.last >>> 3) << 8) | partial);
  }

  selectRows(m: Mixer, partial: u32, bits: u32, certainty: u32): void {
    const t = this.text;
    const node = t.codePosition * 256 + partial;
    m.select(0, node);
    m.select(1, (t.codePosition * CERTAINTIES + certainty) * 8 + bits);
    m.select(2, this.last * 8 + bits);
    m.select(3, (t.codePosition * 128 + (t.outline & 0x7f)) * 8 + bits);
    m.selectFinal(node);
  }

  @inline
  private get last(): u32 {
    return this.text.afterWord(this.history.c4 & 255);
  }
}

/** 16 contexts of text. */
export class DefaultText extends DefaultTextView {
  constructor(history: History) {
    super(history, 0);
  }

  list(l: ContextList): void {
    const t = this.text;
    const c4 = this.history.c4;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    // The first four have run maps.
    l.add2(c4, this.history.c8 & 0xffff);
    l.add(c4);
    l.add2(t.word, t.word1);
    l.add(c4 & 0xffffff);
    l.add(0);
    l.add(c1);
    l.add(c2);
    l.add2(t.word, t.word === 0 ? c2 : 0);
    l.add3(t.word, t.word2, c1);
    l.add(c4 & 0xffff00);
    l.add3(t.above, t.aboveNext, c1);
    l.add3(t.above, t.column, t.first);
    l.add3(t.open, t.key, t.word);
    l.add3(t.indentation, t.first, t.word);
    l.add2(t.shape & 0xffff, c2);
    l.add3(t.outline, c1, t.field);
  }
}

/** 20 contexts of text whose words are codes: it has half the bytes, so more can be spent on each. */
export class DefaultWords extends DefaultTextView {
  /** @param lead first byte of the codes of two bytes. */
  constructor(history: History, lead: u32) {
    super(history, lead);
    this.codePositions = CODE_POSITIONS;
  }

  list(l: ContextList): void {
    const t = this.text;
    const c4 = this.history.c4;
    const c8 = this.history.c8;
    const c1 = c4 & 0xff;
    const c2 = c4 & 0xffff;
    // The first four have run maps.
    l.add(c4);
    l.add2(t.word, t.word1);
    l.add(c4 & 0xffffff);
    l.add(c2);
    l.add(0);
    l.add2(c4 & 0xffff0000, c8 & 0xff);
    l.add3(t.word1, c1, t.gap);
    l.add2(t.word, t.word === 0 ? c2 : 0);
    l.add3(t.word, t.word2, t.gap);
    l.add3(t.word, t.word3, c1);
    l.add2(t.word, t.shape & 0xfff);
    l.add2(t.word, t.outline & 0xffffff);
    l.add3(t.word, t.word1, t.outline & 0xfff);
    l.add3(t.word, t.indentation, t.gap);
    l.add3(t.word, t.first, t.wordLength);
    l.add3(t.outline, c1, t.field);
    l.add3(t.open, t.depth, c1);
    l.add3(t.open, t.key, t.word);
    l.add3(t.above, t.aboveNext, c1);
    l.add3(t.above, t.column, t.first);
  }
}
