import { allocate } from '../memory';

/** No row. */
export const NO_ROW: usize = -1;
/** Rows that a key may own any one of: as many as are compared at once. */
const WAYS: u32 = 4;
/** How often a key is counted, at most. */
const COUNT_MAX: u32 = 8; // of 1, 3, 8, 20: with 1 code is 0.3 % longer, with 20 the same

/**
 * Which key each row of a hashed table belongs to, so that no two keys share a row: a key without one adds nothing
 * instead of what another key has learned. Four rows in a line may be had by any key whose hash leads there. When all are
 * others', the one whose key came least is counted down instead, and is taken once its count is 0: a row goes to the key
 * that comes more often.
 *
 * An owner is one u32: 24 bits of the key, and how often it came in the lower 8.
 * Code of 2 MB of manuals is 0.7 % shorter than where keys share rows, of 600 KB of markup 0.8 %; twice as many rows
 * instead bring 0.5 and 0.4 % (docs/decisions/network-keys.md).
 */
export class EmbeddingAdmission {
  private readonly owners: usize; // u32 of each row

  /** @param rows how many, a multiple of 4. */
  constructor(rows: usize) {
    this.owners = allocate(rows << 2);
  }

  /** The row of `key` among the four that `row` is one of, or NO_ROW. */
  find(row: usize, key: u32): usize {
    const first = row & ~(WAYS - 1);
    const keys = v128.and(v128.load(this.owners + (first << 2)), i32x4.splat(0xffffff00));
    const same = i32x4.bitmask(i32x4.eq(keys, i32x4.splat(key << 8)));
    return same ? first + ctz(same) : NO_ROW;
  }

  /** The key of `row` came once more. */
  countUse(row: usize): void {
    const at = this.owners + (row << 2);
    const owner = load<u32>(at);
    if ((owner & 255) < COUNT_MAX) store<u32>(at, owner + 1);
  }

  /** One of the four rows that `row` is one of for `key`, which has no row; or NO_ROW: their owners came too often. */
  admit(row: usize, key: u32): usize {
    const first = row & ~(WAYS - 1);
    let least = first;
    for (let r = first + 1; r < first + WAYS; r++) if (this.frequency(r) < this.frequency(least)) least = r;
    const at = this.owners + (least << 2);
    if (this.frequency(least) === 0) {
      store<u32>(at, (key << 8) | 1);
      return least;
    }
    store<u32>(at, load<u32>(at) - 1);
    return NO_ROW;
  }

  @inline
  private frequency(row: usize): u32 {
    return load<u8>(this.owners + (row << 2));
  }
}
