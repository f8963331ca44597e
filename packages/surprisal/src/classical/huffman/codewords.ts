/**
 * Canonical codewords, determined by the lengths alone. Shorter codewords come first, equally long ones in the order of
 * their symbols, each one above the previous one. So only lengths have to be sent. RFC 1951, § 3.2.2.
 *
 * Codewords are sent first bit first, and bits fill bytes from the lowest bit. So each codeword is stored reversed, its
 * first bit lowest, ready to be written and looked up.
 */

/** Maximum bits of a codeword, as in deflate. */
export const CODEWORD_BITS_MAX = 15;

/** Entries from this value on link to a secondary table. The rest of the entry is its position and its bits. */
export const LINK = 1 << 30;

/** A table from the next bits to the first symbol in them. */
export interface DecodingTable {
  /**
   * For each value of the next `bits` bits: symbol · 16 + length of the codeword; 0 if no codeword begins with them. For a
   * longer codeword a link: LINK + position · 16 + bits of a later table, indexed by the bits that follow.
   */
  readonly entries: Int32Array;
  readonly bits: number;
}

/** The codewords of `lengths` (0 to 15), first bit lowest; 0 where the length is 0. Shape (lengths.length). */
export function codewords(lengths: ArrayLike<number>): Uint16Array {
  const next = firstCodewords(lengths);
  return Uint16Array.from({ length: lengths.length }, (_, symbol) => {
    const length = lengths[symbol]!;
    return length === 0 ? 0 : reversed(next[length]!++, length);
  });
}

/** A codeword as zeros and ones, in the order in which they are sent. */
export function bitsOf(codeword: number, length: number): string {
  return Array.from({ length }, (_, i) => (codeword >>> i) & 1).join('');
}

/**
 * A table for decoding, or undefined when the lengths do not form a usable code: when they are oversubscribed or
 * incomplete. A lone codeword of one bit is accepted, and so is an empty code: RFC 1951 § 3.2.7 allows this for
 * distances, and zlib accepts both.
 *
 * @param primary bits of the primary table: most codewords should not be longer.
 */
export function decodingTable(lengths: ArrayLike<number>, primary: number): DecodingTable | undefined {
  let used = 0;
  let longest = 0;
  let room = 1 << CODEWORD_BITS_MAX;
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    used++;
    longest = Math.max(longest, length);
    room -= 1 << (CODEWORD_BITS_MAX - length);
  }
  if (room < 0 || (room > 0 && longest > 1) || used === 0) {
    return used === 0 ? { entries: new Int32Array(2), bits: 1 } : undefined;
  }
  const bits = Math.min(primary, longest);
  const words = codewords(lengths);
  const rest = longestBy(lengths, words, bits);
  let size = 1 << bits;
  const places = Int32Array.from(rest, (more) => {
    const place = size;
    if (more > 0) size += 1 << more;
    return place;
  });
  const entries = new Int32Array(size);
  for (let begin = 0; begin < rest.length; begin++) {
    if (rest[begin] !== 0) entries[begin] = LINK + places[begin]! * 16 + rest[begin]!;
  }
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const begin = words[symbol]! & ((1 << bits) - 1);
    // Every value of the bits after the codeword maps to it.
    const [from, to, step] =
      length <= bits
        ? [words[symbol]!, 1 << bits, 1 << length]
        : [places[begin]! + (words[symbol]! >>> bits), places[begin]! + (1 << rest[begin]!), 1 << (length - bits)];
    for (let i = from; i < to; i += step) entries[i] = symbol * 16 + length;
  }
  return { entries, bits };
}

/** The entry for the next bits (15 or more of them): symbol · 16 + length, or 0. */
export function lookUp({ entries, bits }: DecodingTable, next: number): number {
  const entry = entries[next & ((1 << bits) - 1)]!;
  return entry < LINK ? entry : follow(entries, entry, next >>> bits);
}

/** The entry that a link points to. @param next the bits after those of the primary table. */
export function follow(entries: Int32Array, link: number, next: number): number {
  return entries[((link - LINK) >>> 4) + (next & ((1 << (link & 15)) - 1))]!;
}

/** For each value of the first `bits` bits: how many further bits the longest codeword that begins with them has. */
function longestBy(lengths: ArrayLike<number>, words: Uint16Array, bits: number): Uint8Array {
  const rest = new Uint8Array(1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const begin = words[symbol]! & ((1 << bits) - 1);
    rest[begin] = Math.max(rest[begin]!, lengths[symbol]! - bits);
  }
  return rest;
}

/** The first codeword of each length. */
function firstCodewords(lengths: ArrayLike<number>): Uint32Array {
  const count = new Uint32Array(CODEWORD_BITS_MAX + 1);
  for (let symbol = 0; symbol < lengths.length; symbol++) count[lengths[symbol]!]!++;
  const first = new Uint32Array(CODEWORD_BITS_MAX + 1);
  for (let length = 2; length <= CODEWORD_BITS_MAX; length++)
    first[length] = (first[length - 1]! + count[length - 1]!) << 1;
  return first;
}

function reversed(codeword: number, length: number): number {
  let bits = 0;
  for (let i = 0; i < length; i++) bits |= ((codeword >>> i) & 1) << (length - 1 - i);
  return bits;
}
