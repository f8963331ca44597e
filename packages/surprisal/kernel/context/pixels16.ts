import { hash2, hash3 } from '../math/hash';
import { ContextList } from './context-list';
import { History } from './history';

/**
 * Contexts for grey pixels of 16 bits, low byte first: what the neighbours make one expect of this pixel.
 *
 *   nn            an expectation e is made from neighbours: w, n, the plane w + n - nw, means, slopes.
 *   nw  n  ne     The low byte comes first; its context is e itself. Then the low byte is known, and of the
 *   w   x         values that end in it the one nearest to e is expected: its high byte is the context.
 */
export class Pixels16 {
  /** Contexts that `list` adds. */
  static readonly CONTEXTS: u32 = 16;

  /** 0 … 63: which byte comes next, and how much the neighbours differ: a context for the mixer. */
  texture: u32 = 0;
  private high: bool = false; // whether the high byte comes next
  private low: i32 = 0;

  /** @param stride bytes in a row, a multiple of 2. */
  constructor(
    private readonly history: History,
    private readonly stride: u32,
  ) {}

  /** @param byte the newest. */
  perceive(byte: u32): void {
    this.high = !this.high;
    this.low = byte;
  }

  list(l: ContextList): void {
    const s = this.stride;
    const w = this.pixel(2);
    const ww = this.pixel(4);
    const n = this.pixel(s);
    const nw = this.pixel(s + 2);
    const ne = this.pixel(s - 2);
    const nn = this.pixel(2 * s);
    const spread = 32 - clz(abs(w - nw) + abs(n - nw) + abs(n - ne));
    this.texture = spread * 2 + (this.high ? 1 : 0);
    const plane = w + n - nw;
    const mean = (w + n) >> 1;
    l.add(this.expect(plane));
    l.add(this.expect(mean));
    l.add(this.expect(w));
    l.add(this.expect(n));
    l.add(this.expect(w + ne - n));
    l.add(this.expect((w + ne) >> 1));
    l.add(this.expect(2 * w - ww));
    l.add(this.expect(2 * n - nn));
    l.add(this.expect((3 * (w + n) - 2 * nw) >> 2));
    l.add(this.expect((w + n + nw + ne) >> 2));
    l.add(hash2(this.expect(mean), spread));
    l.add(hash2(this.expect((plane + mean) >> 1), spread));
    l.add(hash3(this.expect(mean), (w - n) >> 3, 1));
    l.add(hash2(this.expect((2 * mean + w + ne - n) >> 1 >> 1), spread >>> 1));
    l.add(hash2(this.history.last4 & 0xff, this.high ? 1 : 0));
    l.add(this.high ? 1 : 0);
  }

  /** The pixel that begins `back` bytes before the one to be predicted. */
  @inline
  private pixel(back: u32): i32 {
    const first = back + (this.high ? 1 : 0);
    return this.history.at(first) | (this.history.at(first - 1) << 8);
  }

  /** The context that an expected value makes of itself for the byte that comes next. */
  @inline
  private expect(value: i32): u32 {
    if (!this.high) return <u32>(value & 0xffff);
    return <u32>(((value - this.low + 128) >> 8) & 0xff) | 0x10000;
  }
}
