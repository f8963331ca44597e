import type { History } from '../context/history.js';
import type { Records } from '../context/records.js';
import type { Samples } from '../context/samples.js';
import { hash2, hash3 } from '../numbers.js';

/** Those that a network is told of as well. */
export const NETWORK_CONTEXTS_SAMPLES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15];

/**
 * 29 contexts of cm-strong for pixels and audio.
 * Twin of kernel/views/samples/strong.ts.
 */
export function samplesContexts(h: History, r: Records, s: Samples): number[] {
  const c4 = h.last4;
  const c1 = c4 & 0xff;
  const c2 = c4 & 0xffff;
  return [
    ...s.list(),
    c1,
    c2,
    c4 & 0xff0000,
    c4 & 0xffff00,
    c4 & 0xff00ff,
    r.above,
    hash2(r.above, c1),
    hash2(r.above, c2),
    hash3(r.above, r.aboveLeft, c1),
    hash3(r.above, c4 & 0xffffff, 1),
    hash2(r.above + c1 - r.aboveLeft, 2),
    hash3(s.expected, c2, 3),
    hash3(s.expected >>> 1, (c4 >>> 16) & 0xff, 4),
  ];
}
