import { CONTEXT_BYTES, Context, ENTRY_BYTES, Entry } from './contexts';
import { Units } from './units';

/** The context tree: which symbols followed which strings. */
export class Tree {
  static readonly INCREMENT: u32 = 4;
  static readonly FREQUENCY_MAX: u32 = 124;
  /** Bytes of new records that one byte can ask for, at most: every context of the chain grows. */
  private static readonly UPDATE_BYTES: u32 = 33 * (2048 + 64);

  readonly units: Units;
  root: Context = changetype<Context>(0);

  constructor(private readonly order: u32, bytes: u32) {
    this.units = new Units(bytes);
    this.clear();
  }

  clear(): void {
    this.units.clear();
    this.root = changetype<Context>(this.units.take(1));
    this.root.count = 0;
    this.root.total = 0;
    this.root.entries = 0;
    this.root.suffix = changetype<Context>(0);
  }

  /** Whether the next byte can be learned. */
  hasRoom(): bool {
    return this.units.has(Tree.UPDATE_BYTES);
  }

  /**
   * Learns that `symbol` followed the string of `longest`.
   * @param order of `longest`. @returns the longest context that then holds.
   */
  learn(longest: Context, order: u32, symbol: u32): Context {
    const units = this.units;
    units.append(symbol);
    const here = units.textEnd;
    // The first context of the chain that knows the symbol.
    let known = longest;
    let entry = changetype<Entry>(0);
    let knownOrder = order;
    while (known) {
      entry = known.find(symbol);
      if (entry) break;
      known = known.suffix;
      knownOrder--;
    }
    if (entry) entry = this.increment(known, entry);

    // The ones before it are told.
    let frequency: u32 = 1;
    let rest: u32 = 1;
    if (entry) {
      frequency = entry.frequency;
      rest = known.count > 1 ? known.total - frequency + known.count: 1;
    }
    for (let c = longest; c != known; c = c.suffix) this.insert(c, symbol, here, frequency, rest);
    if (!entry) return this.root;

    if (knownOrder == this.order) {
      // No context is longer: go on in the one that is as long.
      const shorter = known.suffix;
      const next = this.child(shorter, shorter.find(symbol));
      entry.successor = changetype<usize>(next);
      return next;
    }
    return this.child(known, entry);
  }

  /** The context of `c` continued by the symbol of `entry`, made if it is not there yet. */
  private child(c: Context, entry: Entry): Context {
    const units = this.units;
    const place = entry.successor;
    if (!units.isText(place)) return changetype<Context>(place);
    const suffix = c.suffix ? this.child(c.suffix, c.suffix.find(entry.symbol)) : this.root;
    const made = changetype<Context>(units.take(CONTEXT_BYTES >>> 4));
    made.count = 1;
    made.suffix = suffix;
    const symbol = load<u8>(place);
    const only = made.only;
    only.symbol = symbol;
    only.successor = place + 1;
    only.frequency = <u16>inherit1(suffix, suffix.find(symbol));
    entry.successor = changetype<usize>(made);
    return made;
  }

  /** Counts one more. @returns where the entry is now. */
  private increment(c: Context, entry: Entry): Entry {
    if (c.count == 1) {
      if (entry.frequency < 128) entry.frequency++;
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
      store<u64>(at - ENTRY_BYTES, moved);
      at -= ENTRY_BYTES;
    }
    if (changetype<Entry>(at).frequency > <u16>Tree.FREQUENCY_MAX) this.halve(c);
    return changetype<Entry>(at);
  }

  private halve(c: Context): void {
    let total: u32 = 0;
    const end = c.entries + (<usize>c.count << 3);
    for (let at = c.entries; at < end; at += ENTRY_BYTES) {
      const e = changetype<Entry>(at);
      e.frequency = (e.frequency + 1) >>> 1;
      total += e.frequency;
    }
    c.total = total;
  }

  /** Adds a symbol to a context that does not have it. */
  private insert(c: Context, symbol: u32, successor: usize, frequency: u32, rest: u32): void {
    const units = this.units;
    const count: u32 = c.count;
    if (count == 0) {
      const only = c.only;
      only.symbol = <u8>symbol;
      only.successor = successor;
      only.frequency = 1;
      c.count = 1;
      return;
    }
    if (count == 1) {
      const only = load<u64>(changetype<usize>(c), 4);
      const entries = units.take(1);
      store<u64>(entries, only);
      c.entries = entries;
      const e = changetype<Entry>(entries);
      e.frequency = <u16>min(e.frequency * 2, 120);
      c.total = e.frequency;
    } else if (Units.forEntries(count + 1) != Units.forEntries(count)) {
      const entries = units.take(Units.forEntries(count + 1));
      memory.copy(entries, c.entries, count << 3);
      units.give(c.entries, Units.forEntries(count));
      c.entries = entries;
    }
    const r: u32 = frequency * 2 * (c.total + 6);
    const sf: u32 = rest + c.total;
    let f: u32 = 0;
    if (r < sf * 6) f = 1 + u32(r > sf) + u32(r >= sf * 4);
    else f = 4 + u32(r >= sf * 9) + u32(r >= sf * 12) + u32(r >= sf * 15);
    const e = changetype<Entry>(c.entries + (count << 3));
    e.symbol = <u8>symbol;
    e.successor = successor;
    e.frequency = <u16>f;
    c.total += f;
    c.count = <u16>(count + 1);
  }
}

/** The count a new context gives its only symbol: by the odds it has in the suffix. */
function inherit1(suffix: Context, e: Entry): u32 {
  if (suffix.count == 1) return e.frequency;
  const cf: u32 = <u32>e.frequency - 1;
  const s0: u32 = suffix.total - cf;
  return cf * 2 <= s0 ? 1 + u32(cf * 5 > s0) : 1 + min<u32>((cf * 2 + s0 * 3 - 1) / (s0 * 2), 100);
}
