import { ContextList } from '../../context/context-list';
import { History } from '../../context/history';
import { Records } from '../../context/records';
import { Samples } from '../../context/samples';

/** What a network is told of as well. */
export const NETWORK_CONTEXTS_SAMPLES: StaticArray<u32> = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15];

/** 29 contexts of cm-strong for pixels and audio: what linear prediction expects, the last bytes, and those above. */
export function listSamples(l: ContextList, h: History, r: Records, s: Samples): void {
  const c4 = h.last4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  s.list(l);
  l.add(c1);
  l.add(c2);
  l.add(c4 & 0xff0000);
  l.add(c4 & 0xffff00);
  l.add(c4 & 0xff00ff);
  l.add(r.above);
  l.add2(r.above, c1);
  l.add2(r.above, c2);
  l.add3(r.above, r.aboveLeft, c1);
  l.add3(r.above, c4 & 0xffffff, 1);
  l.add2(r.above + c1 - r.aboveLeft, 2);
  l.add3(s.expected, c2, 3);
  l.add3(s.expected >>> 1, (c4 >>> 16) & 0xff, 4);
}
