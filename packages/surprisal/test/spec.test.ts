/** Law spec: the kernel and the specification in plain TypeScript give the same code, byte for byte. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { decode, encode, measure } from '../spec/drive.js';
import { specOf } from '../spec/index.js';
import { Predictor } from '../src/predictor/predictor.js';
import { bytes, repeated } from './support/bytes.js';
import { Components } from './support/components.js';

const NAMES = [
  ...['order-0', 'order-1', 'order-2', 'order-6', 'ppm-2', 'ppm-5', 'ppm', 'ppm-32'],
  ...['lstm-32x1', 'lstm-32x2', 'transformer-32x1', 'transformer-64x2', 'trace-64'],
];

const components = await Components.create();
const twinOf = (name: string, size: number) => specOf(name, size, components.features(size))!;

/** The twins of networks are slow. */
const slow = (name: string): boolean => /^(lstm|transformer|trace)/.test(name);

/** The code that the kernel gives, without zeros at its end: how many of those it writes is its own business. */
async function kernelCode(name: string, x: Uint8Array, size = x.length): Promise<Uint8Array> {
  const code = (await Predictor.create(name, { size })).encode(x);
  return code.subarray(0, code.findLastIndex((byte) => byte !== 0) + 1);
}

const twinCode = (name: string, x: Uint8Array, size = x.length): Uint8Array => encode(twinOf(name, size), x);

describe.each(NAMES)('%s', (name) => {
  test('law spec: the same code of anything', () =>
    fc.assert(
      fc.asyncProperty(bytes, async (x) => {
        expect(twinCode(name, x)).toEqual(await kernelCode(name, x));
      }),
      { numRuns: slow(name) ? 4 : 20 },
    ));

  test.each(['prose', 'json'])('law spec: the same code of %s', async (input) => {
    const x = INPUTS[input]!.subarray(0, slow(name) ? 1500 : 8000);
    expect(twinCode(name, x)).toEqual(await kernelCode(name, x));
  });

  test('law spec: the twin decodes what the kernel encoded', async () => {
    const x = INPUTS['prose']!.subarray(0, slow(name) ? 500 : 1500);
    expect(decode(twinOf(name, x.length), await kernelCode(name, x), x.length)).toEqual(x);
  });

  test('law spec: frozen, the twin measures as the kernel does', async () => {
    // The same twice: who remembers while frozen expects the second from the first.
    const [end, length] = slow(name) ? [500, 150] : [3000, 500];
    const x = INPUTS['json']!.subarray(0, end);
    const y = repeated(INPUTS['json']!.subarray(end, end + length), 2 * length);
    const kernel = (await Predictor.create(name, { size: 4000 })).given(x);
    kernel.freeze();
    const twin = twinOf(name, 4000);
    measure(twin, x);
    twin.learning = false;
    expect(measure(twin, y)).toBeCloseTo(kernel.bits(y), 6);
  });
});

test('law spec: ppm: the same code when memory was full and the tree was built anew', async () => {
  // Memory is sized for 1 byte: 256 KiB.
  const x = Uint8Array.from([...INPUTS['prose']!, ...repeated(INPUTS['json']!, 12_000)]);
  expect(twinCode('ppm', x, 1)).toEqual(await kernelCode('ppm', x, 1));
});

test('law spec: lstm: the same code with the cells it has by default', async () => {
  const x = INPUTS['prose']!.subarray(0, 300);
  expect(twinCode('lstm', x)).toEqual(await kernelCode('lstm', x));
});
