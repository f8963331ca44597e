/** Windows of a sample, at most. 64 x 4 KB: a quarter megabyte is enough to detect the kind, and is read in about a millisecond. */
const WINDOWS = 64;
const WINDOW_BYTES = 4096;

/** Parts of `bytes` spread evenly over it, the first at its start, the last at its end; all of it if it is short. */
export function windows(bytes: Uint8Array): Uint8Array[] {
  const n = bytes.length;
  if (n <= WINDOWS * WINDOW_BYTES) {
    const count = Math.ceil(n / WINDOW_BYTES);
    return Array.from({ length: count }, (_, i) => bytes.subarray(i * WINDOW_BYTES, (i + 1) * WINDOW_BYTES));
  }
  const step = Math.floor((n - WINDOW_BYTES) / (WINDOWS - 1));
  return Array.from({ length: WINDOWS }, (_, i) => bytes.subarray(i * step, i * step + WINDOW_BYTES));
}

/**
 * Positions in [from, to) that look random and are the same on every engine.
 * @param count of positions; they may repeat.
 */
export function positions(from: number, to: number, count: number): Uint32Array {
  const at = new Uint32Array(count);
  const range = to - from;
  let seed = 1;
  for (let i = 0; i < count; i++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator; its high bits are used
    at[i] = from + Math.floor((seed * range) / 4294967296);
  }
  return at;
}
