/** Calls and jumps that must be seen, at least. */
const BRANCHES_MIN = 8;
/** Of E8 and E9 bytes, those followed by a distance below 2^24, at least. Chance: 1/128; code: 0.5 to 0.95. */
const NEAR = 0.4;
/** Bytes of such calls and jumps, of all. Code: 0.01 to 0.03. */
const DENSITY = 1 / 250;

/** Whether a sample looks like 32- or 64-bit x86 code: many E8 and E9 bytes, most before a short signed distance. */
export function isX86(windows: readonly Uint8Array[]): boolean {
  let seen = 0;
  let near = 0;
  let bytes = 0;
  for (const b of windows) {
    bytes += b.length;
    for (let i = 0; i + 5 <= b.length; i++) {
      if ((b[i]! & 0xfe) !== 0xe8) continue;
      seen++;
      const high = b[i + 4]!;
      // A distance of all equal bytes is more likely part of a run.
      if ((high === 0 || high === 0xff) && b[i + 1] !== high) near++;
    }
  }
  return near >= BRANCHES_MIN && near >= NEAR * seen && near >= DENSITY * bytes;
}
