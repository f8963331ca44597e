/**
 * Whether bytes are text, in any 8-bit or UTF-8 encoding: prose, code, markup, logs, tables, base64, DNA.
 *
 * Judged window by window. Text has hardly any control characters; bytes of 128 and more are
 * UTF-8 or come with blanks and line ends; and unlike neighbours in it are hardly closer to each other than any two
 * unlike bytes of it, which distinguishes it from pixels that happen to be printable.
 */

/** Of 8 windows, 7 must be text: an archive of sources may hold a few pictures. */
const WINDOWS_TEXT = 7 / 8;
/** Control characters in text, at most, of its bytes; random bytes have 0.1. */
const CONTROLS = 1 / 100;
/** Runs of zero bytes in text, at most, of the other bytes: separators and padding. UTF-16 has 1, numbers 0.1 and more. */
const ZERO_RUNS = 1 / 16;
/** Blanks and line ends in text of an 8-bit encoding, at least. Chance: 0.012. */
const BLANKS = 1 / 40;
/** Bytes of 128 and more that may break the rules of UTF-8, of all such. */
const BROKEN_UTF8 = 1 / 50;
/** Unlike bytes are near if they differ by this or less. */
const NEAR = 2;
/** Of unlike neighbours, those that are near, at least, in pixels. Text: 0.05 to 0.15, digits 0.4. */
const SMOOTH = 0.3;
/** How much more often than chance they are, at least. Text, digits: 0.5 to 1.3. */
const SMOOTH_GAIN = 2.5;
/** Fewer pairs than this are too few to call them smooth. */
const SMOOTH_PAIRS = 256;

/** @param windows parts of the content (sample.ts). */
export function isText(windows: readonly Uint8Array[]): boolean {
  let text = 0;
  let judged = 0;
  for (const window of windows) {
    const share = textShare(window);
    if (share < 0) continue;
    judged++;
    text += share;
  }
  return judged > 0 && text >= WINDOWS_TEXT * judged && !isSmooth(windows);
}

/** 1 if the window is text, 0 if not, -1 if it is inconclusive (only zero bytes). */
function textShare(window: Uint8Array): -1 | 0 | 1 {
  let zeros = 0;
  let zeroRuns = 0;
  let controls = 0;
  let high = 0;
  let blanks = 0;
  for (let i = 0; i < window.length; i++) {
    const byte = window[i]!;
    if (byte >= 128) high++;
    else if (byte === 32 || byte === 10 || byte === 13 || byte === 9) blanks++;
    else if (byte === 0) {
      zeros++;
      if (i === 0 || window[i - 1] !== 0) zeroRuns++;
    } else if (byte < 32 && byte !== 8 && byte !== 12 && byte !== 27) controls++;
    else if (byte === 127) controls++;
  }
  const told = window.length - zeros;
  if (told === 0) return -1;
  if (controls > CONTROLS * told + 1 || zeroRuns > ZERO_RUNS * told + 1) return 0;
  if (high === 0) return 1;
  const broken = brokenUtf8(window);
  if (broken <= BROKEN_UTF8 * high + 6) return 1; // a window may cut a character at both ends
  return blanks >= BLANKS * told && controls <= (CONTROLS / 2) * told ? 1 : 0;
}

/** Bytes of 128 and more that are no part of a well-formed UTF-8 character (overlong forms pass). */
function brokenUtf8(window: Uint8Array): number {
  let broken = 0;
  for (let i = 0; i < window.length; ) {
    const byte = window[i]!;
    const tail = byte < 0x80 ? 0 : byte < 0xc2 || byte > 0xf4 ? -1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    let seen = 0;
    while (seen < tail && (window[i + 1 + seen]! & 0xc0) === 0x80) seen++;
    if (tail !== seen) broken += 1 + seen;
    i += 1 + seen;
  }
  return broken;
}

/** Whether unlike neighbours are near each other, and much more often than unlike bytes at random. */
function isSmooth(windows: readonly Uint8Array[]): boolean {
  const counts = new Float64Array(256); // of bytes unlike the one before
  let near = 0;
  let pairs = 0;
  for (const window of windows) {
    for (let i = 1; i < window.length; i++) {
      const distance = Math.abs(window[i]! - window[i - 1]!);
      if (distance === 0) continue;
      pairs++;
      counts[window[i]!]!++;
      if (distance <= NEAR) near++;
    }
  }
  return pairs >= SMOOTH_PAIRS && near >= SMOOTH * pairs && near >= SMOOTH_GAIN * pairs * chanceNear(counts);
}

/** P(two unlike bytes drawn at random are near). @param counts shape (256). */
function chanceNear(counts: Float64Array): number {
  let near = 0;
  let unlike = 0;
  let below = 0; // the sum of counts below i
  for (let i = 0; i < 256; i++) {
    for (let j = Math.max(0, i - NEAR); j < i; j++) near += counts[i]! * counts[j]!;
    unlike += counts[i]! * below;
    below += counts[i]!;
  }
  return unlike > 0 ? near / unlike : 1;
}
