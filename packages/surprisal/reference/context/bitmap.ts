import { StateMap } from '../mixing/state-map.js';
import { hash2, hash3, PHI, sizeBits, times } from '../numbers.js';
import { HISTORIES, INITIAL } from './bit-history.js';
import type { History } from './history.js';

const SLOT_BITS_MAX = 19;

/** Contexts for pictures of one bit a pixel: patterns of the pixels around. Twin of kernel/views/bitmap/patterns.ts. */
export class Bitmap {
  static readonly INPUTS = 4;
  static readonly AVERAGE_INPUTS = 2;
  static readonly CONTEXTS_MAX = 24;

  inputs: Float32Array = new Float32Array();
  averages: Float32Array = new Float32Array();
  /** Contexts for mixer and maps, as in the kernel. */
  near = 0;
  around = 0;
  tall = 0;
  edges = 0;
  black = 0;
  template = 0;
  wide = 0;
  private readonly history: History;
  private readonly stride: number;
  private readonly bits: number;
  private readonly contexts: readonly Context[];

  /** @param stride bytes in a row. @param size bytes of content expected. @param contexts how many. */
  constructor(history: History, stride: number, size: number, contexts: number) {
    this.history = history;
    this.stride = stride;
    this.bits = sizeBits(size, 10, SLOT_BITS_MAX);
    this.contexts = Array.from({ length: contexts }, () => ({
      slots: new Map(),
      map: new StateMap(256, INITIAL),
      slot: unknown(0),
      index: 0,
      check: 0,
    }));
  }

  /** Selects the patterns of the next pixel. @param partial the bits of its byte so far, after a leading 1. */
  perceive(partial: number, bits: number): void {
    const before = (this.history.last4 << bits) | (partial ^ (1 << bits));
    const left = (n: number): number => before & (2 ** n - 1);
    const rows = Array.from({ length: 9 }, (_, up) => (up === 0 ? 0 : this.above(up, bits)));
    /** The pixels within `reach` columns, `up` rows above. */
    const row = (up: number, reach = 8): number => (rows[up]! >>> (8 - reach)) & (2 ** (2 * reach + 1) - 1);
    /** The pixel `reach` columns to the left, `up` rows above; and two of them, the one straight above first. */
    const at = (up: number, reach: number): number => (rows[up]! >>> (8 + reach)) & 1;
    const two = (up: number): number => (rows[up]! >>> 8) & 3;
    const join = (width: number, ...parts: readonly number[]): number =>
      parts.reduce((all, part) => all * 2 ** width + part, 0);
    const alikeRight = (up: number): number => {
      const end = [1, 2, 3, 4, 5, 6, 7, 8].find((x) => at(up, -x) !== at(up, 0));
      return end ?? 9;
    };

    const column = join(1, at(6, 0), at(5, 0), at(4, 0), at(3, 0), at(2, 0), at(1, 0));
    const columns = join(2, two(1), two(2), two(3), two(4), two(5), two(6));
    const block = join(7, left(3), row(1, 3), row(2, 3), row(3, 3));
    const beside = [at(1, -4), at(2, -4), at(3, -4)];
    const ring =
      join(1, ...beside) * 2 ** 13 + row(4, 4) * 2 ** 4 + join(1, at(3, 4), at(2, 4), at(1, 4), left(4) >>> 3);
    const run = alikeLeft(left(15));
    this.near = left(3) * 8 + row(1, 1);
    this.around = row(1, 3);
    this.tall = column * 2 + left(1);
    this.edges = run * 16 + alikeRight(1);
    this.black = ones(block) + ones(ring);
    this.template = left(4) * 2 ** 12 + row(1, 3) * 2 ** 5 + row(2, 2);
    this.wide = hash2(block, ring & 0xff);

    const colours = left(1) + at(1, 0) * 2 + at(2, 0) * 4;
    const [edges1, edges2] = [1, 2].map((up) => alikeRight(up) * 16 + alikeLeft(rows[up]! >>> 8));
    const patterns = [
      left(11) * 8 + row(1, 1),
      join(3, left(3), row(1, 1), row(2, 1), row(3, 1), row(4, 1)),
      hash2(left(8), row(1, 5)),
      hash3(run, edges1!, edges2! * 8 + colours),
      hash3(ones(block), this.black, this.near & 31),
      hash2(block, 0),
      hash3(left(6), join(11, row(1, 6), row(2, 5)), row(3, 4)),
      hash3(hash3(left(8), row(1), row(2)), row(3, 7), row(4, 6) * 2 ** 16 + row(5, 5)),
      hash3(left(16), row(1), join(15, row(2, 7), row(3, 7))),
      hash3(hash2(block, row(4, 3)), row(5, 3), row(6, 3)),
      this.near,
      left(2) * 2 ** 8 + row(1, 2) * 8 + row(2, 1),
      column * 8 + left(3),
      hash3(columns, two(7) * 4 + two(8), left(2)),
      hash3(left(4), block, row(4, 3) * 2 ** 7 + row(5, 2)),
      hash3(row(2, 4), row(3, 3), left(3)),
      left(16),
      columns * 2 + left(1),
      join(5, left(3), row(1, 2), row(2, 2), row(3, 2)),
      hash2(left(4), ((row(1) >>> 1) & 0xfff) * 64 + ((row(2) >>> 4) & 0x3f)),
      hash3(hash3(left(12), row(1), row(2)), hash3(row(3), row(4), row(5)), hash3(row(6), row(7), row(8))),
      hash3(hash3(left(12), row(1), row(2)), row(3, 6), row(4, 4)),
      hash3(left(20), row(1), row(2, 2)),
      hash3(left(6), join(9, row(1, 4), row(2, 4)), join(9, row(3, 4), row(4, 4))),
    ];
    this.contexts.forEach((c, i) => {
      const hash = times(patterns[i]!, PHI);
      c.index = hash >>> (32 - this.bits);
      c.check = (hash >>> (24 - this.bits)) & 0xff;
      const slot = c.slots.get(c.index) ?? unknown(0);
      c.slot = slot.check === c.check ? slot : unknown(c.check);
    });
  }

  /** 17 pixels `up` rows above, the one above the next pixel at bit 8. */
  private above(up: number, bits: number): number {
    const h = this.history;
    const back = up * this.stride;
    return (((h.at(back + 1) << 16) | (h.at(back) << 8) | h.at(back - 1)) >>> (7 - bits)) & 0x1ffff;
  }

  predict(): void {
    this.contexts.forEach(({ map, slot }, i) => {
      const { seen, sure } = HISTORIES[slot.history]!;
      const x = seen ? [map.stretched(slot.history), map.confidence(slot.history)] : [0, 0];
      this.inputs.set([...x, ...(sure ? x : [0, 0])], i * Bitmap.INPUTS);
      this.averages.set([slot.average.stretched(0), slot.average.confidence(0)], i * Bitmap.AVERAGE_INPUTS);
    });
  }

  learn(bit: number): void {
    for (const { slots, index, map, slot } of this.contexts) {
      slots.set(index, slot);
      map.learn(slot.history, bit, 1023);
      slot.history = HISTORIES[slot.history]!.next[bit]!;
      slot.average.learn(0, bit, 1023);
    }
  }
}

/** What a context has learned of one pattern. */
interface Slot {
  readonly check: number;
  readonly average: StateMap;
  history: number;
}

interface Context {
  readonly slots: Map<number, Slot>;
  readonly map: StateMap;
  /** Of the pattern at hand. */
  slot: Slot;
  index: number;
  check: number;
}

function unknown(check: number): Slot {
  return { check, average: new StateMap(1), history: 0 };
}

/** How many pixels from bit 0 to the left are alike, 1 ... 15. */
function alikeLeft(pixels: number): number {
  const end = Array.from({ length: 14 }, (_, x) => x + 1).find((x) => ((pixels >>> x) & 1) !== (pixels & 1));
  return end ?? 15;
}

/** How many bits of a number are 1. */
function ones(x: number): number {
  let count = 0;
  for (let rest = x >>> 0; rest > 0; rest = (rest & (rest - 1)) >>> 0) count++;
  return count;
}
