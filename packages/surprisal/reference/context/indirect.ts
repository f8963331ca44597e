import type { History } from './history.js';

/** What followed the last byte, and the last two, when they were seen before. Twin of kernel/views/bytes/indirect.ts. */
export class Indirect {
  private readonly history: History;
  private readonly table1 = new Uint32Array(2 ** 8);
  private readonly table2 = new Uint32Array(2 ** 16);
  /** The last two bytes, the newest lowest. */
  private last = 0;

  constructor(history: History) {
    this.history = history;
  }

  /** @param byte the newest, which `history` holds already. */
  perceive(byte: number, learning: boolean): void {
    if (learning) {
      const before1 = this.last & 0xff;
      this.table1[before1] = (this.table1[before1]! << 8) | byte;
      this.table2[this.last] = (this.table2[this.last]! << 8) | byte;
    }
    this.last = this.history.last4 & 0xffff;
  }

  /** The bytes that followed the last byte, the newest lowest. */
  get after1(): number {
    return this.table1[this.last & 0xff]!;
  }

  /** The bytes that followed the last two. */
  get after2(): number {
    return this.table2[this.last]!;
  }
}
