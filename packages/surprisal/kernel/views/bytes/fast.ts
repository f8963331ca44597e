import { hash2 } from '../../math/hash';
import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';
import { FastView } from '../view';

/** The last one to four and six bytes: five contexts of `cm-fast`. */
export function listFastOrders(l: ContextList, h: History): void {
  const c4 = h.c4;
  l.put(hash2(c4 & 0xff, 0));
  l.put(hash2(c4 & 0xffff, 1));
  l.put(hash2(c4 & 0xffffff, 2));
  l.put(hash2(c4, 3));
  l.put(hash2(c4, h.c8 & 0xffff));
}

/** 8 contexts for bytes of no kind that `cm-fast` models in another way: the last bytes, bytes skipped, upper halves. */
export class FastBytes extends FastView {
  constructor(private readonly history: History) {
    super();
  }

  perceive(byte: u32, learning: bool): void {}

  list(l: ContextList): void {
    const c4 = this.history.c4;
    listFastOrders(l, this.history);
    l.put(hash2(c4 & 0xff00, 5));
    l.put(hash2(c4 & 0xffff00, 6));
    l.put(hash2(c4 & 0xf0f0f0f0, 7));
  }
}
