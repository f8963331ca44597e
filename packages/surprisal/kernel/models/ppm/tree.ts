import { Context, ENTRY_BYTES, Entry } from './contexts';
import { SubAllocator } from './sub-allocator';

/**
 * The context tree: which bytes followed which strings, and how often.
 *
 * `longest` is the longest context known to hold now; its suffixes hold too, down to the root. A new byte s
 * is looked for from there: the first context that knows it is `known`.
 * - `known` counts it, +INCREMENT; and so does, by half, the suffix of `known` while it is new to `known`.
 *   The shorter ones do not (update exclusion): they count what the longer ones could not predict.
 * - The longer ones get an entry for it, with a frequency inherited from `known`.
 * - The next longest context is `known` continued by s.
 * A string seen once needs no record: its entry's successor points at the text that followed. On its second
 * visit the context is made, and knows the one byte that stands there. If an entry's successor is still
 * text, its suffixes' are contexts, or the same text; so a row of them is made at once, shortest first.
 * A context of the greatest order is not continued: its entries lead to the continued suffix.
 *
 * Frequencies: where there are several symbols, INCREMENT each time; halved when one exceeds FREQUENCY_MAX.
 * Where there is one, 1 each time, up to ALONE_MAX: it only distinguishes situations (see Escapes).
 * Source: D. Shkarin, "PPM: one step to practicality" (2002); lazy contexts: P. G. Howard (1993).
 */
export class Tree {
  private static readonly INCREMENT: u32 = 4;
  /** Best of 60, 124, 250 on training text: the counts of some 30 visits, then fading. */
  private static readonly FREQUENCY_MAX: u32 = 124;
  private static readonly ALONE_MAX: u32 = 128;
  /** The suffix counts along while the symbol's frequency in the longer context is below. Best of 16, 31, 60. */
  private static readonly NEW: u32 = 31;
  /** Memory that one byte can take, at most: 33 contexts made, 33 arrays of entries grown. */
  private static readonly UPDATE_BYTES: u32 = 33 * (16 + 2048) + 1;

  private readonly memory: SubAllocator;
  private readonly reread: u32; // bytes of text read again after a restart: 1/64 of the memory
  root: Context = changetype<Context>(0);

  /** @param order the greatest. @param bytes of memory. */
  constructor(
    readonly order: u32,
    bytes: u32,
  ) {
    this.memory = new SubAllocator(bytes);
    this.reread = bytes >>> 6;
    this.clear();
  }

  /** The longest context after `symbol` was seen in `longest`. */
  follow(longest: Context, symbol: u32): Context {
    for (let c = longest; c; c = c.suffix) {
      const entry = c.find(symbol);
      if (entry && !this.memory.isText(entry.successor)) return changetype<Context>(entry.successor);
    }
    return this.root;
  }

  /** Learns that `symbol` followed in `longest`. @returns `longest`, or what replaces it after a restart. */
  learn(longest: Context, symbol: u32): Context {
    if (!this.memory.has(Tree.UPDATE_BYTES)) longest = this.restart();
    this.memory.append(symbol);
    const here = this.memory.textEnd;
    let known = longest;
    let entry = known.find(symbol);
    while (!entry && known.suffix) {
      known = known.suffix;
      entry = known.find(symbol);
    }
    if (!entry) {
      for (let c = longest; c; c = c.suffix) this.insert(c, symbol, here, 1, 1);
      return longest;
    }
    entry = this.count(known, entry);
    const frequency: u32 = entry.frequency;
    const others: u32 = known.count === 1 ? 1 : known.total - frequency + known.count;
    for (let c = longest; c !== known; c = c.suffix) this.insert(c, symbol, here, frequency, others);

    if (known.order < this.order) {
      this.child(known, entry);
    } else {
      const shorter = known.suffix;
      entry.successor = changetype<usize>(this.child(shorter, shorter.find(symbol)));
    }
    return longest;
  }

  private clear(): void {
    const root = changetype<Context>(this.memory.allocate(1));
    memory.fill(changetype<usize>(root), 0, 16);
    this.root = root;
  }

  /**
   * Memory is full: forgets everything but the end of the text, which is read again, as it predicts best
   * what comes next: 2.3 % of the code where memory is too small by half a dozen times. Text that would
   * fill half of the memory already is not read to its end. @returns the longest context after it.
   */
  private restart(): Context {
    const n = min(this.reread, this.memory.textBytes);
    const text = this.memory.clear(n);
    this.clear();
    let longest = this.root;
    for (let i: u32 = 0; i < n && this.memory.has(this.reread << 5); i++) {
      const symbol = load<u8>(text + i);
      this.learn(longest, symbol);
      longest = this.follow(longest, symbol);
    }
    return longest;
  }

  /** Counts a symbol in the context that knows it, and perhaps in its suffix. @returns where its entry is now. */
  private count(c: Context, entry: Entry): Entry {
    const suffix = c.suffix;
    if (suffix && entry.frequency < Tree.NEW) {
      const e = suffix.find(entry.symbol);
      if (suffix.count === 1) {
        if (e.frequency < Tree.NEW) e.frequency++;
      } else if (e.frequency < Tree.FREQUENCY_MAX - 8) {
        e.frequency += <u16>(Tree.INCREMENT / 2);
        suffix.total += Tree.INCREMENT / 2;
      }
    }
    if (c.count === 1) {
      if (entry.frequency < Tree.ALONE_MAX) entry.frequency++;
      return entry;
    }
    entry.frequency += <u16>Tree.INCREMENT;
    c.total += Tree.INCREMENT;
    // Frequent symbols come first: they are found soonest.
    let at = changetype<usize>(entry);
    const first = c.entries;
    while (at > first && changetype<Entry>(at - ENTRY_BYTES).frequency < changetype<Entry>(at).frequency) {
      const moved = load<u64>(at);
      store<u64>(at, load<u64>(at - ENTRY_BYTES));
      at -= ENTRY_BYTES;
      store<u64>(at, moved);
    }
    if (changetype<Entry>(at).frequency > Tree.FREQUENCY_MAX) Tree.halve(c);
    return changetype<Entry>(at);
  }

  private static halve(c: Context): void {
    c.total = 0;
    const end = c.end;
    for (let at = c.entries; at < end; at += ENTRY_BYTES) {
      const e = changetype<Entry>(at);
      e.frequency = (e.frequency + 1) >>> 1;
      c.total += e.frequency;
    }
  }

  /**
   * Adds a symbol to a context that does not know it. Its frequency is inherited (information inheritance):
   * about as much as gives it here the probability it has in the first context that knows it, where its
   * frequency is `frequency` and all others' is `others`. At least 3 / 4 of a visit, at most 2.
   */
  private insert(c: Context, symbol: u32, successor: usize, frequency: u32, others: u32): void {
    const count: u32 = c.count;
    let e = c.only;
    let inherited: u32 = 1;
    if (count) {
      this.makeRoom(c);
      inherited = 3 + min<u32>((frequency * 2 * (c.total + 6)) / (others + c.total) / 3, 5);
      c.total += inherited;
      e = changetype<Entry>(c.entries + <usize>count * ENTRY_BYTES);
    }
    e.symbol = <u8>symbol;
    e.successor = successor;
    e.frequency = <u16>inherited;
    c.count = <u16>(count + 1);
  }

  /** Room for one entry more, in a context that has one or more. */
  private makeRoom(c: Context): void {
    const count: u32 = c.count;
    if (count === 1) {
      const entries = this.memory.allocate(1);
      const e = changetype<Entry>(entries);
      store<u64>(entries, load<u64>(changetype<usize>(c.only)));
      e.frequency = <u16>min<u32>(<u32>e.frequency * 2, Tree.FREQUENCY_MAX - 4);
      c.total = e.frequency;
      c.entries = entries;
    } else if (SubAllocator.forEntries(count + 1) > SubAllocator.forEntries(count)) {
      const entries = this.memory.allocate(SubAllocator.forEntries(count + 1));
      memory.copy(entries, c.entries, count * ENTRY_BYTES);
      this.memory.free(c.entries, SubAllocator.forEntries(count));
      c.entries = entries;
    }
  }

  /** The context `c` continued by the symbol of `entry`; made now if its successor is still text. */
  private child(c: Context, entry: Entry): Context {
    const place = entry.successor;
    if (!this.memory.isText(place)) return changetype<Context>(place);
    const suffix = c.suffix ? this.child(c.suffix, c.suffix.find(entry.symbol)) : this.root;
    const made = changetype<Context>(this.memory.allocate(1));
    made.count = 1;
    made.order = c.order + 1;
    made.suffix = suffix;
    const only = made.only;
    only.symbol = load<u8>(place);
    only.successor = place + 1;
    only.frequency = <u16>Tree.alone(suffix, suffix.find(only.symbol));
    entry.successor = changetype<usize>(made);
    return made;
  }

  /** The frequency of the only symbol of a new context: one more than the odds it has in the suffix, rounded. */
  private static alone(suffix: Context, e: Entry): u32 {
    if (suffix.count === 1) return e.frequency;
    const frequency: u32 = <u32>e.frequency - 1;
    const others = suffix.total - frequency;
    return 1 + min<u32>((frequency * 2 + others) / (others * 2), 100);
  }
}
