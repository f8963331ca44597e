import { ContextList } from '../../context/context-list';
import { History } from '../../context/history';
import { Indirect } from '../../context/indirect';
import { Records } from '../../context/records';
import { Text } from '../../context/text';
import { listOrders } from './orders';

/** Those that a network is told of as well. */
export const NETWORK_CONTEXTS: StaticArray<u32> = [45, 46, 47, 49, 52, 56, 62, 30, 31, 12, 16, 18];

/** 61 contexts of cm-strong for all that is neither text nor pixels nor audio: records, machine code, strings. */
export function listBinary(l: ContextList, h: History, t: Text, r: Records, i: Indirect): void {
  const c4 = h.last4;
  const c8 = h.last8;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
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
  // Strings, and what followed before.
  l.add2(t.word, c1);
  l.add2(t.word, t.word1);
  l.add2(c1, i.after1 & 0xffff);
  l.add2(c2, i.after2 & 0xff);
  l.add2(c2, i.after2 & 0xffff);
  l.add2(i.after2 & 0xffff, i.after1 & 0xff);
  l.add3(i.after1 & 0xff, r.above, c1);
  // The last n bytes.
  listOrders(l, h);
  l.add2(c4, c8);
  // Some of the last bytes, or of their bits.
  l.add(c4 & 0xff00);
  l.add(c4 & 0xff0000);
  l.add(c4 & 0xff000000);
  l.add(c4 & 0xffff00);
  l.add(c4 & 0xff00ff);
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
  // Rows: above, beside, and the column.
  l.add(r.column);
  l.add2(r.above, r.column);
  l.add2(r.above, c1);
  l.add2(r.column, c1);
  l.add2(r.column, c2);
  l.add3(r.above, r.above2, r.column);
  l.add3(r.above, r.above2, r.above3);
  l.add3(r.above, r.above2, c1);
  l.add3(r.above, c1, r.column);
  l.add3(r.above, c2, 0);
  l.add3(r.above, r.aboveLeft, c1);
  l.add3(r.above, r.aboveRight, c1);
  l.add3(r.above, r.aboveRight, r.aboveLeft);
  l.add3(r.aboveLeft, r.aboveRight, c1);
  l.add2(r.above, r.aboveRight);
  l.add(r.above);
  l.add(r.above2);
  // What a plane through the neighbours, or a line through those above, would give.
  l.add2(1, r.above + c1 - r.aboveLeft);
  l.add2(2, (r.above + c1 - r.aboveLeft) >>> 2);
  l.add2(3, (r.above + c1) >>> 1);
}
