import { allocate } from '../memory';

/**
 * Adaptive probabilities: one u32 for each context, P(bit = 1) in the upper 22 bits, the number of
 * updates in the lower 10. p moves toward the bit by 1 / (n + 1.5), so it is the average of what was seen
 * until n reaches `limit`, and an exponentially fading one after that.
 * Source: StateMap of M. Mahoney's lpaq1 (2007).
 */
@unmanaged
export class StateMap {
  /** Half, never updated. */
  static readonly INITIAL: u32 = 1 << 31;

  /** A table of `contexts` entries, each at one half. @returns its address. */
  static table(contexts: u32): usize {
    const t = allocate(contexts << 2);
    for (let i: u32 = 0; i < contexts; i++) store<u32>(t + (i << 2), StateMap.INITIAL);
    return t;
  }

  /** Moves the entry at `entry` toward `bit`. @param limit at most 1023. @param rates from `rateTable`. */
  @inline
  static learn(entry: usize, bit: u32, limit: u32, rates: usize): void {
    assert(limit <= 1023 && bit <= 1, 'a limit that the count can reach, and a bit');
    const v = load<u32>(entry);
    const n = v & 1023;
    const p = v >>> 10;
    // (error >> 3) * 2^13 / (n + 1.5) is the step scaled by 2^10; below 2^31, as the error is at most half
    // the scale where n = 0.
    const step = ((<i32>(bit << 22) - <i32>p) >> 3) * <i32>load<u16>(rates + (n << 1));
    store<u32>(entry, (v & 0xfffffc00) + (step & <i32>0xfffffc00) + (n < limit ? n + 1 : n));
  }
}

/** rates[n] = 2^13 / (n + 1.5), as u16: what StateMap.learn multiplies its error by. */
export function rateTable(): usize {
  const t = allocate(1024 << 1);
  for (let n: u32 = 0; n < 1024; n++) store<u16>(t + (n << 1), <u32>(16384 / (2 * n + 3)));
  return t;
}
