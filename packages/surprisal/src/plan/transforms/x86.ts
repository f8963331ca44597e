/**
 * x86 code: relative addresses made absolute, and back.
 *
 * A call names its target by the distance from itself, so two calls of one function differ; after
 * `encodeX86` they are the same bytes, most significant first, and a predictor that has seen one
 * knows the other.
 *
 * The algorithm, over bytes b[0 … n-1]. A *field* is four bytes b[p … p+3] with p >= 1, p + 4 <= n, just after
 *   - E8 or E9 at p-1 (call, jmp);
 *   - 0F at p-2, 80 … 8F at p-1 (conditional jump), with p >= 2;
 *   - 48 … 4F at p-3, 89, 8B or 8D at p-2, 05, 0D, 15, 1D, 25, 2D, 35 or 3D at p-1 (mov, lea of
 *     64-bit code relative to the instruction pointer), with p >= 3.
 * A field is *near* if its last byte is 00 or FF: read with the lowest byte first, it is a distance in
 * [-2^24, 2^24). It is *marked* if its first byte is 00 or FF: read with the highest byte first, it is an address.
 *   encode: for p from n-4 down to 1, if b[p …] is a field: a near one, of distance v, becomes the address
 *           v + p + 4, reduced modulo 2^25 to [-2^24, 2^24), written highest byte first; one that is marked
 *           but not near has its four bytes reversed; any other stays.
 *   decode: for p from 1 up to n-4, if b[p …] is a field: a marked one, of address a, becomes the distance
 *           a - p - 4, reduced likewise, written lowest byte first; one that is near but not marked has its
 *           four bytes reversed; any other stays.
 *
 * Why the inverse is exact for any bytes: the step at p looks at bytes before p, which it does not
 * change, to know whether it applies; where it does, it maps the near fields one to one onto the marked
 * ones, the marked but not near onto the near but not marked, and the rest onto itself. So every step is a
 * bijection of the whole array, and decode applies the inverse steps in the opposite order.
 *
 * What it is worth, in bytes of cm-fast without it → calls and jumps only → all, lowest byte first → all:
 * bash (64-bit) 488,286 → 450,209 → 440,652 → 430,333; memcheck (32-bit, first 1.5 MB) 541,007 → 460,165 → 459,589 →
 * 448,550. FF 15 and FF 25 (calls and jumps through memory) are relative in 64-bit code only: a
 * gain of 1.3 % there and a loss of 0.8 % in 32-bit code, so they are left alone.
 */

/** A new array: `bytes` with the addresses of calls, jumps and moves made absolute. */
export function encodeX86(bytes: Uint8Array): Uint8Array {
  const b = new Uint8Array(bytes); // `slice` would not copy a Buffer
  for (let p = b.length - 4; p >= 1; p--) {
    if (!isField(b, p)) continue;
    if (isSign(b[p + 3]!)) {
      const address = wrap((b[p]! | (b[p + 1]! << 8) | (b[p + 2]! << 16) | (b[p + 3]! << 24)) + p + 4);
      b[p] = address >> 24;
      b[p + 1] = address >> 16;
      b[p + 2] = address >> 8;
      b[p + 3] = address;
    } else if (isSign(b[p]!)) reverse(b, p);
  }
  return b;
}

/** A new array: `encodeX86` undone. */
export function decodeX86(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const b = new Uint8Array(bytes); // `slice` would not copy a Buffer
  for (let p = 1; p + 4 <= b.length; p++) {
    if (!isField(b, p)) continue;
    if (isSign(b[p]!)) {
      const distance = wrap(((b[p]! << 24) | (b[p + 1]! << 16) | (b[p + 2]! << 8) | b[p + 3]!) - p - 4);
      b[p] = distance;
      b[p + 1] = distance >> 8;
      b[p + 2] = distance >> 16;
      b[p + 3] = distance >> 24;
    } else if (isSign(b[p + 3]!)) reverse(b, p);
  }
  return b;
}

/** Whether the bytes before p are an instruction that goes on with a 32-bit distance. @param p >= 1. */
function isField(b: Uint8Array, p: number): boolean {
  const last = b[p - 1]!;
  if ((last & 0xfe) === 0xe8) return true;
  if ((last & 0xf0) === 0x80) return p >= 2 && b[p - 2] === 0x0f;
  if ((last & 0xc7) !== 0x05 || p < 3) return false;
  const opcode = b[p - 2];
  return (opcode === 0x8b || opcode === 0x8d || opcode === 0x89) && (b[p - 3]! & 0xf8) === 0x48;
}

/** Whether a highest byte is that of a number in [-2^24, 2^24). */
function isSign(byte: number): boolean {
  return byte === 0x00 || byte === 0xff;
}

/** `x` modulo 2^25, in [-2^24, 2^24). @param x any integer in (-2^53, 2^53). */
function wrap(x: number): number {
  return (x << 7) >> 7;
}

function reverse(b: Uint8Array, p: number): void {
  b.subarray(p, p + 4).reverse();
}
