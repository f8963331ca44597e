/**
 * What chooses rows of embeddings (embeddings.ts): u32 each, for s = 0, 1, 2 a byte, else a hash, spread over its upper
 * bits.
 */

/** Keys that are single bytes: the last, the one before it, the one before that. */
export const SINGLE_BYTES: u32 = 3;
/** Keys of the last bytes. */
export const NGRAMS: u32 = 7;

/**
 *   s = 0, 1, 2   the byte s + 1 steps back
 *   s = 3 … 6     the last s - 1 bytes, hashed
 *
 * @param recent the last bytes, the newest lowest. @param keys receives u32[NGRAMS].
 */
export function writeNgramKeys(recent: u64, keys: usize): void {
  for (let s: u32 = 0; s < SINGLE_BYTES; s++) store<u32>(keys + (s << 2), <u32>(recent >>> (s << 3)) & 255);
  for (let s = SINGLE_BYTES; s < NGRAMS; s++) {
    const bytes = recent << (64 - ((s - 1) << 3));
    store<u32>(keys + (s << 2), <u32>((bytes * 0x9e3779b97f4a7c15) >>> 32));
  }
}
