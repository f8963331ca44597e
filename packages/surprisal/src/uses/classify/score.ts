/**
 * Code lengths under every class at once, from one walk through the trie.
 *
 * After a context of k bytes a class predicts the next byte b from its counts there, with absolute discounting (n, t, u of
 * trie.ts; P' the prediction after k - 1 bytes):
 *
 *   P_k(b | class) = (max(n - D, 0) + (D u + S) P'(b)) / (t + S)
 *   P'(b)          = K P_{k-1}(b | class) + (1 - K) P_k(b | pool)
 *
 * The pool is all classes together, counted and smoothed the same way. So a class that has not seen a context predicts
 * mostly what the others do, and missing data is evidence neither for nor against it. Below order 0 all bytes are equally
 * likely. Last comes a prediction from the earlier part of the document, in the context of the last four bytes. It is the
 * same for all classes: a repetition within a document is no new evidence. P = (n_doc + E P_order) / (t_doc + E).
 *
 * All are distributions over the 256 bytes, so the sum of -log2 P is a code length. The document counts as if it began
 * and ended a line: a line feed precedes its first byte, and the line feed after its last byte is coded too.
 *
 * P_k(b | class) of a class without an entry needs no work. Each level maps all such classes by the same linear function
 * x → K x + (1 - K) pool. Only the slope and shift of the composed functions are kept, until a class differs.
 *
 * Absolute discounting: Ney, Essen, Kneser 1994. Language models as classifiers: Peng, Schuurmans 2003; Teahan, Harper
 * 2003.
 */

import { doubled } from '../../base/doubled.js';
import { log2 } from '../../base/elementary.js';
import { Keys } from './keys.js';
import { LINE_FEED, type Trie } from './trie.js';

// The best of a few values on the last fifth of the training parts of R8, TREC and Ohsumed. Accuracy changes by at most one
// point when any of them is halved or doubled.
const D = 0.5;
const S = 1;
const K = 0.8;
const E = 0.3;

/** Number of probabilities multiplied before a logarithm is taken: the product of 16 stays far above 2^-1022. */
const PRODUCT_BYTES = 16;

/** Scores one document under `classes` classes, byte by byte. */
export class Scorer {
  readonly #trie: Trie;
  readonly #classes: number;
  /** Nodes of the last 0, 1, … order bytes; 0 beyond the longest known context (and for the root). */
  readonly #context: Int32Array;
  /** The prediction of each class is slope · line[class] + shift. */
  readonly #line: Float64Array;
  readonly #counted: Float64Array;
  /** By order from 1 and class: the product of probabilities since the last logarithm, and -log2 of all earlier ones. */
  readonly #product: Float64Array;
  readonly #bits: Float64Array;
  readonly #echo = new Echo();
  #read = 0;

  constructor(trie: Trie, classes: number) {
    this.#trie = trie;
    this.#classes = classes;
    this.#context = new Int32Array(trie.order + 2);
    this.#line = new Float64Array(classes);
    this.#counted = new Float64Array(classes);
    this.#product = new Float64Array(trie.order * classes).fill(1);
    this.#bits = new Float64Array(trie.order * classes);
    this.#context[1] = trie.child(0, LINE_FEED);
  }

  /**
   * -log2 P(all bytes so far | class, contexts of at most k bytes), in bits: shape (order, classes), row-major,
   * k from 1. The last row is the code length; the other rows show the contribution of each order.
   */
  get bits(): Float64Array {
    this.#flush();
    return this.#bits;
  }

  /** Reads the next bytes. */
  read(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#probe(byte, true);
      if (++this.#read % PRODUCT_BYTES === 0) this.#flush();
    }
  }

  /** P(next byte = `byte` | class) for each class, as used in the code length. */
  next(byte: number): Float64Array {
    return this.#probe(byte, false).slice();
  }

  /** The end of the document. */
  finish(): void {
    this.read(Uint8Array.of(LINE_FEED));
  }

  /** @param go whether `byte` is the actual next byte: if so, multiplies and advances. @returns P(byte | class). */
  #probe(byte: number, go: boolean): Float64Array {
    const trie = this.#trie;
    const { head, next, entryClass, entryN, entryT, entryU, n, t, u, order } = trie;
    const classes = this.#classes;
    const context = this.#context;
    const line = this.#line.fill(1 / 256);
    const counted = this.#counted;
    const found = new Int32Array(order + 1);
    let pool = 1 / 256;
    let slope = 1;
    let shift = 0;
    let known = true;
    const { share, weight } = this.#echo.predict(byte);
    for (let k = 0; k <= order; k++) {
      const node = context[k]!;
      known &&= k === 0 || node !== 0;
      const total = known ? t[node]! : 0;
      if (total > 0) {
        const target = trie.child(node, byte);
        found[k] = target;
        const seen = target === 0 ? 0 : n[target]!;
        pool = (Math.max(seen - D, 0) + (D * u[node]! + S) * pool) / (total + S);
        slope *= K;
        shift = shift * K + (1 - K) * pool;
        if (target !== 0) for (let e = head[target]!; e >= 0; e = next[e]!) counted[entryClass[e]!] = entryN[e]!;
        for (let e = head[node]!; e >= 0; e = next[e]!) {
          const c = entryClass[e]!;
          const count = counted[c]!;
          counted[c] = 0;
          const shorter = slope * line[c]! + shift;
          const p = ((count > D ? count - D : 0) + (D * entryU[e]! + S) * shorter) / (entryT[e]! + S);
          line[c] = (p - shift) / slope;
        }
      }
      if (k === 0 || !go) continue;
      const product = this.#product;
      const last = k === order;
      const a = last ? slope * weight : slope;
      const b = last ? shift * weight + share : shift;
      const from = (k - 1) * classes;
      for (let c = 0; c < classes; c++) product[from + c]! *= a * line[c]! + b;
    }
    if (go) {
      // The node found after k bytes is the context of k + 1 bytes.
      for (let k = order; k >= 1; k--) context[k] = found[k - 1]!;
      this.#echo.append(byte);
    }
    for (let c = 0; c < classes; c++) line[c] = (slope * line[c]! + shift) * weight + share;
    return line;
  }

  #flush(): void {
    const product = this.#product;
    for (let i = 0; i < product.length; i++) {
      if (product[i] === 1) continue;
      this.#bits[i]! -= log2(product[i]!);
      product[i] = 1;
    }
  }
}

/** Counts of the bytes that followed the last four bytes earlier in the document. */
class Echo {
  readonly #contexts = new Keys(8);
  readonly #pairs = new Keys(8);
  /** By number of the context; by number of context and byte. */
  #totals = new Float64Array(1 << 8);
  #counts = new Float64Array(1 << 8);
  #last4 = 0;
  #seen = 0;

  /** P(byte) = share + weight · the other prediction. */
  predict(byte: number): { share: number; weight: number } {
    const at = this.#seen < 4 ? 0 : this.#contexts.get(this.#last4);
    if (at === 0) return { share: 0, weight: 1 };
    const total = this.#totals[at]! + E;
    const pair = this.#pairs.get(((at << 8) | byte) >>> 0);
    return { share: pair === 0 ? 0 : this.#counts[pair]! / total, weight: E / total };
  }

  append(byte: number): void {
    if (this.#seen >= 4) {
      const at = this.#contexts.get(this.#last4) || this.#contexts.add(this.#last4);
      if (at >= this.#totals.length) this.#totals = doubled(this.#totals);
      const key = ((at << 8) | byte) >>> 0;
      const pair = this.#pairs.get(key) || this.#pairs.add(key);
      if (pair >= this.#counts.length) this.#counts = doubled(this.#counts);
      this.#totals[at]!++;
      this.#counts[pair]!++;
    }
    this.#seen++;
    this.#last4 = ((this.#last4 << 8) | byte) >>> 0;
  }
}
