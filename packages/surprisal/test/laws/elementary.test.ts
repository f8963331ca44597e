/** log2 and 2^x against references of 160 binary digits; and nothing in the sources calls the engine's own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp2, log2 } from '../../src/base/elementary.js';

// Fixed point: the integer n stands for n / 2^DIGITS.
const DIGITS = 160n;
const ONE = 1n << DIGITS;

/** A double, exactly: mantissa · 2^exponent. */
function exactly(x: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: x < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** mantissa · 2^exponent in fixed point; exact when the exponent is not far below 0. */
function fixed({ mantissa, exponent }: { mantissa: bigint; exponent: number }): bigint {
  const shift = DIGITS + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** log2 x, digit by digit: where the square of a number below 2 reaches 2, the next digit is 1. */
function referenceLog2(x: number): bigint {
  let { mantissa, exponent } = exactly(x);
  for (; mantissa < 1n << 52n; exponent--) mantissa <<= 1n;
  const guard = 64n;
  let m = mantissa << (DIGITS + guard - 52n);
  const two = 2n << (DIGITS + guard);
  let result = BigInt(exponent + 52);
  for (let digit = 0n; digit < DIGITS; digit++) {
    m = (m * m) >> (DIGITS + guard);
    result <<= 1n;
    if (m >= two) {
      m >>= 1n;
      result |= 1n;
    }
  }
  return result;
}

function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next;
  return root;
}

/** 2^(1/2), 2^(1/4), 2^(1/8), … */
const SQUARE_ROOTS: bigint[] = [];
for (let i = 0; i < DIGITS; i++) SQUARE_ROOTS.push(squareRoot((SQUARE_ROOTS[i - 1] ?? 2n * ONE) << DIGITS));

/** 2^x as a fixed-point number of [1, 2) and an exponent: the product of 2^(1/2), 2^(1/4), … for the digits of x. */
function referenceExp2(x: number): { value: bigint; exponent: bigint } {
  const at = fixed(exactly(x));
  let value = ONE;
  for (const [i, root] of SQUARE_ROOTS.entries()) {
    if ((at >> (DIGITS - 1n - BigInt(i))) & 1n) value = (value * root) >> DIGITS;
  }
  return { value, exponent: at >> DIGITS };
}

/** What a double is off by, in units of its last place. @param scale the reference is `value` · 2^scale. */
function ulps(found: number, value: bigint, scale = 0n): number {
  const { mantissa, exponent } = exactly(found);
  // Both in units of 2^(exponent - 40).
  const shift = scale - DIGITS - BigInt(exponent) + 40n;
  const reference = shift >= 0n ? value << shift : value >> -shift;
  return Math.abs(Number((mantissa << 40n) - reference)) / 2 ** 40;
}

const log2Ulps = (x: number): number => ulps(log2(x), referenceLog2(x));
const exp2Ulps = (x: number): number => {
  const { value, exponent } = referenceExp2(x);
  return ulps(exp2(x), value, exponent);
};

const anyPositive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });
const nearOne = fc.double({ min: 0.5, max: 2, noNaN: true });
const tinySteps = fc
  .tuple(fc.nat(1000), fc.constantFrom(1 - 2 ** -53, 1 + 2 ** -52, Math.SQRT2, 2 ** -1022))
  .map(([n, x]) => (x < 0.1 ? x + (n - 500) * 2 ** -1074 : x + (n - 500) * 2 ** -52));
const runs = { numRuns: 1500 };

test('law elementary: log2 is off by less than 0.6 units in the last place', () =>
  fc.assert(
    fc.property(fc.oneof(anyPositive, nearOne, tinySteps), (x) => log2Ulps(x) < 0.6),
    runs,
  ));

test('law elementary: 2^x is off by less than 0.7 units in the last place', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ min: -1022, max: 1023.999, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: -(2 ** -50), max: 2 ** -50, noNaN: true }),
      ),
      (x) => exp2Ulps(x) < 0.7,
    ),
    runs,
  ));

test('law elementary: 2^x is off by less than one unit in the last place where it is subnormal', () =>
  fc.assert(
    fc.property(fc.double({ min: -1074, max: -1022, noNaN: true }), (x) => exp2Ulps(x) < 1),
    runs,
  ));

test('law elementary: powers of 2 are exact, both ways', () => {
  for (let n = -1074; n <= 1023; n++) {
    const power = n < -1022 ? 2 ** -1022 / 2 ** (-1022 - n) : 2 ** n;
    expect([exp2(n), log2(power)]).toEqual([power, n]);
  }
});

test('at the ends: zero, infinity, what is negative or no number', () => {
  expect([0, -0, Number.POSITIVE_INFINITY, -1, Number.NaN].map(log2)).toEqual([
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    Number.NaN,
  ]);
  const [none, all] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  expect([none, -1e9, -1075.5, 1024, all, Number.NaN].map(exp2)).toEqual([0, 0, 0, all, all, Number.NaN]);
});

test('law engine: the sources use no function that engines compute differently', () => {
  const EXACT =
    /^(abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|E|PI|LN2|LN10|LOG2E|LOG10E|SQRT2|SQRT1_2)$/;
  const root = fileURLToPath(new URL('../../src', import.meta.url));
  const found: string[] = [];
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = relative(root, join(entry.parentPath, entry.name));
    // The script of a page runs in its reader's browser, and shows two digits.
    if (!entry.isFile() || /^generated|page-script\.ts$/.test(file)) continue;
    const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '');
    for (const [use, name = ''] of code.matchAll(/\bMath\b(?:\.(\w+))?/g)) {
      if (!EXACT.test(name)) found.push(`${file}: ${use}`);
    }
    // A power of 2 by a whole number that is written out is exact in every engine; exp2 is for all others.
    for (const [use] of code.replace(/\b2 \*\* -?\d+\b/g, '').matchAll(/.*\*\*.*/g)) found.push(`${file}: ${use}`);
  }
  expect(found).toEqual([]);
});
