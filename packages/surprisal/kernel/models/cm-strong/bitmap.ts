import { ContextList } from '../../context/context-list';
import { History } from '../../context/history';
import { Records } from '../../context/records';
import { hash2 } from '../../math/hash';

/** All of them, those of the matches last: what a network is told of as well. */
export const NETWORK_CONTEXTS_BITMAP: StaticArray<u32> = [3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2];

/** 9 contexts of cm-strong for pictures of one bit a pixel, of whole bytes: eight pixels. Single pixels: context/bitmap.ts. */
export function listBitmap(l: ContextList, h: History, r: Records): void {
  const c4 = h.last4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  l.add(c2);
  l.add(c4);
  l.add2(r.above, r.column);
  l.add2(r.above, c1);
  l.add3(r.above, r.above2, r.above3);
  l.add3(r.above, r.above2, c1);
  l.add3(r.above, r.aboveRight, r.aboveLeft);
  l.add3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c1), r.above2);
  l.add3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c2), hash2(r.above2, r.above3));
}
