/** What chooses rows of embeddings. Twin of kernel/neural/ngram-keys.ts. */
export const SINGLES = 3;
export const STRINGS = 7;

/** @param recent the last bytes, the newest lowest, 64 bits. @returns a key for each table. */
export function stringKeys(recent: bigint): number[] {
  return Array.from({ length: STRINGS }, (_, s) => {
    if (s < SINGLES) return Number((recent >> BigInt(8 * s)) & 255n);
    const bytes = BigInt.asUintN(64, recent << BigInt(64 - 8 * (s - 1)));
    return Number(BigInt.asUintN(64, bytes * 0x9e3779b97f4a7c15n) >> 32n);
  });
}
