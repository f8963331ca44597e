/** Law reference, for the context mixers: the kernel and its twin give the same code, byte for byte. */
import { describe, expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { encode, measure } from '../reference/drive.js';
import { twinOf } from '../reference/index.js';
import { Predictor } from '../src/predictor/predictor.js';
import { join } from './support/bytes.js';
import { CODED } from './support/kinds.js';

/** What goes into a predictor, and what it is told of that. Kinds are those of kernel/views/kinds.ts. */
interface Case {
  readonly x: Uint8Array;
  readonly kind?: number;
  readonly stride?: number;
}

const part = (input: string, from: number, to: number): Uint8Array => INPUTS[input]!.subarray(from, to);
const ended = (x: Uint8Array): Uint8Array => x.subarray(0, x.findLastIndex((byte) => byte !== 0) + 1);

/** A match grows very long, is broken, and comes again. */
const BROKEN_RUNS = join(
  ...[600, 520, 7, 900].map((n) => new Uint8Array(n)).flatMap((run) => [run, part('random', 0, 3)]),
);

/** Every opcode of both maps, before every ModRM in turn; code of 64 bits; VEX; and what a compiler made up would write. */
const CODE = join(
  Uint8Array.from([0x48, 0x89, 0xe5, 0x4c, 0x8b, 0x05, 1, 2, 3, 4, 0xb8, 9, 8, 7, 6, 0xc5, 0xf8, 0x77, 0x90]),
  Uint8Array.from({ length: 300 }, (_, i) => [0x48, 0x8b, 0x45, i & 0xf8][i & 3]!),
  Uint8Array.from([
    0xc4, 0xe2, 0x79, 0x18, 0x45, 8, 0xc4, 0xe3, 0x79, 0x0f, 0xc1, 8, 0xc5, 0xf8, 0x10, 0x04, 0x25, 1, 0, 0, 0,
  ]),
  Uint8Array.from([
    0x48, 0xb8, 1, 2, 3, 4, 5, 6, 7, 8, 0x66, 0x81, 0xc1, 1, 2, 0x0f, 0x3a, 0x0f, 0xc1, 8, 0x0f, 0x38, 0, 0xc1,
  ]),
  ...Array.from({ length: 256 }, (_, i) =>
    Uint8Array.from([i, (i * 37) & 255, 0x0f, i, (i * 91) & 255, 0x66, 0xf6 + (i & 1)]),
  ),
  part('machineCode', 0, 2000),
);

/** Pixels that nearly all are as expected: so many fall into one histogram of residuals that it is halved. */
const NEARLY_FLAT = part('random', 0, 1000).map((byte) => (byte < 6 ? 101 : 100));

const CASES: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'cm-fast': {
    nothing: { x: part('empty', 0, 0) },
    prose: { x: part('prose', 0, 12_000), kind: 1 },
    words: { x: CODED, kind: 9, stride: 200 },
    unknown: { x: part('machineCode', 0, 6000) },
    code: { x: CODE, kind: 3 },
    noise: { x: part('random', 0, 700) },
    zeros: { x: part('zeros', 0, 30_000) },
    'broken runs': { x: BROKEN_RUNS },
  },
  cm: {
    prose: { x: part('prose', 0, 2500), kind: 1 },
    json: { x: part('json', 0, 2500), kind: 1 },
    words: { x: CODED.subarray(0, 2000), kind: 9, stride: 200 },
    greek: { x: part('greek', 0, 1600), kind: 1 },
    unknown: { x: part('machineCode', 0, 2500) },
    code: { x: CODE.subarray(0, 3500), kind: 3 },
    records: { x: part('records', 0, 2500), kind: 2, stride: 13 },
    pixels: { x: part('bitmap', 54, 2000), kind: 5, stride: 64 },
    scan: { x: part('scan', 0, 1500), kind: 4, stride: 30 },
    'pixels of 16 bits': { x: part('audio', 44, 1500), kind: 6, stride: 26 },
    colours: { x: part('bitmap', 54, 2000), kind: 7, stride: 120 },
    audio: { x: part('audio', 44, 2000), kind: 8, stride: 4 },
    'audio of one channel': { x: part('audio', 44, 1000), kind: 8, stride: 2 },
    'broken runs': { x: BROKEN_RUNS, kind: 1 },
  },
  'cm-strong': {
    json: { x: part('json', 0, 600), kind: 1 },
    log: { x: part('log', 0, 600), kind: 1 },
    unknown: { x: part('machineCode', 0, 400) },
    code: { x: CODE.subarray(0, 700), kind: 3 },
    records: { x: part('records', 0, 600), kind: 2, stride: 13 },
    scan: { x: part('scan', 0, 500), kind: 4, stride: 30 },
    'pixels of 16 bits': { x: part('audio', 44, 450), kind: 6, stride: 26 },
    'grey pixels': { x: NEARLY_FLAT, kind: 5, stride: 16 },
    colours: { x: part('bitmap', 54, 600), kind: 7, stride: 120 },
    'colours in padded rows': { x: part('bitmap', 54, 400), kind: 7, stride: 61 },
    'rows of less than a pixel': { x: part('bitmap', 54, 100), kind: 7, stride: 2 },
    audio: { x: part('audio', 44, 600), kind: 8, stride: 4 },
    'broken runs': { x: BROKEN_RUNS, kind: 1 },
  },
  'cm-max': {
    colours: { x: part('bitmap', 54, 300), kind: 7, stride: 60 },
    log: { x: part('log', 0, 200), kind: 1 },
    prose: { x: part('prose', 0, 400), kind: 1 },
    json: { x: part('json', 0, 300), kind: 1 },
    greek: { x: part('greek', 0, 200), kind: 1 },
    unknown: { x: part('machineCode', 0, 150) },
  },
};

/**
 * What this law has found: tables that did not begin at a page, so that a second nibble's line lay outside of
 * them; and a bucket to give up that was chosen in u8 arithmetic, by the lower six bits of a history.
 */
describe.each(Object.keys(CASES))('%s', (model) => {
  test.each(Object.entries(CASES[model]!))('the same code of %s', async (_, { x, kind = 0, stride = 0 }) => {
    const code = (await Predictor.create(model, { size: x.length, kind, stride })).encode(x);
    expect(encode(twinOf(model, x.length, kind, stride)!, x)).toEqual(ended(code));
  });

  test.each([
    { of: 'text', x: part('json', 0, 500), y: part('log', 0, 150), z: part('json', 500, 650), kind: 1, stride: 0 },
    {
      of: 'pixels',
      x: part('bitmap', 54, 500),
      y: part('bitmap', 900, 1000),
      z: part('bitmap', 554, 750),
      kind: 7,
      stride: 60,
    },
  ])('frozen and thawed, the twin measures $of as the kernel does', async ({ x, y, z, kind, stride }) => {
    const kernel = (await Predictor.create(model, { size: 1000, kind, stride })).given(x);
    const twin = twinOf(model, 1000, kind, stride)!;
    measure(twin, x);
    kernel.freeze();
    twin.learning = false;
    expect(measure(twin, y)).toBeCloseTo(kernel.bits(y), 6);
    kernel.unfreeze();
    twin.learning = true;
    expect(measure(twin, z)).toBeCloseTo(kernel.bits(z), 6);
  });
});

/** Tables much larger than what goes into them. */
const ROOMY = 2 ** 20;

test.each(['empty', 'one', 'short', 'greek', 'zeros', 'ones', 'alternating'])(
  'cm-fast, large tables: %s',
  async (input) => {
    const x = INPUTS[input]!;
    const code = (await Predictor.create('cm-fast', { size: ROOMY })).encode(x);
    expect(encode(twinOf('cm-fast', ROOMY)!, x)).toEqual(ended(code));
  },
);
