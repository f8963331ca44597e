import type { History } from '../context/history.js';
import type { Indirect } from '../context/indirect.js';
import type { Records } from '../context/records.js';
import type { Text } from '../context/text.js';
import { hash2, hash3 } from '../numbers.js';

/** Those that a network is told of as well. */
export const NETWORK_CONTEXTS = [45, 46, 47, 49, 52, 56, 62, 30, 31, 12, 16, 18];

/**
 * 61 contexts of cm-strong for all that is neither text nor pixels nor audio.
 * Twin of kernel/views/bytes/strong.ts.
 */
export function binaryContexts(h: History, t: Text, r: Records, i: Indirect): number[] {
  const c4 = h.last4;
  const c8 = h.last8;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  const c3 = c4 & 0xffffff;
  const w = (c4 >>> 8) & 0xff;
  const ww = (c4 >>> 24) & 0xff;
  const nw = h.at(r.stride + 2);
  return [
    hash3(4, (r.above + c1) >>> 3, r.aboveRight >>> 3),
    hash2(5, 2 * r.above - r.above2),
    hash3(6, 2 * r.above - r.above2, c1),
    hash2(r.above + c1 - r.aboveLeft, r.column),
    // The same for samples of two bytes: the bytes of the same weight, two back.
    hash2(7, r.above + w - nw),
    hash3(8, 2 * w - ww, c1),
    hash3(9, r.above + w - nw, c1),
    hash3(w, r.above, r.column & 1),
    hash3(w, c1, r.above),
    // Strings, and what followed before.
    hash2(t.word, c1),
    hash2(t.word, t.word1),
    hash2(c1, i.after1 & 0xffff),
    hash2(c2, i.after2 & 0xff),
    hash2(c2, i.after2 & 0xffff),
    hash2(i.after2 & 0xffff, i.after1 & 0xff),
    hash3(i.after1 & 0xff, r.above, c1),
    // The last n bytes.
    0,
    c1,
    c2,
    c3,
    c4,
    hash2(c4, c8 & 0xff),
    hash2(c4, c8 & 0xffff),
    hash2(c4, c8),
    // Some of the last bytes, or of their bits.
    c4 & 0xff00,
    c4 & 0xff0000,
    c4 & 0xff000000,
    c4 & 0xffff00,
    c4 & 0xff00ff,
    c4 & 0xff0000ff,
    c4 & 0xff00ff00,
    c4 & 0xffff0000,
    hash2(c4 & 0xff, c8 & 0xff),
    hash2(c4 & 0xff00, c8 & 0xff00),
    c8 & 0xff,
    c8 & 0xffff,
    hash2(c4 & 0xff000000, c8 & 0xff000000),
    c4 & 0xf0f0f0f0,
    c4 & 0xf8f8f8,
    c4 & 0xe0e0e0e0,
    hash2(c4 & 0xf0f0f0f0, c8 & 0xf0f0f0f0),
    // Rows: above, beside, and the column.
    r.column,
    hash2(r.above, r.column),
    hash2(r.above, c1),
    hash2(r.column, c1),
    hash2(r.column, c2),
    hash3(r.above, r.above2, r.column),
    hash3(r.above, r.above2, r.above3),
    hash3(r.above, r.above2, c1),
    hash3(r.above, c1, r.column),
    hash3(r.above, c2, 0),
    hash3(r.above, r.aboveLeft, c1),
    hash3(r.above, r.aboveRight, c1),
    hash3(r.above, r.aboveRight, r.aboveLeft),
    hash3(r.aboveLeft, r.aboveRight, c1),
    hash2(r.above, r.aboveRight),
    r.above,
    r.above2,
    // What a plane through the neighbours, or a line through those above, would give.
    hash2(1, r.above + c1 - r.aboveLeft),
    hash2(2, (r.above + c1 - r.aboveLeft) >>> 2),
    hash2(3, (r.above + c1) >>> 1),
  ];
}
