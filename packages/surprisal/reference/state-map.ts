/**
 * An adaptive probability: P(bit = 1) with 22 bits, and how often it was updated. It moves toward each bit
 * by 1 / (updates + 1.5). Twin of kernel/mixing/state-map.ts.
 */
export class AdaptiveProbability {
  /** Scaled by 2^22. */
  p = 2 ** 21;
  private updates = 0;

  /** @param limit of `updates`: after so many it averages over about that many, fading. */
  learn(bit: number, limit: number): void {
    const rate = Math.floor(2 ** 14 / (2 * this.updates + 3)); // 2^13 / (updates + 1.5)
    const step = (((bit << 22) - this.p) >> 3) * rate; //         scaled by 2^32
    this.p += step >> 10;
    if (this.updates < limit) this.updates++;
  }
}
