import { allocate } from '../../memory';
import { ENTRY_BYTES } from './contexts';

/**
 * The memory of a context tree: one area of the arena. The text grows up from its start, records grow down
 * from its end; it is full when they would meet. So an address below the records is a place in the text.
 * Records are whole units of 16 bytes. A record given back is kept in the list of its size for the next
 * taker of that size; its first word links to the next free one.
 */
export class SubAllocator {
  /** The largest record: 256 entries of 8 bytes. */
  private static readonly UNITS_MAX: u32 = 128;

  private readonly freeLists: usize; // by units: address of the first free record, or 0
  private readonly start: usize;
  private readonly end: usize;
  /** Where the next byte of text goes. */
  textEnd: usize = 0;
  private recordsStart: usize = 0;

  constructor(bytes: u32) {
    this.freeLists = allocate((SubAllocator.UNITS_MAX + 1) << 2);
    this.start = allocate(bytes);
    this.end = (this.start + bytes) & ~15;
    this.clear(0);
  }

  /**
   * Forgets all records, and all text but the last `keep` bytes. Those lie at the start then, not yet
   * appended: appending them in order leaves them as they are.
   * @returns their address.
   */
  clear(keep: u32): usize {
    memory.fill(this.freeLists, 0, (SubAllocator.UNITS_MAX + 1) << 2);
    memory.copy(this.start, this.textEnd - keep, keep);
    this.textEnd = this.start;
    this.recordsStart = this.end;
    return this.start;
  }

  /** Bytes of text. */
  get textBytes(): u32 {
    return <u32>(this.textEnd - this.start);
  }

  /** Whether `bytes` more of new records and text can be had. */
  has(bytes: u32): bool {
    return this.recordsStart - this.textEnd >= bytes;
  }

  @inline
  append(byte: u32): void {
    store<u8>(this.textEnd++, byte);
  }

  /** Whether a successor is a place in the text. */
  @inline
  isText(successor: usize): bool {
    return successor < this.recordsStart;
  }

  /** A record of `units` units; the caller has asked `has` before. Its content is arbitrary. */
  allocate(units: u32): usize {
    const list = this.freeLists + ((<usize>units) << 2);
    const record = load<usize>(list);
    if (record) {
      store<usize>(list, load<usize>(record));
      return record;
    }
    this.recordsStart -= units << 4;
    return this.recordsStart;
  }

  free(record: usize, units: u32): void {
    const list = this.freeLists + ((<usize>units) << 2);
    store<usize>(record, load<usize>(list));
    store<usize>(list, record);
  }

  /** Units for an array of entries, rounded up to four sizes an octave, so that it is rarely moved. */
  @inline
  static forEntries(entries: u32): u32 {
    const units = (entries * ENTRY_BYTES + 15) >>> 4;
    if (units <= 4) return units;
    const step = 29 - clz(units - 1); // 5, 6, 7, 8, 10, 12, 14, 16, 20 ...
    return (((units - 1) >>> step) + 1) << step;
  }
}
