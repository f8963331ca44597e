import type { Predictor } from './predictor.js';

/** The one loop: `next` gives the bit, and spends its probability. */
export function drive(predictor: Predictor, bits: number, next: (p: number) => number): void {
  for (let i = 0; i < bits; i++) predictor.update(next(predictor.predict()));
}

/** The bits of `bytes`, the highest of each first. */
function reader(bytes: Uint8Array): () => number {
  let at = 0;
  return () => {
    const bit = ((bytes[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1;
    at++;
    return bit;
  };
}

/** Bits to describe `bytes`. */
export function measure(predictor: Predictor, bytes: Uint8Array): number {
  const read = reader(bytes);
  let sum = 0;
  drive(predictor, bytes.length * 8, (p) => {
    const bit = read();
    sum -= Math.log2((bit ? p : 2 ** 32 - p) / 2 ** 32);
    return bit;
  });
  return sum;
}

/**
 * The code of `bytes`. The coder keeps an interval [low, low + range) of 32-bit numbers that follow the
 * code bytes written so far; a 1 takes its lower part, a 0 the rest. When it is narrower than 2^24, its
 * highest byte is written; a carry may still reach it, and is then added to the bytes written before.
 */
export function encode(predictor: Predictor, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const read = reader(bytes);
  const code: number[] = [];
  let low = 0;
  let range = 2 ** 32 - 1;
  const shift = (): void => {
    code.push(Math.floor(low / 2 ** 24));
    low = (low % 2 ** 24) * 256;
  };
  const carry = (): void => {
    if (low < 2 ** 32) return;
    low -= 2 ** 32;
    let i = code.length - 1;
    for (; code[i] === 0xff; i--) code[i] = 0;
    code[i] = code[i]! + 1;
  };
  drive(predictor, bytes.length * 8, (p) => {
    const bit = read();
    const split = scaled(range, p);
    if (bit) {
      range = split;
    } else {
      low += split;
      range -= split;
      carry();
    }
    while (range < 2 ** 24) {
      shift();
      range *= 256;
    }
    return bit;
  });
  // The first multiple of 2^24 in the interval; the decoder reads zeros after the end, so zeros can be left out.
  low = Math.ceil(low / 2 ** 24) * 2 ** 24;
  carry();
  shift();
  while (code.length > 0 && code[code.length - 1] === 0) code.pop();
  return Uint8Array.from(code);
}

/** The `length` bytes that `code` stands for. */
export function decode(predictor: Predictor, code: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(length);
  let next = 0;
  const read = (): number => code[next++] ?? 0;
  let range = 2 ** 32 - 1;
  let distance = 0; // of the code's value from the interval's low end
  for (let i = 0; i < 4; i++) distance = distance * 256 + read();
  let at = 0;
  drive(predictor, length * 8, (p) => {
    const split = scaled(range, p);
    const bit = distance < split ? 1 : 0;
    if (bit) {
      range = split;
    } else {
      distance -= split;
      range -= split;
    }
    while (range < 2 ** 24) {
      range *= 256;
      distance = distance * 256 + read();
    }
    content[at >>> 3] = (content[at >>> 3]! << 1) | bit;
    at++;
    return bit;
  });
  return content;
}

/** floor(range p / 2^32), exactly: the product has up to 64 bits. */
function scaled(range: number, p: number): number {
  return Number((BigInt(range) * BigInt(p)) >> 32n);
}
