/**
 * Channel capacity: how many bits a noisy channel carries at best, per use, and with which input.
 *
 *   C = max over p(x) of I(X;Y),  for a channel P(y|x)
 *
 * The Arimoto–Blahut algorithm. Begin with all inputs equally likely. Then repeat:
 *
 *   q(y) = Σ_x p(x) P(y|x)                the output that this input produces
 *   D(x) = D(P(·|x) ‖ q)                  how much each input letter stands out from it, in bits
 *   p(x) ← p(x) 2^D(x) / Σ p 2^D          more of the letters that stand out
 *
 * At every step log2 Σ p(x) 2^D(x) ≤ C ≤ max_x D(x). The difference bounds the distance from C and is the stopping
 * criterion.
 *
 * Sources: S. Arimoto, "An algorithm for computing the capacity of arbitrary discrete memoryless channels" (1972);
 * R. E. Blahut, "Computation of channel capacity and rate-distortion functions" (1972), theorem 2.
 */
import { exp2, log2 } from '../../base/elementary.js';
import { checkChannel, type Matrix } from './checks.js';
import { type Stopping, stoppingRule } from './stopping.js';

export interface Capacity {
  /** Bits per use. The true capacity is at least this, and at most `gap` more. */
  readonly capacity: number;
  /** The P(x) that reaches it: shape (x). */
  readonly input: Float64Array<ArrayBuffer>;
  /** Maximum distance below the true capacity, in bits. */
  readonly gap: number;
  readonly iterations: number;
}

/**
 * The capacity of a channel, in bits per use.
 * @param channel P(y|x): a row for each input, each of sum 1; shape (x, y).
 * @throws {RangeError} for an invalid channel.
 */
export function channelCapacity(channel: Matrix, stopping: Stopping = {}): Capacity {
  checkChannel(channel);
  const { tolerance, iterationsMax } = stoppingRule(stopping);
  const inputs = channel.length;
  const outputs = channel[0]!.length;
  const input = new Float64Array(inputs).fill(1 / inputs);
  const divergence = new Float64Array(inputs);
  for (let iterations = 1; ; iterations++) {
    const output = new Float64Array(outputs);
    for (let x = 0; x < inputs; x++) for (let y = 0; y < outputs; y++) output[y]! += input[x]! * channel[x]![y]!;
    let upper = 0;
    let sum = 0;
    for (let x = 0; x < inputs; x++) {
      let bits = 0;
      for (let y = 0; y < outputs; y++) {
        const p = channel[x]![y]!;
        if (p > 0) bits += p * log2(p / output[y]!);
      }
      divergence[x] = bits;
      upper = Math.max(upper, bits);
      sum += input[x]! * exp2(bits);
    }
    const capacity = Math.max(0, log2(sum));
    const gap = Math.max(0, upper - capacity);
    if (gap <= tolerance || iterations >= iterationsMax) return { capacity, input, gap, iterations };
    for (let x = 0; x < inputs; x++) input[x] = (input[x]! * exp2(divergence[x]!)) / sum;
  }
}
