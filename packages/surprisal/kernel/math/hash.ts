/** Hashes of contexts: 32 bits, every input bit reaches the upper ones. */

/** 2^32 / golden ratio: a product with it spreads what has been hashed over the upper bits. */
export const PHI: u32 = 0x9e3779b9;

@inline
export function hash2(a: u32, b: u32): u32 {
  let h = a * 0x3d4d51cb + b * 0x9e3779b1 + 0x7f4a7c15;
  h ^= h >>> 15;
  return h * 0x2c1b3c6d;
}

@inline
export function hash3(a: u32, b: u32, c: u32): u32 {
  return hash2(hash2(a, b), c);
}
