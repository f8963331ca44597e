import { type ByteModel, MASS_ONE } from '../byte-to-bit.js';
import { f32 } from '../numbers.js';
import { Escapes, type Note } from './escapes.js';
import { Memory } from './memory.js';
import { type Context, Tree } from './tree.js';

const MASS_MIN = MASS_ONE / 2 ** 11;

/** The next byte's distribution by partial matching. Specification of kernel/models/ppm/byte-model.ts. */
export class PpmByteModel implements ByteModel {
  private readonly tree: Tree;
  private readonly escapes = new Escapes();
  private longest: Context;
  /** The contexts asked, from the longest on; without a note where all symbols were excluded. */
  private asked: { context: Context; note: Note | undefined }[] = [];

  constructor(order: number, size: number, memoryMax = 2 ** 28) {
    this.tree = new Tree(order, new Memory(Math.min(2 ** 18 + size * 64, memoryMax)));
    this.longest = this.tree.root;
  }

  /** The most frequent symbol of the longest context, or 0 before the first byte. */
  get expected(): number {
    return this.longest.entries[0]?.symbol ?? 0;
  }

  distribution(): readonly number[] {
    const masses = new Array<number>(256).fill(0);
    let mass = MASS_ONE;
    this.asked = [];
    for (const context of this.longest.chain()) {
      if (mass < MASS_MIN) break;
      const fresh = context.entries.filter((entry) => masses[entry.symbol] === 0);
      let note: Note | undefined;
      if (fresh.length > 0) {
        const total = fresh.reduce((sum, entry) => sum + entry.frequency, 0);
        const one = context.entries.length === 1;
        note = one ? this.escapes.ofOne(context) : this.escapes.ofMany(context, fresh.length, total);
        const rest = Math.min(Math.max(Math.floor(f32(f32(mass) * note.p)), 1), mass - 1);
        const each = (mass - rest) / total;
        for (const { symbol, frequency } of fresh) {
          masses[symbol] = one ? mass - rest : Math.max(Math.floor(each * frequency), 1);
        }
        mass = rest;
      }
      this.asked.push({ context, note });
    }
    const unknown = masses.filter((m) => m === 0).length;
    return masses.map((m) => m || Math.max(Math.floor(mass / unknown), 1));
  }

  learn(byte: number): void {
    for (const { context, note } of this.asked) {
      const escaped = context.find(byte) === undefined;
      if (note !== undefined) this.escapes.learn(note, escaped ? 1 : 0);
      if (!escaped) break;
    }
    this.longest = this.tree.learn(this.longest, byte);
  }

  perceive(byte: number): void {
    const before = this.longest.order;
    this.longest = this.tree.follow(this.longest, byte);
    const after = this.longest.order;
    const predicted = after > before || (after === before && after === this.tree.order);
    this.escapes.perceive(byte, predicted ? 1 : 0);
  }
}
