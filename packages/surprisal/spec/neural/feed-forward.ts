import type { Arithmetic, Vector } from './arithmetic.js';
import { Dense } from './dense.js';
import { ERROR_GRAIN, GRAIN, type Normed, normalise, normaliseBackward } from './norm.js';
import type { Uniform } from './random.js';

const WEIGHT_LIMIT = 0.1;

/** What a step makes. */
export interface FeedForwardStep {
  readonly input: Normed;
  readonly inside: Normed;
  readonly h: Vector;
}

/** With respect to what each matrix gave, at each step. */
export interface FeedForwardErrors {
  readonly inner: readonly Vector[];
  readonly outer: readonly Vector[];
}

/** x += W2 relu(norm(W1 norm(x)))^2. Specification of kernel/neural/feed-forward.ts, whose preface explains it. */
export class FeedForward {
  readonly inner: Dense;
  readonly outer: Dense;
  private readonly arithmetic: Arithmetic;

  constructor(arithmetic: Arithmetic, units: number, hidden: number, random: Uniform) {
    this.arithmetic = arithmetic;
    this.inner = new Dense(arithmetic, hidden, units, WEIGHT_LIMIT, random);
    this.outer = new Dense(arithmetic, units, hidden, 0, random);
  }

  /** @param x is changed. */
  forward(x: Vector): FeedForwardStep {
    const { round, grained } = this.arithmetic;
    const input = normalise(this.arithmetic, x);
    const inside = normalise(this.arithmetic, this.inner.forward(input.n));
    const h = inside.n.map((u) => grained(round(Math.max(u, 0) ** 2), GRAIN));
    this.outer.forward(h).forEach((v, i) => {
      x[i] = x[i]! + v;
    });
    return { input, inside, h };
  }

  /** @param dx the gradient with respect to x after, at each step; becomes that before. */
  backward(steps: readonly FeedForwardStep[], dx: readonly Vector[]): FeedForwardErrors {
    const { round, grained, array } = this.arithmetic;
    const outer = dx.map((d) => d.slice());
    const inner = this.outer.backward(outer).map((dh, k) => {
      const { inside } = steps[k]!;
      const d = dh.map((e, i) => grained(round(e * 2 * Math.max(inside.n[i]!, 0)), ERROR_GRAIN));
      const du = array(d.length);
      normaliseBackward(this.arithmetic, d, inside, du);
      return du;
    });
    this.inner.backward(inner).forEach((dn, k) => {
      normaliseBackward(this.arithmetic, dn, steps[k]!.input, dx[k]!);
    });
    return { inner, outer };
  }

  /** One step of all weights. */
  update(steps: readonly FeedForwardStep[], errors: FeedForwardErrors, rate: number): void {
    const h = steps.map((step) => step.h);
    const n = steps.map(({ input }) => input.n);
    this.outer.update(errors.outer, h, rate);
    this.inner.update(errors.inner, n, rate);
  }
}
