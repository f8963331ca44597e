/**
 * What the context tree is made of: records in the arena, read and written in place.
 */

/** A symbol that was seen in a context. 8 bytes. */
@unmanaged
export class Entry {
  /** The context continued by this symbol: its address, or that of the text that followed it (see Tree). */
  successor: usize;
  /** How often it was seen; see Tree. */
  frequency: u16;
  symbol: u8;
  unused: u8;
}

/** Bytes of an Entry. */
export const ENTRY_BYTES: u32 = 8;

/** A string of bytes that was followed by at least one other; the root also before that. 16 bytes. */
@unmanaged
export class Context {
  /** How many symbols were seen here, 1 to 256; in the root also 0. */
  count: u16;
  /** Length of the string. */
  order: u16;
  /** Address of `count` entries. Where count is 1, the one entry lies here itself, over this and `total`. */
  entries: usize;
  /** Sum of the frequencies. */
  total: u32;
  /** The same string without its first byte; null for the root, the empty string. */
  suffix: Context;

  /** The only entry of a context with count 1. */
  @inline
  get only(): Entry {
    return changetype<Entry>(changetype<usize>(this) + 4);
  }

  /** The address of the first entry, whatever the count. */
  @inline
  get first(): usize {
    return this.count === 1 ? changetype<usize>(this) + 4 : this.entries;
  }

  /** The address after the last entry. */
  @inline
  get end(): usize {
    return this.first + <usize>this.count * ENTRY_BYTES;
  }

  /** The entry of `symbol`, or null. */
  @inline
  find(symbol: u32): Entry {
    const end = this.end;
    for (let at = this.first; at < end; at += ENTRY_BYTES) {
      const entry = changetype<Entry>(at);
      if (entry.symbol === symbol) return entry;
    }
    return changetype<Entry>(0);
  }
}
