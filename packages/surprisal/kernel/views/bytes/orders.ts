import { ContextList } from '../../mixing/context-list';
import { History } from '../../mixing/history';

/** The last 0 to 6 bytes: the seven contexts of cm-strong that all content has. */
export function listOrders(l: ContextList, h: History): void {
  const c4 = h.c4;
  const c8 = h.c8;
  l.add(0);
  l.add(c4 & 0xff);
  l.add(c4 & 0xffff);
  l.add(c4 & 0xffffff);
  l.add(c4);
  l.add2(c4, c8 & 0xff);
  l.add2(c4, c8 & 0xffff);
}
