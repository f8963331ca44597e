/**
 * Counts of every short byte string, for each class.
 *
 * A trie: the root is the empty string, a node of depth k a string of k bytes. Its child by byte b is the string followed
 * by b. So a node is both a counted string and, one byte later, a context for prediction. Strings of up to order + 1 bytes
 * are kept. Learning a document counts every string that ends at each of its bytes, with one look-up per length. The
 * look-up is exact: a node is found by the number of its parent and a byte, not by a hash alone.
 *
 * A node has an entry for each class that has seen its string: n, how often (after its context); t, the sum of n over
 * the children; u, how many children have n > 0. The node itself holds the same three values for all classes together.
 * n counts documents, not positions: each document counts a string once for its class. A string repeated in one document
 * says no more about its class than a string that occurs once. A document begins after a line feed and ends with one, so
 * that its first and last words are recognized as such.
 */

import { doubled } from '../../base/doubled.js';
import { Keys } from './keys.js';

/** A node number and a byte form a 32-bit key. */
export const NODES_MAX = 2 ** 24;
const NONE = -1;
export const LINE_FEED = 10;

/** A typed array of counts or node numbers. */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;

export class Trie {
  readonly order: number;
  /** Entries so far. */
  entries = 0;

  // By node; node 0 is the root.
  n = new Uint32Array(1 << 12);
  t = new Uint32Array(1 << 12);
  u = new Uint16Array(1 << 12);
  /** First entry, or NONE. */
  head = new Int32Array(1 << 12).fill(NONE);
  /** The last document that counted the node. */
  #stamp = new Uint32Array(1 << 12);

  // By entry.
  entryClass = new Uint16Array(1 << 12);
  entryN = new Uint32Array(1 << 12);
  entryT = new Uint32Array(1 << 12);
  entryU = new Uint16Array(1 << 12);
  /** The next entry of the same node, or NONE. */
  next = new Int32Array(1 << 12);

  #keys = new Keys(12);
  #document = 0;
  /** Whether the entries of each node are contiguous. */
  #packed = true;

  constructor(order: number) {
    this.order = order;
  }

  /** Number of nodes, including the root. */
  get nodes(): number {
    return this.#keys.count;
  }

  /** Parent's number · 256 + byte, by node. */
  get keys(): Uint32Array {
    return this.#keys.keys;
  }

  /** The child of `node` by `byte`, or 0. */
  child(node: number, byte: number): number {
    return this.#keys.get(((node << 8) | byte) >>> 0);
  }

  /** Counts every string of `bytes` for class `c`, with a line feed before it (not counted itself) and one after it. */
  learn(bytes: Uint8Array, c: number): void {
    this.#document++;
    this.#packed = false;
    const { order } = this;
    /** The nodes of the last k bytes, and their entries of class c. */
    const context = new Int32Array(order + 2);
    const entry = new Int32Array(order + 2);
    context[1] = this.#descend(0, LINE_FEED);
    entry[0] = this.#entryOf(0, c);
    entry[1] = this.#entryOf(context[1], c);
    let depth = 1;
    for (let i = 0; i <= bytes.length; i++) {
      const byte = i < bytes.length ? bytes[i]! : LINE_FEED;
      // From the longest to the shortest: each string is found from the string that ended one byte earlier.
      for (let k = depth; k >= 0; k--) {
        const found = context[k]! === NONE ? NONE : this.#descend(context[k]!, byte);
        context[k + 1] = found;
        if (found !== NONE) entry[k + 1] = this.#count(entry[k]!, context[k]!, found, c);
      }
      if (depth < order) depth++;
    }
  }

  /** Counts class c at `node`, unless this document has already done so. @returns the entry. */
  #count(parentEntry: number, parent: number, node: number, c: number): number {
    const e = this.#entryOf(node, c);
    if (this.#stamp[node] === this.#document) return e;
    this.#stamp[node] = this.#document;
    if (this.entryN[e]!++ === 0) this.entryU[parentEntry]!++;
    if (this.n[node]!++ === 0) this.u[parent]!++;
    this.entryT[parentEntry]!++;
    this.t[parent]!++;
    return e;
  }

  #entryOf(node: number, c: number): number {
    for (let e = this.head[node]!; e !== NONE; e = this.next[e]!) if (this.entryClass[e] === c) return e;
    return this.addEntry(node, c, 0);
  }

  /** Adds an entry for a class without one at `node`. If n > 0, call `sumUp` after the last entry. */
  addEntry(node: number, c: number, n: number): number {
    const e = this.entries++;
    if (e === this.entryClass.length) this.#growEntries();
    this.entryClass[e] = c;
    this.entryN[e] = n;
    this.next[e] = this.head[node]!;
    this.head[node] = e;
    return e;
  }

  /** The child, created if it does not exist and there is room. */
  #descend(node: number, byte: number): number {
    const found = this.child(node, byte);
    if (found !== 0) return found;
    return this.nodes === NODES_MAX ? NONE : this.add(node, byte);
  }

  add(parent: number, byte: number): number {
    const node = this.#keys.add(((parent << 8) | byte) >>> 0);
    if (node === this.n.length) this.#growNodes();
    return node;
  }

  #growNodes(): void {
    this.n = doubled(this.n);
    this.t = doubled(this.t);
    this.u = doubled(this.u);
    this.head = doubled(this.head).fill(NONE, this.head.length);
    this.#stamp = doubled(this.#stamp);
  }

  #growEntries(): void {
    this.entryClass = doubled(this.entryClass);
    this.entryN = doubled(this.entryN);
    this.entryT = doubled(this.entryT);
    this.entryU = doubled(this.entryU);
    this.next = doubled(this.next);
  }

  /** Computes all t and u, and n of the nodes, from n of the entries. */
  sumUp(): void {
    for (let node = 1; node < this.nodes; node++) {
      const parent = this.keys[node]! >>> 8;
      for (let e = this.head[node]!; e !== NONE; e = this.next[e]!) {
        const n = this.entryN[e]!;
        if (n === 0) continue;
        const above = this.#entryOf(parent, this.entryClass[e]!);
        this.entryT[above]! += n;
        this.entryU[above]!++;
        this.n[node]! += n;
      }
      if (this.n[node] === 0) continue;
      this.t[parent]! += this.n[node]!;
      this.u[parent]!++;
    }
    this.#packed = false;
    this.pack();
  }

  /** Makes the entries of each node contiguous, so that reading them is several times as fast. */
  pack(): void {
    if (this.#packed) return;
    const { entries } = this;
    const from = new Uint32Array(entries);
    let to = 0;
    for (let node = 0; node < this.nodes; node++) {
      for (let e = this.head[node]!; e !== NONE; e = this.next[e]!) from[to++] = e;
    }
    const gather = <T extends Numbers>(numbers: T): T => {
      const copy = numbers.slice() as T;
      for (let e = 0; e < entries; e++) numbers[e] = copy[from[e]!]!;
      return numbers;
    };
    gather(this.entryClass);
    gather(this.entryN);
    gather(this.entryT);
    gather(this.entryU);
    const last = new Uint8Array(entries);
    for (let e = 0; e < entries; e++) if (this.next[from[e]!] === NONE) last[e] = 1;
    to = 0;
    for (let node = 0; node < this.nodes; node++) {
      if (this.head[node] === NONE) continue;
      this.head[node] = to;
      while (last[to] === 0) this.next[to] = ++to;
      this.next[to++] = NONE;
    }
    this.#packed = true;
  }
}
