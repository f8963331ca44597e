/**
 * Law gradients, of networks with attention: what goes back through them is the gradient of the code. As in
 * neural.test.ts, the twins compute it in f64; the kernel equals its twins bit for bit (law spec).
 */
import { expect, test } from 'vitest';
import { INPUTS } from '../../../vectors/inputs.mjs';
import { F64, type Vector } from '../spec/neural/arithmetic.js';
import { Uniform } from '../spec/neural/random.js';
import { TransformerByteModel } from '../spec/transformer.js';
import { Components } from './support/components.js';
import { cost, expectGradient, slope, teach } from './support/gradients.js';

const SEGMENT = 20;
/** Two updates: the output's weights start at 0, and nothing would go back through them. */
const WARM_UP = 2 * SEGMENT;
const STEPS = 8;

const kernel = await Components.create();
const x = INPUTS['prose']!.subarray(0, WARM_UP + STEPS);

/** A model that has learned WARM_UP bytes. @param change what to do to it then. */
function warm(change: (model: TransformerByteModel) => void): TransformerByteModel {
  const model = new TransformerByteModel(32, 2, 1000, kernel.features(1000), F64);
  // So do the last weights of each half of a block; and small queries and keys make all shares alike.
  const random = new Uniform(1);
  for (const { attention, feedForward } of model.blocks) {
    for (const row of [...attention.made.w, ...attention.given.w, ...feedForward.outer.w]) random.fill(row, 0.5);
  }
  teach(model, x.subarray(0, WARM_UP));
  change(model);
  return model;
}

/** What is coded, nothing being learned. */
const next = x.subarray(WARM_UP);
const model = warm(() => undefined);
cost(model, next);
const { blocks, embedded } = model.gradient();
const steps = model.past;

type Kind = [name: string, weights: (m: TransformerByteModel) => Vector, gradient: Vector];

/** Every kind of weight, where it is and what its gradient is. */
const KINDS: Kind[] = [
  ...[0, 1].flatMap((l): Kind[] => {
    const { attention, feedForward } = blocks[l]!;
    const made = steps.map((step) => step.blocks[l]!);
    const into = made.map((step) => step.attention.normed.n);
    const out = made.map((step) => step.attention.o);
    const inner = made.map((step) => step.feedForward.input.n);
    const outer = made.map((step) => step.feedForward.h);
    const of = model.blocks[l]!;
    return [
      ...['queries', 'keys', 'values'].map((name, i): Kind => {
        const r = 32 * i + 5;
        return [
          `block ${l}, ${name}`,
          (m) => m.blocks[l]!.attention.made.w[r]!,
          of.attention.made.gradient(attention.made, into, r),
        ];
      }),
      [
        `block ${l}, what attention gives`,
        (m) => m.blocks[l]!.attention.given.w[3]!,
        of.attention.given.gradient(attention.given, out, 3),
      ],
      [`block ${l}, biases of distances`, (m) => m.blocks[l]!.attention.bias[0]!, attention.bias[0]!],
      [
        `block ${l}, inner weights`,
        (m) => m.blocks[l]!.feedForward.inner.w[7]!,
        of.feedForward.inner.gradient(feedForward.inner, inner, 7),
      ],
      [
        `block ${l}, outer weights`,
        (m) => m.blocks[l]!.feedForward.outer.w[9]!,
        of.feedForward.outer.gradient(feedForward.outer, outer, 9),
      ],
    ];
  }),
  ...[0, 1, 7].map((r): Kind => {
    const h = steps.map(({ last }) => last.n);
    return [`output, row ${r}`, (m) => m.output.layer.w[r]!, model.output.gradient(h, r)];
  }),
];

test.each(KINDS)('law gradients: %s', (_, weights, gradient) => {
  expectGradient(gradient, (i) => slope(warm, next, weights, i));
});

test('law gradients: the embedding of a byte is moved by the sum of the errors of the steps that saw it', () => {
  const byte = x[WARM_UP - 1]!; // seen at the first step
  const seen = embedded.filter((_, k) => x[WARM_UP - 1 + k] === byte);
  const expected = Array.from({ length: 64 }, (_, i) => seen.reduce((sum, d) => sum + d[i]!, 0));
  for (let i = 0; i < 64; i += 13) {
    const moved = slope(warm, next, (m) => m.embeddings.embeddings.at(byte), i);
    expect(Math.abs(moved - expected[i]!)).toBeLessThan(1e-6 + 1e-4 * Math.abs(expected[i]!));
  }
});
