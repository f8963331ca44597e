import { ByteModel, MASS_ONE } from '../byte-to-bit';
import { Context, ENTRY_BYTES, Entry } from './contexts';
import { Escapes } from './escapes';
import { Tree } from './tree';

/** Memory for one byte of content: text in order 16 takes 16 to 30 bytes, mixed data more. */
const TREE_BYTES_EACH: u64 = 64;
const TREE_BYTES_MIN: u64 = 1 << 18;
const TREE_BYTES_MAX: u64 = 1 << 28;

/**
 * The next byte's distribution by partial matching: from the longest context that holds to the root, each
 * gives what is left of the mass, less P(escape), to the symbols it knows that no longer one knew
 * (exclusion), in proportion to their frequencies. What the root leaves, the other bytes share.
 */
export class PpmByteModel extends ByteModel {
  /**
   * Contexts are asked while at least this mass is left: a byte of the rest costs some bits more, rarely.
   * 2^-20 saves 0.02 % of the code and costs 15 % of the time.
   */
  private static readonly MASS_MIN: u32 = MASS_ONE >>> 11;

  private readonly tree: Tree;
  private readonly escapes: Escapes = new Escapes();
  private longest: Context = changetype<Context>(0); // of the contexts that hold now
  /** For each context from the longest on: the note of Escapes; its first word is 0 if it had nothing new. */
  private readonly notes: StaticArray<u8> = new StaticArray<u8>(33 * Escapes.NOTE_BYTES);
  private readonly fresh: StaticArray<u32> = new StaticArray<u32>(256); // scratch
  private asked: u32 = 0; // how many contexts were asked

  /** @param order the greatest. @param size of the content in bytes. */
  constructor(order: u32, size: u32) {
    super();
    this.tree = new Tree(order, <u32>min<u64>(TREE_BYTES_MIN + size * TREE_BYTES_EACH, TREE_BYTES_MAX));
    this.longest = this.tree.root;
  }

  /** The most frequent symbol of the longest context, or 0 before the first byte. */
  get expected(): u32 {
    return this.longest.count ? changetype<Entry>(this.longest.first).symbol : 0;
  }

  distribution(masses: usize): void {
    memory.fill(masses, 0, 1024);
    let mass = MASS_ONE;
    let known: u32 = 0; // symbols with a mass
    let note = changetype<usize>(this.notes);
    const fresh = changetype<usize>(this.fresh);
    this.asked = 0;
    for (let c = this.longest; c && mass >= PpmByteModel.MASS_MIN; c = c.suffix) {
      store<usize>(note, 0);
      const before = mass;
      if (c.count === 1) {
        const at = masses + ((<usize>c.only.symbol) << 2);
        if (!load<u32>(at)) {
          mass = part(mass, this.escapes.ofOne(c, note));
          store<u32>(at, before - mass);
          known++;
        }
      } else if (c.count) {
        // The symbols that no longer context knew, gathered without a branch that is hard to foresee.
        let count: u32 = 0;
        let total: u32 = 0;
        const end = c.end;
        for (let at = c.entries; at < end; at += ENTRY_BYTES) {
          const e = changetype<Entry>(at);
          const unknown = u32(load<u32>(masses + ((<usize>e.symbol) << 2)) === 0);
          store<u32>(fresh + ((<usize>count) << 2), load<u32>(at, 4));
          count += unknown;
          total += unknown * e.frequency;
        }
        if (count) {
          mass = part(mass, this.escapes.ofMany(c, count, total, note));
          const each = <f64>(before - mass) / <f64>total;
          for (let i: u32 = 0; i < count; i++) {
            const e = load<u32>(fresh + ((<usize>i) << 2)); // frequency and symbol of an Entry
            store<u32>(masses + (((e >>> 16) & 255) << 2), max<u32>(<u32>(each * <f64>(e & 0xffff)), 1));
          }
          known += count;
        }
      }
      note += Escapes.NOTE_BYTES;
      this.asked++;
    }
    if (known < 256) share(masses, max<u32>(mass / (256 - known), 1));
  }

  learn(byte: u32): void {
    let note = changetype<usize>(this.notes);
    let c = this.longest;
    for (let i: u32 = 0; i < this.asked; i++, c = c.suffix) {
      const escaped = !c.find(byte);
      if (load<usize>(note)) this.escapes.learn(note, u32(escaped));
      if (!escaped) break;
      note += Escapes.NOTE_BYTES;
    }
    this.longest = this.tree.learn(this.longest, byte);
  }

  perceive(byte: u32): void {
    const before: u32 = this.longest.order;
    this.longest = this.tree.follow(this.longest, byte);
    const after: u32 = this.longest.order;
    this.escapes.perceive(byte, u32(after > before || (after === before && after === this.tree.order)));
  }
}

/** A part of `mass` that is neither nothing nor all. */
@inline
function part(mass: u32, p: f32): u32 {
  return min<u32>(max<u32>(<u32>(<f32>mass * p), 1), mass - 1);
}

/** Gives `each` to all bytes without a mass. */
@inline
function share(masses: usize, each: u32): void {
  const all = i32x4.splat(each);
  for (let i: usize = 0; i < 1024; i += 16) {
    const m = v128.load(masses + i);
    v128.store(masses + i, v128.bitselect(all, m, i32x4.eq(m, i32x4.splat(0))));
  }
}
