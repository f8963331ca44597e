import { f32 } from '../numbers.js';
import type { History } from './history.js';

const KIND_GREY16 = 6;
const KIND_PCM16 = 8;

/** The last bytes read as samples. Twin of kernel/views/samples/history.ts. */
export class SampleHistory {
  readonly isAudio: boolean;
  readonly wide: number;
  private readonly history: History;

  constructor(history: History, kind: number) {
    this.history = history;
    this.isAudio = kind === KIND_PCM16;
    this.wide = this.isAudio || kind === KIND_GREY16 ? 2 : 1;
  }

  /** The sample whose first byte stands `back` bytes ago. */
  at(back: number): number {
    const h = this.history;
    if (this.wide === 1) return h.at(back);
    const value = h.at(back) | (h.at(back - 1) << 8);
    return this.isAudio ? (value << 16) >> 16 : value;
  }

  /** The nearest value that a sample may have. */
  clamp(value: number): number {
    const [lowest, highest] = this.isAudio ? [-32768, 32767] : [0, 2 ** (8 * this.wide) - 1];
    return f32(Math.min(Math.max(value, lowest!), highest!));
  }
}
