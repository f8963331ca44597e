/** Lengths and distances of deflate as symbols and extra bits: RFC 1951, § 3.2.5 and § 3.2.6. */

export const WINDOW_SIZE = 2 ** 15;
export const MATCH_MIN = 3;
export const MATCH_MAX = 258;
/** Symbols below this one are literals. */
export const END_OF_BLOCK = 256;
/** The symbol of the shortest match length. */
export const FIRST_LENGTH = 257;
/** Numbers of valid symbols: 286 and 287, 30 and 31 have codewords in fixed blocks but no meaning. */
export const LITERALS = 286;
export const DISTANCES = 30;

/** Extra bits after a length symbol. Shape (29). */
export const LENGTH_BITS = Uint8Array.from({ length: 29 }, (_, i) => (i < 8 || i === 28 ? 0 : (i >> 2) - 1));
/** The shortest length of a symbol. Shape (29). */
export const LENGTH_BASE = bases(LENGTH_BITS, MATCH_MIN);
// The longest match has a symbol of its own, although the previous symbol could also express it.
LENGTH_BASE[28] = MATCH_MAX;
/** Extra bits after a distance symbol. Shape (30). */
export const DISTANCE_BITS = Uint8Array.from({ length: DISTANCES }, (_, i) => (i < 4 ? 0 : (i >> 1) - 1));
/** The least distance of a symbol. Shape (30). */
export const DISTANCE_BASE = bases(DISTANCE_BITS, 1);

/** The symbol of a length, minus FIRST_LENGTH. Shape (259). */
export const LENGTH_SYMBOL = new Uint8Array(MATCH_MAX + 1);
for (let i = 0; i < LENGTH_BASE.length; i++) LENGTH_SYMBOL.fill(i, LENGTH_BASE[i]);

/** The symbol of a distance: two for each power of 2 from 4 on. */
export function distanceSymbol(distance: number): number {
  const back = distance - 1;
  if (back < 4) return back;
  const power = 31 - Math.clz32(back);
  return 2 * power + ((back >>> (power - 1)) & 1);
}

/** Codeword lengths of fixed blocks. Shape (288). */
export const FIXED_LITERALS = Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
/** Shape (32). */
export const FIXED_DISTANCES = new Uint8Array(32).fill(5);

function bases(bits: Uint8Array, first: number): Uint16Array {
  let base = first;
  return Uint16Array.from(bits, (n) => {
    base += 1 << n;
    return base - (1 << n);
  });
}
