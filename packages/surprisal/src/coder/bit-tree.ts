import { checkInteger } from '../base/checks.js';
import type { BitCoder } from './probability.js';
import { LIMIT_MAX, StateMap } from './state-map.js';

/**
 * Symbols of a few bits as paths in a binary tree, the highest bit first; each node has an adaptive probability, in each
 * context. What an alphabet of 2^bits symbols costs to learn is shared between similar symbols: those that begin alike.
 * Source: the bit trees of LZMA (I. Pavlov), the token trees of VP8 (RFC 6386).
 */
export class BitTree {
  readonly #bits: number;
  readonly #nodes: StateMap; // shape (contexts, 2^bits); node 0 is not used
  readonly #contexts: number;

  /**
   * @param bits of a symbol, 1 to 16. @param contexts how many there are; 4 · 2^bits bytes each. @param limit as of a StateMap.
   * @throws {TypeError | RangeError} when one is out of range, or there are more than 2^26 nodes.
   */
  constructor(bits: number, contexts = 1, limit = LIMIT_MAX) {
    checkInteger('bits', bits, 1, 16);
    checkInteger('contexts', contexts, 1, 1 << (26 - bits));
    this.#bits = bits;
    this.#contexts = contexts;
    this.#nodes = new StateMap(contexts << bits, limit);
  }

  /**
   * Codes a symbol, and learns it.
   * @param symbol 0 to below 2^bits; a decoder does not look at it. @param context 0 to below the contexts.
   * @returns the symbol. @throws {RangeError} when one is out of range. Throws as `coder.code`.
   */
  code(coder: BitCoder, symbol: number, context = 0): number {
    const bits = this.#bits;
    if (symbol >>> 0 !== symbol || symbol >>> bits !== 0)
      throw new RangeError(`a symbol of ${bits} bits is expected, not ${symbol}`);
    if (!(context >= 0 && context < this.#contexts))
      throw new RangeError(`there is no context ${context} of ${this.#contexts}`);
    const root = context << bits;
    let node = 1;
    for (let i = bits - 1; i >= 0; i--) {
      const bit = coder.code((symbol >>> i) & 1, this.#nodes.p(root + node));
      this.#nodes.learn(root + node, bit);
      node = 2 * node + bit;
    }
    return node - (1 << bits);
  }
}
