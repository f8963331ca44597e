/** Calls and jumps that must be seen, at least. */
const BRANCHES_MIN = 8;
/** Of E8 and E9 bytes, those followed by a distance below 2^24, at least. Chance: 1/128; code: 0.5 to 0.95. */
const NEAR = 0.4;
/** Such calls and jumps for each byte, at least. Code: 0.01 to 0.03. */
const DENSITY = 1 / 250;
/** The same for a file whose header says that it is a program. */
const DENSITY_OF_PROGRAM = 1 / 1000;

/**
 * Whether a sample looks like 32- or 64-bit x86 code: many E8 and E9 bytes, most before a short signed distance.
 *
 * @param windows parts of the content (sample.ts). @param program whether its header says so (headers/program.ts).
 */
export function isX86(windows: readonly Uint8Array[], program: boolean): boolean {
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
  return near >= BRANCHES_MIN && near >= NEAR * seen && near >= (program ? DENSITY_OF_PROGRAM : DENSITY) * bytes;
}
