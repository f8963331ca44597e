import { type Arithmetic, sigmoid, type Vector } from './arithmetic.js';
import { Embeddings } from './embeddings.js';
import { type Normed, normalise, normaliseBackward } from './norm.js';
import type { Uniform } from './random.js';

/** What a step makes. */
export interface GatedStep {
  readonly gate: Normed;
  readonly value: Normed;
}

/** x = sigmoid(norm(gate)) norm(value). Specification of kernel/neural/gated-embeddings.ts, whose preface explains it. */
export class GatedEmbeddings {
  readonly embeddings: Embeddings;
  private readonly arithmetic: Arithmetic;
  private readonly units: number;

  constructor(arithmetic: Arithmetic, units: number, tables: number, bits: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.units = units;
    this.embeddings = new Embeddings(arithmetic, tables, bits, 2 * units, random);
  }

  forward(keys: readonly number[]): { x: Vector; made: GatedStep } {
    const sums = this.arithmetic.array(2 * this.units);
    this.embeddings.addTo(sums, keys);
    const gate = normalise(this.arithmetic, sums.slice(0, this.units));
    const value = normalise(this.arithmetic, sums.slice(this.units));
    const x = gate.n.map((g, i) => sigmoid(this.arithmetic, g) * value.n[i]!);
    return { x, made: { gate, value } };
  }

  /** The gradient with respect to the sums at each step. */
  backward(steps: readonly GatedStep[], dx: readonly Vector[]): Vector[] {
    const { round, array } = this.arithmetic;
    return steps.map(({ gate, value }, k) => {
      const d = dx[k]!;
      const s = gate.n.map((g) => sigmoid(this.arithmetic, g));
      const dGate = d.map((e, i) => round(e * value.n[i]!) * round(s[i]! * round(1 - s[i]!)));
      const dValue = d.map((e, i) => e * s[i]!);
      const errors = array(2 * this.units);
      normaliseBackward(this.arithmetic, dGate, gate, errors.subarray(0, this.units));
      normaliseBackward(this.arithmetic, dValue, value, errors.subarray(this.units));
      return errors;
    });
  }
}
