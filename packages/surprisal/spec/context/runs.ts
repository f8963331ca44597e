import { StateMap } from '../mixing/state-map.js';
import { PHI, times } from '../numbers.js';

const LENGTH_MAX = 31;

/**
 * Run maps: for each context the byte that came last and how often in a row; it is expected to come again.
 * Specification of kernel/mixing/run-maps.ts.
 */
export class Runs {
  static readonly INPUTS = 1;

  inputs: Float32Array = new Float32Array();
  private readonly bits: number;
  private readonly table = new Map<number, Slot>();
  private readonly contexts: readonly Context[];

  /** @param count contexts. @param bits log2 of the slots in the table. */
  constructor(count: number, bits: number) {
    this.bits = bits;
    const slot = this.slot(0);
    this.contexts = Array.from({ length: count }, () => ({ slot, map: new StateMap(256), said: undefined }));
  }

  private slot(i: number): Slot {
    const slot = this.table.get(i) ?? { check: 0, length: 0, byte: 0 };
    this.table.set(i, slot);
    return slot;
  }

  /** Context `i` of the next byte; call after `learnByte`. */
  set(i: number, context: number, learning: boolean): void {
    const h = times(context + i, PHI);
    const slot = this.slot(h >>> (32 - this.bits));
    this.contexts[i]!.slot = slot;
    const check = times(h, 0x2c1b3c6d) >>> 16;
    // A slot of another context is cleared; while frozen, it is taken for what it is not.
    if (learning && slot.check !== check) Object.assign(slot, { check, length: 0, byte: 0 });
  }

  /** Counts the byte that came in every context. */
  learnByte(byte: number): void {
    for (const { slot } of this.contexts) {
      slot.length = slot.byte === byte ? Math.min(slot.length + 1, LENGTH_MAX) : 1;
      slot.byte = byte;
    }
  }

  /** @param partial the bits of the byte so far, after a leading 1. @param bits how many. */
  predict(partial: number, bits: number): void {
    this.contexts.forEach((c, i) => {
      const { length, byte } = c.slot;
      this.inputs[i] = 0;
      c.said = undefined;
      if (length === 0 || (byte | 256) >>> (8 - bits) !== partial) return;
      const bit = (byte >>> (7 - bits)) & 1;
      const entry = length * 8 + bits;
      this.inputs[i] = (bit ? 1 : -1) * c.map.stretched(entry);
      c.said = { bit, entry };
    });
  }

  learn(bit: number): void {
    for (const { map, said } of this.contexts) {
      if (said !== undefined) map.learn(said.entry, bit === said.bit ? 1 : 0, 1023);
    }
  }
}

interface Slot {
  check: number;
  length: number;
  byte: number;
}

interface Context {
  slot: Slot;
  /** P(the expected bit comes), by length and bit of the byte. */
  readonly map: StateMap;
  /** What the last `predict` said, undefined where nothing. */
  said: { readonly bit: number; readonly entry: number } | undefined;
}
