import { expect } from 'vitest';
import type { Vector } from '../../spec/neural/arithmetic.js';

const DELTA = 1e-5;
/** Weights of each kind. */
const TRIED = 5;

/** What law gradients needs of the twin of a network. */
interface Network {
  readonly output: { rowOf(byte: number): number };
  step(): { readonly p: Vector };
  learn(byte: number): void;
  keep(byte: number): void;
  perceive(byte: number): void;
}

/** Lets a network learn some bytes. */
export function teach(model: Network, bytes: Uint8Array): void {
  for (const byte of bytes) {
    model.step();
    model.learn(byte);
    model.perceive(byte);
  }
}

/** The code of the next bytes in nats, nothing being learned. */
export function cost(model: Network, bytes: Uint8Array): number {
  let nats = 0;
  for (const byte of bytes) {
    nats -= Math.log(model.step().p[model.output.rowOf(byte)]!);
    model.keep(byte);
    model.perceive(byte);
  }
  return nats;
}

/**
 * The derivative of the cost of `bytes` with respect to weight `i`, by finite differences.
 * @param warm makes the network, each time the same but for the change.
 */
export function slope<M extends Network>(
  warm: (change: (model: M) => void) => M,
  bytes: Uint8Array,
  weights: (model: M) => Vector,
  i: number,
): number {
  const [up, down] = [DELTA, -DELTA].map((delta) => {
    const model = warm((m) => {
      const w = weights(m);
      w[i] = w[i]! + delta;
    });
    return cost(model, bytes);
  });
  return (up! - down!) / (2 * DELTA);
}

/** Expects a gradient to be what finite differences say. @param slopeOf the derivative with respect to weight `i`. */
export function expectGradient(gradient: Vector, slopeOf: (i: number) => number): void {
  const largest = Math.max(...gradient.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-4);
  for (let i = 0; i < gradient.length; i += Math.ceil(gradient.length / TRIED)) {
    expect(Math.abs(slopeOf(i) - gradient[i]!)).toBeLessThan(1e-6 + 1e-4 * largest);
  }
}
