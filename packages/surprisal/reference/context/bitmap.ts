import { StateMap } from '../mixing/state-map.js';
import { HISTORIES, INITIAL } from './bit-history.js';
import type { History } from './history.js';

/** Contexts for pictures of one bit a pixel: patterns of the pixels around. Twin of kernel/context/bitmap.ts. */
export class Bitmap {
  static readonly CONTEXTS = 8;
  static readonly INPUTS = 4;

  inputs: Float32Array = new Float32Array();
  /** The seven pixels around the one above: a context for the mixer, 0 ... 127. */
  around = 0;
  private readonly history: History;
  private readonly stride: number;
  private readonly contexts: readonly Context[];

  /** @param stride bytes in a row. */
  constructor(history: History, stride: number) {
    this.history = history;
    this.stride = stride;
    const map = (): StateMap => new StateMap(256, INITIAL);
    this.contexts = Array.from({ length: Bitmap.CONTEXTS }, () => ({ histories: new Map(), map: map(), pattern: 0 }));
  }

  /** Selects the patterns of the next pixel. @param partial the bits of its byte so far, after a leading 1. */
  perceive(partial: number, bits: number): void {
    const left = (n: number): number => ((this.history.last4 << bits) | (partial ^ (1 << bits))) & (2 ** n - 1);
    /** The pixels within `reach` columns, `up` rows above. */
    const row = (up: number, reach: number): number =>
      (this.above(up, bits) >>> (8 - reach)) & (2 ** (2 * reach + 1) - 1);
    this.around = row(1, 3);
    const patterns = [
      (left(4) << 12) | (row(1, 3) << 5) | row(2, 2),
      (left(11) << 3) | row(1, 1),
      (left(6) << 9) | row(1, 4),
      (left(3) << 15) | (row(1, 2) << 10) | (row(2, 2) << 5) | row(3, 2),
      (left(3) << 12) | (row(1, 1) << 9) | (row(2, 1) << 6) | (row(3, 1) << 3) | row(4, 1),
      left(16),
      (left(8) << 11) | row(1, 5),
      (left(5) << 16) | (row(1, 4) << 7) | row(2, 3),
    ];
    patterns.forEach((pattern, i) => {
      this.contexts[i]!.pattern = pattern;
    });
  }

  /** Pixels `up` rows above, the one above the next pixel at bit 8. */
  private above(up: number, bits: number): number {
    const h = this.history;
    const back = up * this.stride;
    return ((h.at(back + 1) << 16) | (h.at(back) << 8) | h.at(back - 1)) >>> (7 - bits);
  }

  predict(): void {
    this.contexts.forEach(({ histories, map, pattern }, i) => {
      const history = histories.get(pattern) ?? 0;
      const { seen, sure } = HISTORIES[history]!;
      const x = seen ? [map.stretched(history), map.confidence(history)] : [0, 0];
      this.inputs.set([...x, ...(sure ? x : [0, 0])], i * Bitmap.INPUTS);
    });
  }

  learn(bit: number): void {
    for (const { histories, map, pattern } of this.contexts) {
      const history = histories.get(pattern) ?? 0;
      map.learn(history, bit, 1023);
      histories.set(pattern, HISTORIES[history]!.next[bit]!);
    }
  }
}

interface Context {
  /** By the pattern of the pixels. */
  readonly histories: Map<number, number>;
  readonly map: StateMap;
  pattern: number;
}
