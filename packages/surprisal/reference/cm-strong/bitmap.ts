import type { History } from '../context/history.js';
import type { Records } from '../context/records.js';
import { hash2, hash3 } from '../numbers.js';

/** All of them, those of the matches last: what a network is told of as well. */
export const NETWORK_CONTEXTS_BITMAP = [3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2];

/**
 * 9 contexts of cm-strong for pictures of one bit a pixel, of whole bytes.
 * Twin of kernel/views/bitmap/strong.ts.
 */
export function bitmapContexts(h: History, r: Records): number[] {
  const c4 = h.last4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  return [
    c2,
    c4,
    hash2(r.above, r.column),
    hash2(r.above, c1),
    hash3(r.above, r.above2, r.above3),
    hash3(r.above, r.above2, c1),
    hash3(r.above, r.aboveRight, r.aboveLeft),
    hash3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c1), r.above2),
    hash3(hash2(r.above, r.aboveRight), hash2(r.aboveLeft, c2), hash2(r.above2, r.above3)),
  ];
}
