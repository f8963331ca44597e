import { hash2, hash3, PHI } from '../math/hash';
import { scratch } from '../memory';

/** Contexts that a list can hold. */
const CAPACITY: u32 = 160;
/** Contexts whose hashes a network is given as well. */
export const SHARED: u32 = 12;

/**
 * The contexts of the next byte, one after another, each salted with its index in the list: equal contexts at two indices
 * have two hashes. HashedContexts and RunMaps read the hashes here, u32[count]. Lists check themselves: the checked build
 * asserts that the list is never longer than CAPACITY, and always as long as it was when the tables of HashedContexts were
 * made; what is shared with a network is marked where it is added.
 */
export class ContextList {
  /** The hash of each context, u32[CAPACITY]. */
  readonly hashes: usize = scratch(CAPACITY << 2);
  /** Contexts added. */
  count: u32 = 0;
  /** Indices of the contexts that are shared with a network. */
  readonly shared: StaticArray<u32> = new StaticArray<u32>(SHARED);

  /** Empties the list, for the next byte. */
  @inline
  start(): void {
    this.count = 0;
  }

  /** Sets all hashes to 0, the context that every model starts in; the count stays. */
  clear(): void {
    memory.fill(this.hashes, 0, CAPACITY << 2);
  }

  /** Adds a context that is a hash already. Inlined, where eight calls a byte would be felt. @returns its index. */
  @inline
  put(hash: u32): u32 {
    const i = this.count;
    assert(i < CAPACITY, 'more contexts are listed than a list can hold');
    store<u32>(this.hashes + (i << 2), (hash + i) * PHI);
    this.count = i + 1;
    return i;
  }

  /**
   * Adds a context of one number, of two, or of three. `abort` also keeps Binaryen from inlining this: lists would be three
   * times as long, and a byte no faster.
   */
  add(context: u32): u32 {
    if (this.count === CAPACITY) abort('more contexts are listed than a list can hold');
    return this.put(hash2(context, this.count));
  }

  add2(a: u32, b: u32): u32 {
    return this.add(hash2(a, b));
  }

  add3(a: u32, b: u32, c: u32): u32 {
    return this.add(hash3(a, b, c));
  }

  /** The hash of the context at `index` also is feature `feature`, below SHARED, of a network. */
  @inline
  share(feature: u32, index: u32): void {
    unchecked((this.shared[feature] = index));
  }

  /** Writes the hashes of the shared contexts. @param at receives u32[SHARED]. */
  writeShared(at: usize): void {
    for (let i: u32 = 0; i < SHARED; i++) {
      store<u32>(at + (i << 2), load<u32>(this.hashes + (unchecked(this.shared[i]) << 2)));
    }
  }
}
