import { allocate } from '../../memory';
import { History } from '../../mixing/history';

/**
 * What followed the last byte, and the last two, when they were seen before: the history of a context as
 * a context. Source: IndirectContext of paq8.
 */
export class Indirect {
  /** The bytes that followed the last byte, the newest lowest; and the last two. */
  after1: u32 = 0;
  after2: u32 = 0;
  private readonly table1: usize = allocate(256 << 2);
  private readonly table2: usize = allocate(65536 << 2);

  constructor(private readonly history: History) {}

  /** @param byte the newest, which `history` holds already. */
  perceive(byte: u32, learning: bool): void {
    const c4 = this.history.c4;
    if (learning) {
      const slot1 = this.table1 + (((c4 >>> 8) & 0xff) << 2);
      const slot2 = this.table2 + (((c4 >>> 8) & 0xffff) << 2);
      store<u32>(slot1, (load<u32>(slot1) << 8) | byte);
      store<u32>(slot2, (load<u32>(slot2) << 8) | byte);
    }
    this.after1 = load<u32>(this.table1 + ((c4 & 0xff) << 2));
    this.after2 = load<u32>(this.table2 + ((c4 & 0xffff) << 2));
  }
}
