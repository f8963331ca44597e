/**
 * Laws of the networks.
 *
 * Law finite: no content makes a number that is none, or a probability of 0, or keeps a network from learning what comes then.
 *
 * Law gradients: what goes back through the networks is the gradient of the code. The twins compute it in f64, where it
 * is compared with finite differences; the kernel equals its twins bit for bit (law spec).
 */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { LstmByteModel } from '../spec/lstm.js';
import { F64, type Vector } from '../spec/neural/arithmetic.js';
import { Predictor } from '../src/predictor/predictor.js';
import { repeated } from './support/bytes.js';
import { Components } from './support/components.js';
import { cost, expectGradient, slope, teach } from './support/gradients.js';

const WARM_UP = 100; // five updates: the output's weights start at 0, and nothing would go back through them
const STEPS = 8;

const kernel = await Components.create();
const x = INPUTS['prose']!.subarray(0, WARM_UP + STEPS);

/** A model that has learned WARM_UP bytes. @param change what to do to it then. */
function warm(change: (model: LstmByteModel) => void): LstmByteModel {
  const model = new LstmByteModel(32, 2, 1000, kernel.features(1000), F64);
  teach(model, x.subarray(0, WARM_UP));
  change(model);
  return model;
}

/** What is coded, nothing being learned. */
const next = x.subarray(WARM_UP);
const model = warm(() => undefined);
cost(model, next);
const { layers, output } = model.gradients();

type Kind = [name: string, weights: (m: LstmByteModel) => Vector, gradient: Vector];

/** Every kind of weight, where it is and what its gradient is. */
const KINDS: Kind[] = [
  ...[0, 1].flatMap((l): Kind[] => [
    ...['forget', 'candidate', 'output'].map((gate, q): Kind => {
      const r = 32 * q + 5;
      return [`layer ${l}, weights of the ${gate} gate`, (m) => m.layers[l]!.w[r]!, layers[l]!.w[r]!];
    }),
    [`layer ${l}, gain`, (m) => m.layers[l]!.gain, layers[l]!.gain],
    [`layer ${l}, shift`, (m) => m.layers[l]!.shift, layers[l]!.shift],
  ]),
  ...[0, 1, 7].map((r): Kind => [`output, row ${r}`, (m) => m.output.layer.w[r]!, output[r]!]),
];

test.each(KINDS)('law gradients: %s', (_, weights, gradient) => {
  expectGradient(gradient, (i) => slope(warm, next, weights, i));
});

test('law gradients: the embedding of a byte is moved by the sum of the errors of the steps that saw it', () => {
  const e = layers[0]!.errors;
  const byte = x[WARM_UP - 1]!; // seen at the first step
  const seen = e.filter((_, k) => x[WARM_UP - 1 + k] === byte);
  const expected = Array.from({ length: 96 }, (_, i) => seen.reduce((sum, d) => sum + d[i]!, 0));
  for (let i = 0; i < 96; i += 20) {
    const moved = slope(warm, next, (m) => m.layers[0]!.embeddings.at(byte), i);
    expect(Math.abs(moved - expected[i]!)).toBeLessThan(1e-6 + 1e-4 * Math.abs(expected[i]!));
  }
});

/** Bytes of each: 10 MB in the slow suite. */
const N = Number(process.env['SURPRISAL_HARD'] ?? 60_000);
let seed = 1;
const HARD: [string, Uint8Array][] = [
  ['equal bytes', new Uint8Array(N).fill(0x61)],
  ['alternating bytes', repeated(Uint8Array.of(0, 255), N)],
  [
    'random bytes',
    Uint8Array.from({ length: N }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed >>> 24;
    }),
  ],
  ['equal bytes, then every byte', Uint8Array.from({ length: N }, (_, i) => (i < N / 2 ? 0 : i & 255))],
];

/** What a bit costs at most: 22 bits. */
const BYTE_MAX = 8 * 22;

const NETWORKS = ['lstm-32x2', 'transformer-32x2', 'trace-32'];

test.each(NETWORKS.flatMap((name) => HARD.map(([of, content]): [string, string, Uint8Array] => [name, of, content])))(
  'law finite: %s, %s',
  async (name, _, content) => {
    const p = await Predictor.create(name, { size: N });
    const costs = p.surprisal(content);
    expect(costs.every((bits) => bits > 0 && bits <= BYTE_MAX)).toBe(true);
    const next = p.next();
    expect(next.every((x) => x > 0)).toBe(true);
    expect(next.reduce((sum, x) => sum + x)).toBeCloseTo(1, 6);
    // A weight that is no number makes all bytes alike, for ever: 8 bits each.
    const after = INPUTS['prose']!;
    expect(p.bits(after) / after.length).toBeLessThan(5);
  },
  30_000 + N / 10, // 10 MB take minutes
);
