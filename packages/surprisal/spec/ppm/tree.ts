import type { Memory } from './memory.js';

/** A symbol that was seen in a context. */
export interface Entry {
  readonly symbol: number;
  frequency: number;
  /** The context continued by this symbol; or, while that was seen only once, where in the text it goes on. */
  successor: Context | number;
}

/** A string of bytes that was followed by at least one other; the root, the empty string, also before that. */
export class Context {
  readonly order: number;
  /** The same string without its first byte; undefined for the root. */
  readonly suffix: Context | undefined;
  readonly entries: Entry[];

  constructor(order: number, suffix: Context | undefined, ...entries: Entry[]) {
    this.order = order;
    this.suffix = suffix;
    this.entries = entries;
  }

  get total(): number {
    return this.entries.reduce((sum, entry) => sum + entry.frequency, 0);
  }

  find(symbol: number): Entry | undefined {
    return this.entries.find((entry) => entry.symbol === symbol);
  }

  /** This context and its suffixes, the longest first. */
  *chain(): Generator<Context, void> {
    for (let c: Context | undefined = this; c !== undefined; c = c.suffix) yield c;
  }
}

const INCREMENT = 4;
const FREQUENCY_MAX = 124;
const ALONE_MAX = 128;
const NEW = 31;

/** The context tree. Specification of kernel/models/ppm/tree.ts, whose preface tells the rules. */
export class Tree {
  readonly order: number;
  readonly memory: Memory;
  root = new Context(0, undefined);
  private text: number[] = [];

  constructor(order: number, memory: Memory) {
    this.order = order;
    this.memory = memory;
  }

  /** The longest context after `symbol` was seen in `longest`. */
  follow(longest: Context, symbol: number): Context {
    for (const c of longest.chain()) {
      const successor = c.find(symbol)?.successor;
      if (successor instanceof Context) return successor;
    }
    return this.root;
  }

  /** Learns that `symbol` followed in `longest`. @returns `longest`, or what replaces it after a restart. */
  learn(longest: Context, symbol: number): Context {
    if (!this.memory.hasRoom) {
      const after = this.restart();
      this.count(after, symbol);
      return after;
    }
    this.count(longest, symbol);
    return longest;
  }

  private count(longest: Context, symbol: number): void {
    this.text.push(symbol);
    this.memory.append();
    const here = this.text.length;
    const chain = [...longest.chain()];
    const known = chain.find((c) => c.find(symbol) !== undefined);
    const longer = known === undefined ? chain : chain.slice(0, chain.indexOf(known));
    let frequency = 1;
    let others = 1;
    if (known !== undefined) {
      this.increment(known, known.find(symbol)!);
      frequency = known.find(symbol)!.frequency;
      if (known.entries.length > 1) others = known.total - frequency + known.entries.length;
    }
    for (const c of longer) this.insert(c, { symbol, frequency: 1, successor: here }, frequency, others);
    if (known === undefined) return;

    const entry = known.find(symbol)!;
    if (known.order < this.order) this.child(known, entry);
    else entry.successor = this.child(known.suffix!, known.suffix!.find(symbol)!);
  }

  /** Forgets everything but the end of the text, and reads that again. */
  private restart(): Context {
    const end = this.text.slice(-this.memory.reread);
    this.text = [];
    this.memory.clear();
    this.root = new Context(0, undefined);
    let longest = this.root;
    for (const symbol of end) {
      if (!this.memory.hasHalf) break;
      this.count(longest, symbol);
      longest = this.follow(longest, symbol);
    }
    return longest;
  }

  private increment(c: Context, entry: Entry): void {
    const suffix = c.suffix;
    if (suffix !== undefined && entry.frequency < NEW) {
      const e = suffix.find(entry.symbol)!;
      if (suffix.entries.length === 1) {
        if (e.frequency < NEW) e.frequency++;
      } else if (e.frequency < FREQUENCY_MAX - 8) {
        e.frequency += INCREMENT / 2;
      }
    }
    if (c.entries.length === 1) {
      if (entry.frequency < ALONE_MAX) entry.frequency++;
      return;
    }
    entry.frequency += INCREMENT;
    const entries = c.entries;
    for (let i = entries.indexOf(entry); i > 0 && entries[i - 1]!.frequency < entry.frequency; i--) {
      entries[i] = entries[i - 1]!;
      entries[i - 1] = entry;
    }
    if (entry.frequency > FREQUENCY_MAX) for (const e of entries) e.frequency = (e.frequency + 1) >>> 1;
  }

  /** Adds `entry`, which inherits its frequency from the context that knew its symbol. */
  private insert(c: Context, entry: Entry, frequency: number, others: number): void {
    const [first] = c.entries;
    if (first !== undefined) {
      this.memory.grow(c.entries.length);
      if (c.entries.length === 1) first.frequency = Math.min(first.frequency * 2, FREQUENCY_MAX - 4);
      const share = Math.floor((frequency * 2 * (c.total + 6)) / (others + c.total));
      entry.frequency = 3 + Math.min(Math.floor(share / 3), 5);
    }
    c.entries.push(entry);
  }

  /** The context `c` continued by the symbol of `entry`; made now if its successor is still text. */
  private child(c: Context, entry: Entry): Context {
    if (entry.successor instanceof Context) return entry.successor;
    const place = entry.successor;
    const suffix = c.suffix === undefined ? this.root : this.child(c.suffix, c.suffix.find(entry.symbol)!);
    this.memory.makeContext();
    const symbol = this.text[place]!;
    const frequency = alone(suffix, suffix.find(symbol)!);
    const made = new Context(c.order + 1, suffix, { symbol, frequency, successor: place + 1 });
    entry.successor = made;
    return made;
  }
}

/** The frequency of the only symbol of a new context: one more than the odds it has in the suffix, rounded. */
function alone(suffix: Context, e: Entry): number {
  if (suffix.entries.length === 1) return e.frequency;
  const frequency = e.frequency - 1;
  const others = suffix.total - frequency;
  return 1 + Math.min(Math.floor((frequency * 2 + others) / (others * 2)), 100);
}
