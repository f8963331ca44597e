/**
 * What the context tree is made of: records in the arena, read and written in place.
 */

/** A symbol that was seen in a context. 8 bytes. */
@unmanaged
export class Entry {
  /** Where the context continued by this symbol is (see Tree): a context, or a place in the text. */
  successor: usize;
  /** How often it was seen there, in units of Tree.INCREMENT; with one symbol alone, a count. */
  frequency: u16;
  symbol: u8;
  spare: u8;
}

/** Bytes of an Entry. */
export const ENTRY_BYTES: u32 = 8;

/** A string of bytes that was followed by at least one other. 16 bytes. */
@unmanaged
export class Context {
  /** How many symbols were seen here, 1 to 256; in the root also 0. */
  count: u16;
  spare: u16;
  /** Address of `count` entries. Overlaid by the entry itself, 8 bytes, where count is 1. */
  entries: usize;
  /** Sum of the frequencies. Not there where count is 1. */
  total: u32;
  /** The same string without its first byte; 0 for the root, which is the empty string. */
  suffix: Context;

  /** The only entry of a context with count 1. */
  @inline
  get only(): Entry {
    return changetype<Entry>(changetype<usize>(this) + 4);
  }

  /** The address of the first entry, whatever the count. */
  @inline
  get first(): usize {
    return this.count == 1 ? changetype<usize>(this) + 4 : this.entries;
  }

  /** The entry of `symbol`, or null. */
  @inline
  find(symbol: u32): Entry {
    let at = this.first;
    const end = at + (<usize>this.count << 3);
    for (; at < end; at += ENTRY_BYTES) if (changetype<Entry>(at).symbol == symbol) return changetype<Entry>(at);
    return changetype<Entry>(0);
  }
}

/** Bytes of a Context. */
export const CONTEXT_BYTES: u32 = 16;
