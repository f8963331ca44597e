/** a^n b^n, n drawn with P(n) = 0.9^(n − 1) / 10: what must be counted to be known. */
export function counted(strings: number): Uint8Array {
  let seed = 1;
  const random = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  let text = '';
  for (let i = 0; i < strings; i++) {
    let n = 1;
    while (random() > 0.1) n++;
    text += `${'a'.repeat(n)}${'b'.repeat(n)}\n`;
  }
  return new TextEncoder().encode(text);
}
