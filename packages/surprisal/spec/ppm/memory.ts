const UNIT_BYTES = 16;
const UPDATE_BYTES = 33 * (UNIT_BYTES + 2048) + 1;

/**
 * Keeps account of the memory that the kernel's tree takes, as it decides when the tree is built anew.
 * Specification of kernel/models/ppm/sub-allocator.ts: records of whole units; given back, they wait for one of their size.
 */
export class Memory {
  readonly reread: number;
  private readonly bytes: number;
  private readonly half: number;
  private left = 0; // bytes neither text nor record
  private readonly free = new Map<number, number>(); // units: how many records of that size wait

  constructor(bytes: number) {
    this.bytes = bytes - (bytes % UNIT_BYTES);
    this.reread = Math.floor(bytes / 64);
    this.half = this.reread * 32;
    this.clear();
  }

  /** Only the root. */
  clear(): void {
    this.left = this.bytes;
    this.free.clear();
    this.take(1);
  }

  /** Whether another byte can be learned. */
  get hasRoom(): boolean {
    return this.left >= UPDATE_BYTES;
  }

  get hasHalf(): boolean {
    return this.left >= this.half;
  }

  /** A byte of text. */
  append(): void {
    this.left--;
  }

  makeContext(): void {
    this.take(1);
  }

  /** An array of `entries` entries gets one more; one alone lies in its context. */
  grow(entries: number): void {
    const before = entries === 1 ? 0 : unitsFor(entries);
    const after = unitsFor(entries + 1);
    if (before === after) return;
    this.take(after);
    if (before > 0) this.free.set(before, (this.free.get(before) ?? 0) + 1);
  }

  private take(units: number): void {
    const waiting = this.free.get(units) ?? 0;
    if (waiting > 0) this.free.set(units, waiting - 1);
    else this.left -= units * UNIT_BYTES;
  }
}

/** Units of an array of entries of 8 bytes: 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 ... */
function unitsFor(entries: number): number {
  const units = Math.ceil(entries / 2);
  if (units <= 4) return units;
  const step = 2 ** (Math.floor(Math.log2(units - 1)) - 2);
  return Math.ceil(units / step) * step;
}
