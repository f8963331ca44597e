import { hash2, hash3 } from '../numbers.js';
import type { History } from './history.js';

/** Contexts for grey pixels of 16 bits, low byte first. Twin of kernel/context/pixels16.ts. */
export class Pixels16 {
  /** 0 ... 63: which byte comes next, and how much the neighbours differ: a context for the mixer. */
  texture = 0;
  private high = false; // whether the high byte comes next
  private low = 0;
  private readonly history: History;
  private readonly stride: number;

  /** @param stride bytes in a row, a multiple of 2. */
  constructor(history: History, stride: number) {
    this.history = history;
    this.stride = stride;
  }

  /** @param byte the newest. */
  perceive(byte: number): void {
    this.high = !this.high;
    this.low = byte;
  }

  /** The contexts of the next byte. Moves `texture` to it. */
  list(): number[] {
    const s = this.stride;
    const w = this.pixel(2);
    const ww = this.pixel(4);
    const n = this.pixel(s);
    const nw = this.pixel(s + 2);
    const ne = this.pixel(s - 2);
    const nn = this.pixel(2 * s);
    const high = this.high ? 1 : 0;
    const spread = 32 - Math.clz32(Math.abs(w - nw) + Math.abs(n - nw) + Math.abs(n - ne));
    this.texture = spread * 2 + high;
    const plane = w + n - nw;
    const mean = (w + n) >> 1;
    const expectations = [
      plane,
      mean,
      w,
      n,
      w + ne - n,
      (w + ne) >> 1,
      2 * w - ww,
      2 * n - nn,
      (3 * (w + n) - 2 * nw) >> 2,
      (w + n + nw + ne) >> 2,
    ];
    return [
      ...expectations.map((value) => this.expect(value)),
      hash2(this.expect(mean), spread),
      hash2(this.expect((plane + mean) >> 1), spread),
      hash3(this.expect(mean), (w - n) >> 3, 1),
      hash2(this.expect((2 * mean + w + ne - n) >> 2), spread >>> 1),
      hash2(this.history.last4 & 0xff, high),
      high,
    ];
  }

  /** The pixel that begins `back` bytes before the one to be predicted. */
  private pixel(back: number): number {
    const first = this.high ? back + 1 : back;
    return this.history.at(first) | (this.history.at(first - 1) << 8);
  }

  /** The context that an expected value makes of itself for the byte that comes next. */
  private expect(value: number): number {
    if (!this.high) return value & 0xffff;
    return (((value - this.low + 128) >> 8) & 0xff) | 0x10000;
  }
}
