import { hash2, hash3 } from '../math/hash';

/** Contexts that a list can hold. */
const CAPACITY: u32 = 160;
/** Contexts whose hashes a network is given as well. */
export const SHARED: u32 = 12;

/**
 * The contexts of the next byte, one after another, each salted with its place in the list. Lists check themselves: the
 * place is an index into an array with bounds, what is shared with a network is marked where it is added, and
 * HashedContexts asserts that there are as many contexts as there were when its tables were made.
 */
export class ContextList {
  readonly hashes: StaticArray<u32> = new StaticArray<u32>(CAPACITY);
  /** Contexts added. */
  count: u32 = 0;
  /** Places of the contexts that are shared with a network. */
  readonly shared: StaticArray<u32> = new StaticArray<u32>(SHARED);

  start(): void {
    this.count = 0;
  }

  /** A context that is hashed already, not salted: inlined, where eight calls a byte would be felt. @returns its place. */
  @inline
  put(hash: u32): u32 {
    const i = this.count;
    this.hashes[i] = hash;
    this.count = i + 1;
    return i;
  }

  /** A context that is one number, of two, or of three. Called, not inlined: lists would be three times as long, and a byte no faster. */
  add(context: u32): u32 {
    return this.put(hash2(context, this.count));
  }

  add2(a: u32, b: u32): u32 {
    return this.add(hash2(a, b));
  }

  add3(a: u32, b: u32, c: u32): u32 {
    return this.add(hash3(a, b, c));
  }

  /** The hash of the context at `place` also is feature `feature`, below SHARED, of a network. */
  @inline
  share(feature: u32, place: u32): void {
    unchecked((this.shared[feature] = place));
  }
}
