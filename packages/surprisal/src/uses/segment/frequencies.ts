/**
 * The cost of bytes under a model that uses only frequencies and never forgets them.
 *
 * After the byte a, let n(ab) be how often b followed it, t(a) the sum over b, and u(a) how many different b followed:
 *
 *   P(b | a) = (n(ab) + u(a) P(b)) / (t(a) + u(a)),  P(b) = (n(b) + u / 256) / (t + u)
 *
 * where n, t and u without a are the same counts without a context. u is the weight of the lower order: the more new
 * bytes have occurred, the more are to be expected. A model that forgets, as compression models do, adapts to a change so
 * fast that its costs hardly show it. The orders are interpolated with Moffat's weights (PPMC, 1990); Witten, Bell, "The
 * zero-frequency problem" (1991).
 */
import { log2 } from '../../base/elementary.js';

/** Number of probabilities multiplied before a logarithm is taken: each is above 2^-50. */
const PRODUCT_BYTES = 16;

export class Frequencies {
  /** Counts by preceding byte and byte. */
  readonly #pairs = new Uint32Array(1 << 16);
  readonly #pairTotals = new Uint32Array(256);
  readonly #pairKinds = new Uint32Array(256);
  readonly #bytes = new Uint32Array(256);
  #total = 0;
  #kinds = 0;
  #before = -1;

  /** Forgets everything. */
  clear(): void {
    for (const table of [this.#pairs, this.#pairTotals, this.#pairKinds, this.#bytes]) table.fill(0);
    this.#total = 0;
    this.#kinds = 0;
    this.#before = -1;
  }

  /** Bits of the bytes from `start` to before `end`, each given everything read since the last `clear`. */
  read(content: Uint8Array, start: number, end: number): number {
    const [pairs, totals, kinds, bytes] = [this.#pairs, this.#pairTotals, this.#pairKinds, this.#bytes];
    let before = this.#before;
    let bits = 0;
    let product = 1;
    for (let i = start; i < end; i++) {
      const byte = content[i]!;
      const count = bytes[byte]!++;
      const weight = this.#kinds || 1;
      let p = (count + weight / 256) / (this.#total++ + weight);
      if (count === 0) this.#kinds++;
      if (before >= 0) {
        const pair = pairs[(before << 8) | byte]!++;
        const kindsAfter = kinds[before]!;
        if (kindsAfter > 0) p = (pair + kindsAfter * p) / (totals[before]! + kindsAfter);
        totals[before]!++;
        if (pair === 0) kinds[before]!++;
      }
      before = byte;
      product *= p;
      if ((i - start) % PRODUCT_BYTES === PRODUCT_BYTES - 1) {
        bits -= log2(product);
        product = 1;
      }
    }
    this.#before = before;
    return bits - log2(product);
  }
}
