import { allocate } from '../../memory';

/**
 * The memory of a context tree: one area of the arena. The text grows up from its start, records grow down
 * from its end; it is full when they would meet. An address below the records is a place in the text.
 * Records are whole units of 16 bytes. A freed record is kept in the list of its size for the next of
 * that size; its first word links to the next free one.
 */
export class Units {
  static readonly UNIT_BYTES: u32 = 16;
  /** The largest record: 256 entries of 8 bytes. */
  private static readonly UNITS_MAX: u32 = 128;

  private readonly start: usize;
  private readonly end: usize;
  private readonly free: usize; // by units: address of the first free record, or 0
  textEnd: usize = 0;
  recordsStart: usize = 0;

  constructor(bytes: u32) {
    this.free = allocate((Units.UNITS_MAX + 1) << 2);
    this.start = allocate(bytes);
    this.end = (this.start + bytes) & ~15;
    this.clear();
  }

  /** Forgets all text and all records. */
  clear(): void {
    memory.fill(this.free, 0, (Units.UNITS_MAX + 1) << 2);
    this.textEnd = this.start;
    this.recordsStart = this.end;
  }

  /** Whether `bytes` more of new records can be had. */
  has(bytes: u32): bool {
    return this.recordsStart - this.textEnd >= bytes;
  }

  append(byte: u32): void {
    store<u8>(this.textEnd++, byte);
  }

  /** The last `n` bytes of text begin here, or its start if it is shorter. */
  tail(n: u32): usize {
    return this.textEnd - this.start < n ? this.start : this.textEnd - n;
  }

  /** Whether a successor is a place in the text. */
  @inline
  isText(successor: usize): bool {
    return successor < this.recordsStart;
  }

  /** A record of `units` units; the caller has asked `has` before. Its content is arbitrary. */
  take(units: u32): usize {
    const list = this.free + (units << 2);
    const record = load<usize>(list);
    if (record) {
      store<usize>(list, load<usize>(record));
      return record;
    }
    this.recordsStart -= units << 4;
    return this.recordsStart;
  }

  give(record: usize, units: u32): void {
    const list = this.free + (units << 2);
    store<usize>(record, load<usize>(list));
    store<usize>(list, record);
  }

  /** Units that hold `entries` entries, rounded up so that an array that grows by one is rarely moved. */
  @inline
  static forEntries(entries: u32): u32 {
    const units = (entries + 1) >>> 1;
    if (units <= 4) return units;
    // Four sizes to an octave: 5, 6, 7, 8, 10, 12, 14, 16, 20 ...
    const step = 29 - clz(units - 1);
    return (((units - 1) >>> step) + 1) << step;
  }
}
