/** Laws of the mixers: what they compute, and that a step of learning is one down the gradient of the cost. */
import { describe, expect, test } from 'vitest';
import { Components, randomOf } from '../support/components.js';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
/** The derivative of `f` at `w` with respect to each number. */
const gradient = (f: (w: readonly number[]) => number, w: readonly number[]): number[] =>
  w.map((_, i) => {
    const moved = (delta: number): number => f(w.map((x, k) => (k === i ? x + delta : x)));
    return (moved(1e-4) - moved(-1e-4)) / 2e-4;
  });
/** The cost of a bit in nats. */
const cost = (x: number, bit: number): number => -Math.log(logistic(bit ? x : -x));

const FINAL_RATE = 0.0007;
const RATE = 0.01;
const START = 0.02;
const DECAY = 0.125;
const ROWS = 3;

/** A mixer in f64: rows of weights of each set, each with its rate, and rows of the last layer. */
class Model {
  readonly sets: { w: number[]; rate: number }[][];
  readonly finals: number[][];

  constructor(inputs: number, sets: number, weight: number) {
    const row = () => ({ w: new Array<number>(inputs).fill(weight), rate: START });
    this.sets = Array.from({ length: sets }, () => Array.from({ length: ROWS }, row));
    this.finals = [0, 1].map(() => new Array<number>(sets).fill(1 / sets));
  }

  outputs(x: readonly number[], row: number): number[] {
    return this.sets.map((rows) => Math.max(-12, Math.min(12, dot(rows[row]!.w, x))));
  }

  predict(x: readonly number[], row: number, final: number): number {
    return dot(this.finals[final]!, this.outputs(x, row));
  }

  /** One step down the gradients, which are found by finite differences. */
  learn(x: readonly number[], row: number, final: number, bit: number): void {
    const y = this.outputs(x, row);
    const v = this.finals[final]!;
    const ofFinal = gradient((changed) => cost(dot(changed, y), bit), v);
    this.finals[final] = v.map((each, i) => each - FINAL_RATE * ofFinal[i]!);
    for (const rows of this.sets) {
      const used = rows[row]!;
      const g = gradient((w) => cost(dot(w, x), bit), used.w);
      used.w = used.w.map((w, i) => w - used.rate * g[i]!);
      used.rate += (RATE - used.rate) * DECAY;
    }
  }
}

describe.each([
  { inputs: 5, sets: 1 },
  { inputs: 8, sets: 3 },
  { inputs: 19, sets: 5 },
])('$inputs inputs, $sets sets', ({ inputs, sets }) => {
  test('law mixer: it predicts as two layers in f64, and learns down the gradient of each one’s cost', async () => {
    const kernel = await Components.create();
    kernel.words(sets).fill(ROWS);
    const mixer = kernel.call('makeMixer', inputs, sets, 2, START, RATE, DECAY, 0);
    const at = kernel.call('claimMixer', mixer, inputs, 1, 0.2);
    const model = new Model(inputs, sets, 0.2);
    const random = randomOf(inputs);
    for (let step = 0; step < 300; step++) {
      const [row, final] = [step % ROWS, step % 2];
      const x = Array.from({ length: inputs }, () => Math.fround(4 * random() - 2));
      for (let s = 0; s < sets; s++) kernel.call('selectMixer', mixer, s, row);
      kernel.call('selectFinal', mixer, final);
      kernel.floats(inputs, at).set(x);
      expect(kernel.call('predictMixer', mixer)).toBeCloseTo(model.predict(x, row, final), 3);
      const bit = random() < logistic(x[0]! - x[1]!) ? 1 : 0;
      model.learn(x, row, final, bit);
      kernel.call('learnMixer', mixer, bit);
    }
  });
});

test('law mixer: rows that err by less than the least are not trained', async () => {
  const kernel = await Components.create();
  kernel.words(1).set([1]);
  const mixer = kernel.call('makeMixer', 8, 1, 1, START, RATE, DECAY, 0.3);
  kernel.floats(1, kernel.call('claimMixer', mixer, 8, 1, 1)).set([1.5]); // p = 0.82
  const before = kernel.call('predictMixer', mixer);
  kernel.call('learnMixer', mixer, 1);
  expect(kernel.call('predictMixer', mixer)).toBeCloseTo(before, 2);
  kernel.call('learnMixer', mixer, 0);
  expect(kernel.call('predictMixer', mixer)).toBeLessThan(before - 0.02);
});

test('law single mixer: it predicts p = squash(w · x), and learns down the gradient of the cost', async () => {
  const kernel = await Components.create();
  const mixer = kernel.call('makeSingleMixer', 12, 2, RATE);
  const at = kernel.call('claimSingleMixer', mixer, 3, 4, 0.3);
  // The first of each group of four inputs starts with the weight, the others with 0.
  const rows = [0, 1].map(() => ({ w: Array.from({ length: 12 }, (_, i): number => (i % 4 ? 0 : 0.3)), rate: 0.025 }));
  const random = randomOf(3);
  for (let step = 0; step < 400; step++) {
    const row = rows[step & 1]!;
    const x = Array.from({ length: 12 }, () => Math.fround(4 * random() - 2));
    kernel.floats(12, at).set(x);
    expect(kernel.call('predictSingleMixer', mixer, step & 1)).toBeCloseTo(logistic(dot(row.w, x)), 4);
    const bit = random() < logistic(x[0]!) ? 1 : 0;
    const g = gradient((w) => cost(dot(w, x), bit), row.w);
    row.w = row.w.map((w, i) => w - row.rate * g[i]!);
    row.rate += (RATE - row.rate) * 0.0015;
    kernel.call('learnSingleMixer', mixer, bit);
  }
});
