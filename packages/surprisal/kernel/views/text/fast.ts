import { hash2, hash3 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { FastView } from '../view';
import { Text } from './text';

/** 8 contexts of text, coded or not, for `cm-fast`. */
export class FastText extends FastView {
  private readonly text: Text;

  /** @param lead as Text has it. */
  constructor(
    private readonly history: History,
    lead: u32,
  ) {
    super();
    this.text = new Text(history, lead);
  }

  perceive(byte: u32, learning: bool): void {
    this.text.perceive(byte);
    this.codePosition = this.text.codePosition;
  }

  list(l: ContextList): void {
    const t = this.text;
    const c4 = this.history.c4;
    l.put(hash2(0, 0));
    l.put(hash2(c4 & 0xffff, 1));
    l.put(hash2(c4 & 0xffffff, 2));
    l.put(hash3(c4 & 0xffff0000, this.history.c8 & 0xff, 3));
    l.put(hash3(t.word, t.word1, 4));
    l.put(hash3(t.word, t.gap, 5));
    l.put(hash3(t.word, t.outline & 0xffffff, 6));
    l.put(hash3(t.open, t.depth, ((c4 & 0xff) << 8) | 7));
  }
}
